/** Measures how loud a microphone is, before anything switches it off. */

import workletUrl from './level-worklet.ts?worker&url'

/** Loads the audio thread's code in advance: the service may be out of reach when the code is needed. */
export async function fetchMeter(): Promise<void> {
  await fetch(workletUrl)
}

/** Loads the meter into a context. @throws where its file cannot be loaded */
export function prepareMeter(context: AudioContext): Promise<void> {
  return context.audioWorklet.addModule(workletUrl)
}

/**
 * Measures a track about 30 times a second, in a context that is prepared for it.
 * @param onLevel the RMS, 0..1
 * @returns a function that ends the measuring
 * @throws where the browser cannot take that track into this context
 */
export function measureLevel(
  context: AudioContext,
  track: MediaStreamTrack,
  onLevel: (level: number) => void,
): () => void {
  // A track of its own: the one that is sent is disabled while the resident is muted.
  const own = track.clone()
  own.enabled = true
  try {
    const source = context.createMediaStreamSource(new MediaStream([own]))
    const meter = new AudioWorkletNode(context, 'level', { numberOfOutputs: 0 })
    meter.port.onmessage = ({ data }: MessageEvent<number>) => onLevel(data)
    source.connect(meter)
    return () => {
      meter.port.onmessage = null
      source.disconnect()
      own.stop()
    }
  } catch (error) {
    own.stop()
    throw error
  }
}
