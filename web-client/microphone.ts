/** The resident's microphone: asked for once, and every way it can be refused in words. */

export type MicrophoneFault = 'insecure-page' | 'denied' | 'missing' | 'busy'

export type MicrophoneResult = { readonly track: MediaStreamTrack } | { readonly fault: MicrophoneFault }

/** Opens the microphone; the browser may ask the resident first. */
export async function openMicrophone(): Promise<MicrophoneResult> {
  // Browsers hide the whole interface from pages that are neither https nor localhost.
  if (!navigator.mediaDevices) return { fault: 'insecure-page' }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    })
    const [track] = stream.getAudioTracks()
    return track ? { track } : { fault: 'missing' }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

function faultOf(error: unknown): MicrophoneFault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'missing'
}
