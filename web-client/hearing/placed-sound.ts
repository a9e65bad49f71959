/** A sound at its place: its gain, how dull it is, and the direction that it comes from. */

import type { Vector3 } from '../../src/spatial/direction.js'
import { dullingFilter } from '../../src/spatial/dulling.js'

export interface VoicePlacement {
  /** Linear gain of distance and personal volume together. */
  readonly gain: number
  /** The share of the voice that is heard without its high tones, 0..1. */
  readonly dullness: number
  /** Unit vector in the ear's frame (Web Audio axes); `undefined`: no direction. */
  readonly direction: Vector3 | undefined
}

export interface PlacedSound {
  /** The current place, or the target of the current glide. */
  placement(): VoicePlacement
  /** Moves the sound there at once. */
  put(placement: VoicePlacement): void
  /** Moves the sound there within `seconds`, smoothly. */
  glide(placement: VoicePlacement, seconds: number): void
  setPanningModel(model: PanningModelType): void
  close(): void
}

const AHEAD: Vector3 = [0, 0, -1]

/** The time constant of an AudioParam as a share of the given time: after all of that time the value is within 1 %. */
const TIME_CONSTANT_SHARE = 0.2

/** Silent until it is put somewhere. @param stereo the two channels differ, and both are kept */
export function createPlacedSound(
  context: BaseAudioContext,
  source: AudioNode,
  stereo: boolean,
  destination: AudioNode,
): PlacedSound {
  const spatial = new GainNode(context, { gain: 0 })
  const direct = new GainNode(context, { gain: 0 })
  const dull = new GainNode(context, { gain: 0 })
  // Direction only: the panner's own distance models cannot express those of a channel.
  const panner = new PannerNode(context, {
    distanceModel: 'linear',
    rolloffFactor: 0,
    // Browsers decode a voice to two equal channels. A panner makes those 3 dB louder in front and 6 dB at a side.
    channelCount: stereo ? 2 : 1,
    channelCountMode: 'explicit',
  })
  let placement: VoicePlacement = { gain: 0, dullness: 0, direction: undefined }
  let [spatialInUse, directInUse] = [false, false]
  let filter: IIRFilterNode | undefined

  /** Nearly every voice goes one of the two ways for as long as it is heard: what it has no need of costs nothing. */
  function openWay({ direction, dullness }: VoicePlacement): void {
    if (direction && !spatialInUse) source.connect(spatial).connect(panner).connect(destination)
    if (!direction && !directInUse) source.connect(direct).connect(destination)
    if (direction) spatialInUse = true
    else directInUse = true
    if (filter || !direction || dullness === 0) return
    filter = new IIRFilterNode(context, dullingFilter(context.sampleRate))
    source.connect(filter).connect(dull).connect(panner)
  }

  return {
    placement: () => placement,
    put(next) {
      const { gain, dullness, direction } = next
      placement = next
      openWay(next)
      spatial.gain.value = direction ? gain * (1 - dullness) : 0
      dull.gain.value = direction ? gain * dullness : 0
      direct.gain.value = direction ? 0 : gain
      const [x, y, z] = direction ?? AHEAD
      panner.positionX.value = x
      panner.positionY.value = y
      panner.positionZ.value = z
    },
    glide(next, seconds) {
      // While a param is on its way the browser computes a panner anew for every sample: four times the cost.
      if (isSame(next, placement)) return
      const { gain, dullness, direction } = next
      placement = next
      openWay(next)
      const to = (param: AudioParam, value: number) =>
        param.setTargetAtTime(value, context.currentTime, seconds * TIME_CONSTANT_SHARE)
      to(spatial.gain, direction ? gain * (1 - dullness) : 0)
      if (filter) to(dull.gain, direction ? gain * dullness : 0)
      to(direct.gain, direction ? 0 : gain)
      if (!direction) return
      to(panner.positionX, direction[0])
      to(panner.positionY, direction[1])
      to(panner.positionZ, direction[2])
    },
    setPanningModel(model) {
      panner.panningModel = model
    },
    close() {
      for (const node of [spatial, dull, panner, direct]) node.disconnect()
      filter?.disconnect()
    },
  }
}

/** Whether a sound that is at one of them, or on its way there, has nothing to do for the other. */
function isSame(one: VoicePlacement, other: VoicePlacement): boolean {
  if (one.gain !== other.gain || one.dullness !== other.dullness || !one.direction !== !other.direction)
    return false
  return one.direction?.every((coordinate, axis) => coordinate === other.direction?.[axis]) ?? true
}
