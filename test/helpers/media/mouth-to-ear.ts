/** How long a sound takes from one peer of the media hub to another. */

import { bursts, type Sound, tone } from '../browser/voice-sound.js'
import { eventually } from '../eventually.js'
import type { MediaPeer } from './media-peer.js'

const FRAME_MS = 20
const FRAME_SAMPLES = 960
/** A sound after fewer silent packets may be the rest of the one before. */
const LEAST_SILENT_FRAMES = 3

/** @returns the delays of so many sounds, or some fewer, in milliseconds: from the first spoken sample to its arrival, decoded */
export async function mouthToEarMs(
  speaker: Pick<MediaPeer, 'speak'>,
  listener: Pick<MediaPeer, 'take'>,
  sounds: number,
): Promise<number[]> {
  const mouth: number[] = []
  let quiet = true
  const burst = bursts(tone(600, 0.3), 15, 25)
  const noted: Sound = () => {
    const frame = burst()
    const isLoud = frame.some((sample) => sample !== 0)
    if (isLoud && quiet) mouth.push(performance.now() - FRAME_MS)
    quiet = !isLoud
    return frame
  }
  listener.take()
  speaker.speak(noted)
  const heard = { samples: [] as number[], arrivals: [] as number[] }
  await eventually(
    `${sounds} sounds`,
    () => {
      const { right, arrivals } = listener.take()
      heard.samples.push(...right)
      heard.arrivals.push(...arrivals.map(({ atMs }) => atMs))
      return mouth.length > sounds
    },
    sounds * 3000 + 30_000,
  )
  speaker.speak(undefined)
  const delays: number[] = []
  let silentFrames = 0
  for (const [frame, atMs] of heard.arrivals.entries()) {
    const samples = heard.samples.slice(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES)
    const onset = samples.findIndex((sample) => Math.abs(sample) > 0.02)
    if (onset < 0) silentFrames += 1
    else {
      const earMs = atMs + onset / (FRAME_SAMPLES / FRAME_MS)
      const began = mouth.findLast((at) => at < earMs)
      if (silentFrames > LEAST_SILENT_FRAMES && began !== undefined) delays.push(earMs - began)
      silentFrames = 0
    }
  }
  return delays
}
