/** The resident's voice as it is sent: the microphone, with its noise taken out as the resident has chosen. */

import type { PageBrowser } from '../../page/page-browser.js'
import { type MicrophoneFault, type MicrophoneSettings, openMicrophone } from '../microphone.js'
import type { FilteredTrack, NoiseFilter } from './filtered-track.js'

export interface OpenVoice {
  /** What is sent. */
  readonly track: MediaStreamTrack
  /** What the device gives: the same track where the page takes no noise out. */
  readonly device: MediaStreamTrack
  /** The strong suppression is chosen, but the browser's own is at work. */
  readonly filterFailed: boolean
  close(): void
}

/** Nobody waits longer for a filter than for a voice. */
const FILTER_MS = 4000

/** @param onFilterStopped the voice is silent: it has to be opened again, without the filter */
export async function openVoice(
  browser: Pick<PageBrowser, 'mediaDevices' | 'loadNoiseFilter' | 'time'>,
  settings: MicrophoneSettings,
  onFilterStopped: () => void,
): Promise<{ readonly voice: OpenVoice } | { readonly fault: MicrophoneFault }> {
  const { mediaDevices } = browser
  if (!wantsFilter(settings)) return openPlainVoice(mediaDevices, settings, false)
  // Loaded while the browser asks for the microphone. What it throws is caught below.
  const filter = browser.loadNoiseFilter()
  filter.catch(() => undefined)
  const opened = await openMicrophone(mediaDevices, settings)
  if ('fault' in opened) return opened
  const device = opened.track
  try {
    const filtered = await inTime(browser.time, filter, device, onFilterStopped)
    return {
      voice: {
        track: filtered.track,
        device,
        filterFailed: false,
        close() {
          filtered.close()
          device.stop()
        },
      },
    }
  } catch {
    // Chromium gives an open microphone out again with its present processing, so it is closed first.
    device.stop()
    return openPlainVoice(mediaDevices, { ...settings, noiseSuppression: 'browser' }, true)
  }
}

/** A performer's sound is sent as it is. */
export function wantsFilter({
  noiseSuppression,
  performer,
}: Pick<MicrophoneSettings, 'noiseSuppression' | 'performer'>): boolean {
  return noiseSuppression === 'strong' && !performer
}

async function openPlainVoice(
  mediaDevices: MediaDevices | undefined,
  settings: MicrophoneSettings,
  filterFailed: boolean,
): Promise<{ readonly voice: OpenVoice } | { readonly fault: MicrophoneFault }> {
  const opened = await openMicrophone(mediaDevices, settings)
  if ('fault' in opened) return opened
  const { track } = opened
  return { voice: { track, device: track, filterFailed, close: () => track.stop() } }
}

/** @throws where the filter does not run in time; one that comes later is closed */
function inTime(
  time: PageBrowser['time'],
  filter: Promise<NoiseFilter>,
  device: MediaStreamTrack,
  onStopped: () => void,
): Promise<FilteredTrack> {
  return new Promise((resolve, reject) => {
    let isLate = false
    const cancel = time.after(FILTER_MS, () => {
      isLate = true
      reject(new Error('the filter is late'))
    })
    filter
      .then((filterNoise) => filterNoise(device, () => isLate || onStopped()))
      .then((filtered) => {
        cancel()
        if (isLate) filtered.close()
        else resolve(filtered)
      })
      .catch((error: unknown) => {
        cancel()
        reject(error)
      })
  })
}
