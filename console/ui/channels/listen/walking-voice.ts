/** Plays a voice that walks away, at the gain and from the direction that the page would give it. */

import { dullingFilter } from '../../../../src/spatial/dulling.js'
import type { SoundSettings } from '../../../../src/spatial/heard.js'
import { type HeardVoice, voiceAt, WALK_SECONDS } from './walk.js'

/** How often the voice is placed anew; between two placements it glides. */
const STEP_MS = 40
const GLIDE_SECONDS = 0.02

export interface WalkingVoiceOptions {
  readonly context: AudioContext
  readonly sound: AudioBuffer
  /** As they are at each moment: what is changed while the voice walks is heard at once. */
  readonly settings: () => SoundSettings
  /** Where the voice is; `undefined` at the end. */
  readonly onMove: (voice: HeardVoice | undefined) => void
}

/** @returns ends the walk */
export function startWalkingVoice({ context, sound, settings, onMove }: WalkingVoiceOptions): () => void {
  const source = new AudioBufferSourceNode(context, { buffer: sound, loop: true })
  const [clear, dull] = [new GainNode(context, { gain: 0 }), new GainNode(context, { gain: 0 })]
  const filter = new IIRFilterNode(context, dullingFilter(context.sampleRate))
  // Direction only, as on the page: distance is the gain's matter.
  const panner = new PannerNode(context, {
    distanceModel: 'linear',
    rolloffFactor: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
  })
  source.connect(clear).connect(panner).connect(context.destination)
  source.connect(filter).connect(dull).connect(panner)
  const begin = context.currentTime
  source.start()

  function place(): void {
    const seconds = context.currentTime - begin
    if (seconds >= WALK_SECONDS) return end()
    const voice = voiceAt(seconds, settings())
    const to = (param: AudioParam, value: number) =>
      param.setTargetAtTime(value, context.currentTime, GLIDE_SECONDS)
    to(clear.gain, voice.gain * (1 - voice.dullness))
    to(dull.gain, voice.gain * voice.dullness)
    to(panner.positionX, voice.direction[0])
    to(panner.positionY, voice.direction[1])
    to(panner.positionZ, voice.direction[2])
    onMove(voice)
  }

  const timer = setInterval(place, STEP_MS)
  let over = false
  function end(): void {
    if (over) return
    over = true
    clearInterval(timer)
    source.stop()
    for (const node of [source, clear, filter, dull, panner]) node.disconnect()
    onMove(undefined)
  }
  place()
  return end
}
