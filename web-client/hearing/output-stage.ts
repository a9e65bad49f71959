/** The last stage before the loudspeaker: master volume, and a limiter for many voices at once. */

export interface OutputStage {
  /** What all voices are connected to. */
  readonly input: AudioNode
  /** 0..2, 1 as it comes. */
  setVolume(volume: number): void
}

/** One voice alone stays below it, so that its gain is exactly the model's. */
const THRESHOLD_DB = -2
const RATIO = 20
/** Slow enough not to breathe between words, fast enough to let go after a laugh. */
const ATTACK_SECONDS = 0.004
const RELEASE_SECONDS = 0.3

/**
 * A compressor node raises everything by a makeup gain of its own, (1 / gain of a full-scale signal) ^ 0.6
 * (Web Audio API 1.1, §1.19.5), which would falsify every distance: taken back here.
 */
const MAKEUP_DB = 0.6 * -THRESHOLD_DB * (1 - 1 / RATIO)

/** Linear up to here; from here on bent towards 1, which is never passed. */
const BEND = 0.85
/** The shaper knows inputs between −1 and 1: four times that is squeezed into it. */
const HEADROOM = 4

export function createOutputStage(context: BaseAudioContext): OutputStage {
  const master = new GainNode(context)
  const limiter = new DynamicsCompressorNode(context, {
    threshold: THRESHOLD_DB,
    knee: 0,
    ratio: RATIO,
    attack: ATTACK_SECONDS,
    release: RELEASE_SECONDS,
  })
  const level = new GainNode(context, { gain: 10 ** (-MAKEUP_DB / 20) / HEADROOM })
  const softClip = new WaveShaperNode(context, { curve: softClipCurve() })
  master.connect(limiter).connect(level).connect(softClip).connect(context.destination)
  return {
    input: master,
    setVolume: (volume) => master.gain.setTargetAtTime(volume, context.currentTime, 0.02),
  }
}

function softClipCurve(): Float32Array<ArrayBuffer> {
  const points = 8193
  const curve = new Float32Array(points)
  for (let i = 0; i < points; i += 1) curve[i] = bend(((i / (points - 1)) * 2 - 1) * HEADROOM)
  return curve
}

/** Itself while small; approaches 1 without a corner. */
function bend(sample: number): number {
  const size = Math.abs(sample)
  if (size <= BEND) return sample
  return Math.sign(sample) * (BEND + (1 - BEND) * Math.tanh((size - BEND) / (1 - BEND)))
}
