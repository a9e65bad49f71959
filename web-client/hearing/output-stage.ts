/** The last stage before the loudspeaker: master volume, and a limiter for many voices at once. */

export interface OutputStage {
  /** The node that all voices are connected to. */
  readonly input: AudioNode
  /** 0..2; 1 leaves the volume as it is. */
  setVolume(volume: number): void
}

/** One voice alone stays below this level, so that its gain is exactly the model's. */
const THRESHOLD_DB = -2
const RATIO = 20
/** Slow enough not to pump between words, fast enough to recover after a laugh. */
const ATTACK_SECONDS = 0.004
const RELEASE_SECONDS = 0.3

/**
 * A compressor node raises everything by a makeup gain of its own, (1 / gain of a full-scale signal) ^ 0.6
 * (Web Audio API 1.1, §1.19.5). That would falsify every distance, so the stage takes the gain back.
 */
const MAKEUP_DB = 0.6 * -THRESHOLD_DB * (1 - 1 / RATIO)

/** Linear up to this level; above it the curve bends towards 1 and never exceeds 1. */
const BEND = 0.85
/** A shaper takes inputs between −1 and 1. Four times that range is squeezed into it. */
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

/** Between its points the browser draws straight lines; with this many they miss the curve by −88 dB at most. */
const CURVE_POINTS = 1025

function softClipCurve(): Float32Array<ArrayBuffer> {
  const middle = (CURVE_POINTS - 1) / 2
  const curve = new Float32Array(CURVE_POINTS)
  for (let i = 1; i <= middle; i += 1) {
    const output = bend((i / middle) * HEADROOM)
    curve[middle + i] = output
    curve[middle - i] = -output
  }
  return curve
}

/** Equals its input, which is not negative, while that is small, and approaches 1 without a corner. */
function bend(sample: number): number {
  if (sample <= BEND) return sample
  return BEND + (1 - BEND) * Math.tanh((sample - BEND) / (1 - BEND))
}
