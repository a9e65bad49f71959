/** The strong noise suppression: the network GTCRN in an audio thread of its own. Loaded only where it is chosen. */

import { GtcrnWorkletNode } from '@sapphi-red/web-noise-suppressor'
import wasmUrl from '@sapphi-red/web-noise-suppressor/gtcrn.wasm?url'
import workletUrl from '@sapphi-red/web-noise-suppressor/gtcrnWorklet.js?url'
import { systemTime } from '../../page/page-time.js'
import { watchFilter } from './filter-watch.js'
import type { FilteredTrack } from './filtered-track.js'

/** The network knows this rate, and that of a telephone. */
const RATE_HZ = 48_000
/** Longer than the time between two looks of the watch, so that no sound is missed. */
const LOOKBACK_SAMPLES = 32_768

/**
 * Takes the noise out of a track.
 * @param onStopped the filter has given nothing for a while, though the track does
 * @throws where the filter cannot be loaded, or its context does not run
 */
export async function filterNoise(track: MediaStreamTrack, onStopped: () => void): Promise<FilteredTrack> {
  const context = new AudioContext({
    sampleRate: RATE_HZ,
    latencyHint: 'interactive',
    // Chromium: a loudspeaker that stalls does not stop the microphone. Other browsers do not know this option.
    sinkId: { type: 'none' },
  } as AudioContextOptions)
  try {
    const [wasmBinary] = await Promise.all([
      loadWasm(),
      context.audioWorklet.addModule(workletUrl),
      context.resume(),
    ])
    const source = context.createMediaStreamSource(new MediaStream([track]))
    const filter = new GtcrnWorkletNode(context, { maxChannels: 1, wasmBinary })
    // A microphone may be in stereo, whatever is asked for.
    filter.channelCount = 1
    filter.channelCountMode = 'explicit'
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
    const [given, heard] = [listener(context), listener(context)]
    source.connect(filter).connect(destination)
    source.connect(given.node)
    filter.connect(heard.node)
    const endWatch = watchFilter(
      systemTime,
      () => ({ seconds: context.currentTime, given: given.hears(), heard: heard.hears() }),
      () => context.resume().catch(() => undefined),
      onStopped,
    )
    filter.onprocessorerror = onStopped
    const [filtered] = destination.stream.getAudioTracks()
    if (!filtered) throw new Error('no track')
    return {
      track: filtered,
      close() {
        endWatch()
        filter.onprocessorerror = null
        filter.destroy()
        filtered.stop()
        context.close().catch(() => undefined)
      },
    }
  } catch (error) {
    context.close().catch(() => undefined)
    throw error
  }
}

/** The audio thread tells nobody when it cannot compile its code, so the page tries that first. */
async function loadWasm(): Promise<ArrayBuffer> {
  const response = await fetch(wasmUrl)
  if (!response.ok) throw new Error(`no filter: ${response.status}`)
  const binary = await response.arrayBuffer()
  await WebAssembly.compile(binary)
  return binary
}

/** Says whether anything but exact zeros went by. */
function listener(context: AudioContext) {
  const node = new AnalyserNode(context, { fftSize: LOOKBACK_SAMPLES })
  const samples = new Float32Array(LOOKBACK_SAMPLES)
  return {
    node,
    hears() {
      node.getFloatTimeDomainData(samples)
      return samples.some((sample) => sample !== 0)
    },
  }
}
