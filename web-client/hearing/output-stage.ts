/** The last stage before the loudspeaker: master volume, and a limiter for many voices at once. */

export interface OutputStage {
  /** The node that all voices are connected to. */
  readonly input: AudioNode
  /** 0..2; 1 leaves the volume as it is. */
  setVolume(volume: number): void
}

/** One voice alone stays below this loudness, so that its gain is exactly the model's: a tone of −2.5 dB (peak). */
const THRESHOLD = 0.62
/**
 * What is n times louder than the threshold comes out n ^ SLOPE times as loud as it: a little softer, because the peaks of
 * many voices rise further above their mean than those of one.
 */
const SLOPE = -0.12
/** The loudest sound that the limiter knows: louder ones are limited as much as this one. */
const LOUDEST = 4
/**
 * Loudness is the mean of the sixth powers, and its sixth root. Such a mean follows a sound that begins at once and one
 * that ends slowly: after 4 ms it has 0.67 of the new one, and falls to 0.37 of the old one in 0.27 s.
 */
const POWER = 6
const MEAN_SECONDS = 0.045

/** The lower part of the means, up to sounds half as loud as the loudest, has a curve of its own: thresholds of powers lie close together. */
const LOWER_PART = 2 ** -POWER

/** Linear up to this level; above it the curve bends towards 1 and never exceeds 1. */
const BEND = 0.85

/**
 * A `DynamicsCompressorNode` looks 6 ms ahead, and every voice is as much later. This limiter measures the sound beside
 * its way and delays nothing; what its gain is too late for, the soft clip takes.
 */
export function createOutputStage(context: BaseAudioContext): OutputStage {
  // A shaper takes inputs between −1 and 1.
  const master = new GainNode(context, { gain: 1 / LOUDEST })
  const powers = new WaveShaperNode(context, { curve: curveOf((sample) => Math.abs(sample) ** POWER) })
  const forget = Math.exp(-1 / (MEAN_SECONDS * context.sampleRate))
  const mean = new IIRFilterNode(context, {
    feedforward: [1 - forget],
    feedback: [1, -forget],
    channelCount: 1,
    channelCountMode: 'explicit',
  })
  const enlarged = new GainNode(context, { gain: 1 / LOWER_PART })
  const lower = new WaveShaperNode(context, {
    curve: curveOf((part) => reductionOf(part * LOWER_PART), 2049),
  })
  const upper = new WaveShaperNode(context, {
    curve: curveOf((mean) => reductionOf(Math.max(mean, LOWER_PART)) - reductionOf(LOWER_PART)),
  })
  const limited = new GainNode(context)
  const softClip = new WaveShaperNode(context, {
    curve: curveOf((sample) => Math.sign(sample) * bend(Math.abs(sample) * LOUDEST)),
  })
  master.connect(powers).connect(mean)
  mean.connect(enlarged).connect(lower).connect(limited.gain)
  mean.connect(upper).connect(limited.gain)
  master.connect(limited).connect(softClip).connect(context.destination)
  return {
    input: master,
    setVolume: (volume) => master.gain.setTargetAtTime(volume / LOUDEST, context.currentTime, 0.02),
  }
}

/**
 * Between its points the browser draws straight lines: with 1025 they miss the soft clip's curve by −88 dB at most. A page
 * makes its curves before its first voice, and 100,000 points would take 20 ms.
 * @param shape of −1..1; whatever lies beyond is taken for the nearer end
 */
function curveOf(shape: (input: number) => number, points = 1025): Float32Array<ArrayBuffer> {
  const middle = (points - 1) / 2
  return Float32Array.from({ length: points }, (_, at) => shape((at - middle) / middle))
}

/** What is to be added to the gain. @param mean of the powers, as shares of the loudest sound's */
function reductionOf(mean: number): number {
  const times = (LOUDEST * Math.max(0, mean) ** (1 / POWER)) / THRESHOLD
  return times <= 1 ? 0 : times ** (SLOPE - 1) - 1
}

/** Equals its input, which is not negative, while that is small, and approaches 1 without a corner. */
function bend(sample: number): number {
  if (sample <= BEND) return sample
  return BEND + (1 - BEND) * Math.tanh((sample - BEND) / (1 - BEND))
}
