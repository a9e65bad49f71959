/** One stream as the resident hears it: at its gain and from its direction. Silent until it has a place. */

import type { Vector3 } from '../../src/spatial/direction.js'

export interface VoicePlacement {
  /** Linear gain of distance and personal volume together. */
  readonly gain: number
  /** Unit vector in the ear's frame (Web Audio axes); `undefined`: no direction. */
  readonly direction: Vector3 | undefined
}

export interface VoiceOutput {
  readonly stream: MediaStream
  readonly stereo: boolean
  /** How loud what arrives is at this moment, whatever its place: 0..1 (RMS of the last 85 ms). */
  level(): number
  /** The current place, or the target of the current glide. */
  placement(): VoicePlacement
  /** Moves the voice there at once. */
  put(placement: VoicePlacement): void
  /** Moves the voice there within `seconds`, smoothly. */
  glide(placement: VoicePlacement, seconds: number): void
  setPanningModel(model: PanningModelType): void
  /** Continues after anything that stopped the voice. */
  replay(): void
  close(): void
}

const AHEAD: Vector3 = [0, 0, -1]

/** The time constant of an AudioParam as a share of the given time: after all of that time the value is within 1 %. */
const TIME_CONSTANT_SHARE = 0.2

/** Longer than the time between two looks at a voice, so that no sound is missed. */
const LOOKBACK_SAMPLES = 4096
/** A quarter of the samples is as loud as all of them. */
const STRIDE = 4
const lookback = new Float32Array(LOOKBACK_SAMPLES)

/** @param stereo the two channels differ, and both are kept */
export function createVoiceOutput(
  context: AudioContext,
  stream: MediaStream,
  stereo: boolean,
  destination: AudioNode,
): VoiceOutput {
  // Chromium decodes a remote stream only while a media element plays that stream, muted or not.
  const element = new Audio()
  element.muted = true
  element.srcObject = stream
  const replay = () => {
    element.play().catch(() => undefined)
  }
  // A headset's key or a phone call pauses this element like any other.
  element.onpause = replay
  replay()

  const source = context.createMediaStreamSource(stream)
  const analyser = new AnalyserNode(context, { fftSize: LOOKBACK_SAMPLES })
  source.connect(analyser)
  const spatial = new GainNode(context, { gain: 0 })
  const direct = new GainNode(context, { gain: 0 })
  // Direction only: the panner's own distance models cannot express those of a channel.
  const panner = new PannerNode(context, {
    distanceModel: 'linear',
    rolloffFactor: 0,
    // Browsers decode a voice to two equal channels. A panner makes those 3 dB louder in front and 6 dB at a side.
    channelCount: stereo ? 2 : 1,
    channelCountMode: 'explicit',
  })

  let [measured, measuredAt] = [0, Number.NaN]
  let placement: VoicePlacement = { gain: 0, direction: undefined }
  let [spatialInUse, directInUse] = [false, false]

  /** Nearly every voice goes one of the two ways for as long as it is heard: the other one costs nothing until then. */
  function openWay(direction: Vector3 | undefined): void {
    if (direction && !spatialInUse) source.connect(spatial).connect(panner).connect(destination)
    if (!direction && !directInUse) source.connect(direct).connect(destination)
    if (direction) spatialInUse = true
    else directInUse = true
  }

  return {
    stream,
    stereo,
    level() {
      if (context.currentTime === measuredAt) return measured
      measuredAt = context.currentTime
      // The browser's own measure (`getSynchronizationSources`) makes the page wait for other threads: 0.7 ms for each voice.
      analyser.getFloatTimeDomainData(lookback)
      let sum = 0
      // By index: until this code is compiled, each step of an iteration over samples makes objects.
      for (let at = 0; at < LOOKBACK_SAMPLES; at += STRIDE) sum += (lookback[at] ?? 0) ** 2
      measured = Math.sqrt((sum * STRIDE) / LOOKBACK_SAMPLES)
      return measured
    },
    placement: () => placement,
    put(next) {
      const { gain, direction } = next
      placement = next
      openWay(direction)
      spatial.gain.value = direction ? gain : 0
      direct.gain.value = direction ? 0 : gain
      const [x, y, z] = direction ?? AHEAD
      panner.positionX.value = x
      panner.positionY.value = y
      panner.positionZ.value = z
    },
    glide(next, seconds) {
      // While a param is on its way the browser computes a panner anew for every sample: four times the cost.
      if (isSame(next, placement)) return
      const { gain, direction } = next
      placement = next
      openWay(direction)
      const to = (param: AudioParam, value: number) =>
        param.setTargetAtTime(value, context.currentTime, seconds * TIME_CONSTANT_SHARE)
      to(spatial.gain, direction ? gain : 0)
      to(direct.gain, direction ? 0 : gain)
      if (!direction) return
      to(panner.positionX, direction[0])
      to(panner.positionY, direction[1])
      to(panner.positionZ, direction[2])
    },
    setPanningModel(model) {
      panner.panningModel = model
    },
    replay() {
      if (element.paused) replay()
    },
    close() {
      element.onpause = null
      for (const node of [source, analyser, spatial, panner, direct]) node.disconnect()
      element.srcObject = null
    },
  }
}

/** Whether a voice that is at one of them, or on its way there, has nothing to do for the other. */
function isSame(one: VoicePlacement, other: VoicePlacement): boolean {
  if (one.gain !== other.gain || !one.direction !== !other.direction) return false
  return one.direction?.every((coordinate, axis) => coordinate === other.direction?.[axis]) ?? true
}
