/** Opens the resident's microphone as chosen, and names every way in which that can fail. */

import type { PageBrowser } from '../page/page-browser.js'
import type { Settings } from '../settings/settings.js'

export type MicrophoneFault = 'insecure-page' | 'denied' | 'missing' | 'busy'

export type MicrophoneResult = { readonly track: MediaStreamTrack } | { readonly fault: MicrophoneFault }

export type MicrophoneSettings = Pick<
  Settings,
  'inputDevice' | 'echoCancellation' | 'noiseSuppression' | 'autoGain' | 'performer'
>

/** Opens the microphone; the browser may ask the resident first. A chosen device that is gone is replaced by any other. */
export async function openMicrophone(
  media: MediaDevices | undefined,
  settings: MicrophoneSettings,
): Promise<MicrophoneResult> {
  // Browsers hide this interface from pages that are neither https nor localhost; built-in browsers do not have it.
  if (!media) return { fault: globalThis.isSecureContext ? 'missing' : 'insecure-page' }
  try {
    const stream = await openStream(media, settings)
    const [track] = stream.getAudioTracks()
    if (!track) return { fault: 'missing' }
    if (settings.performer) track.contentHint = 'music'
    return { track }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

/** Chromium need not follow an `ideal` device, so the chosen one is asked for with `exact`. */
async function openStream(media: MediaDevices, settings: MicrophoneSettings): Promise<MediaStream> {
  const { inputDevice } = settings
  const audio = constraintsOf(settings)
  if (!inputDevice) return media.getUserMedia({ audio })
  try {
    return await media.getUserMedia({ audio: { ...audio, deviceId: { exact: inputDevice } } })
  } catch (error) {
    if (faultOf(error) === 'denied') throw error
    return media.getUserMedia({ audio })
  }
}

function constraintsOf(settings: MicrophoneSettings): MediaTrackConstraints {
  const { echoCancellation, noiseSuppression, autoGain, performer } = settings
  return {
    echoCancellation: echoCancellation && !performer,
    noiseSuppression: noiseSuppression === 'browser' && !performer,
    autoGainControl: autoGain && !performer,
    channelCount: performer ? 2 : 1,
  }
}

function faultOf(error: unknown): MicrophoneFault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'missing'
}

/** Calls back when the permission for the microphone changes, where the browser tells. */
export async function watchMicrophonePermission(
  permissions: PageBrowser['permissions'],
  onChange: (state: PermissionState) => void,
): Promise<void> {
  try {
    const status = await permissions?.query({ name: 'microphone' as PermissionName })
    if (status) status.onchange = () => onChange(status.state)
  } catch {
    // Firefox before 131 does not know this permission; revoking the permission ends the track there as well.
  }
}
