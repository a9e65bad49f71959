/** The resident's microphone: opened as chosen, and every way it can be refused in words. */

import type { PageBrowser } from '../page/page-browser.js'
import type { Settings } from '../settings/settings.js'

export type MicrophoneFault = 'insecure-page' | 'denied' | 'missing' | 'busy'

export type MicrophoneResult = { readonly track: MediaStreamTrack } | { readonly fault: MicrophoneFault }

export type MicrophoneSettings = Pick<
  Settings,
  'inputDevice' | 'echoCancellation' | 'noiseSuppression' | 'autoGain' | 'performer'
>

/** Opens the microphone; the browser may ask the resident first. A chosen one that is gone gives way to any. */
export async function openMicrophone(
  media: MediaDevices | undefined,
  settings: MicrophoneSettings,
): Promise<MicrophoneResult> {
  // Browsers hide the whole interface from pages that are neither https nor localhost; those inside programs have none.
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

/** Chromium takes an ideal device for a wish that it need not grant, so the chosen one is asked for as such. */
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
    noiseSuppression: noiseSuppression && !performer,
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
    // Firefox before 131 does not know this permission: a revoked one ends the track there as well.
  }
}
