/**
 * The sums of the mixer, four samples at a time. AssemblyScript, compiled to WebAssembly with SIMD by `npm run build`:
 * JavaScript takes five times as long, and only the Opus encoder does more work than these loops.
 *
 * Memory is addressed by hand: first the sum, left and right apart; then the finished frame, left and right interleaved;
 * then the voices that one listener hears at gains that do not change; then the voices of the turn, one after another. Of each there are three signals: its low tones, those and the middle
 * ones, and the whole voice. Each begins with the last samples of the frame before. `pmin` and `pmax` are one machine instruction each; `min` and `max`
 * take ten, because they handle NaN, which no decoder returns.
 */

/** 20 ms at 48 kHz. A multiple of sixteen, as every loop here relies on. */
export const FRAME_SAMPLES: u32 = 960
/** 32-bit floats. */
const FRAME_BYTES: usize = 3840

export const LEFT: usize = 0
export const RIGHT: usize = LEFT + FRAME_BYTES
/** 960 pairs of 16-bit samples take as much room as 960 floats. */
export const PACKED: usize = RIGHT + FRAME_BYTES
export const STEADY: usize = PACKED + FRAME_BYTES
/** So many voices are summed in one go at most. */
export const MOST_STEADY: usize = 64
/** Where a voice begins in memory, a 32-bit integer, and its gains on the left and on the right, 32-bit floats. */
const STEADY_BYTES: usize = 12
export const VOICES: usize = STEADY + MOST_STEADY * STEADY_BYTES

/** What is kept of the frame before: more than the largest delay of an ear. */
export const HISTORY_SAMPLES: u32 = 64
const HISTORY_BYTES: usize = 256
const SIGNAL_BYTES: usize = HISTORY_BYTES + FRAME_BYTES
export const LOW: usize = 0
export const BELOW: usize = 1
export const WHOLE: usize = 2
const VOICE_BYTES: usize = 3 * SIGNAL_BYTES

const PAGE_BYTES: usize = 65_536
const FULL_SCALE: f32 = 32_767

/** Makes room for a number of voices. Views of the memory may be detached afterwards. */
export function reserve(voices: usize): void {
  const pages = <i32>((VOICES + voices * VOICE_BYTES + PAGE_BYTES - 1) / PAGE_BYTES)
  const missing = pages - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) unreachable()
}

export function clear(): void {
  memory.fill(LEFT, 0, 2 * FRAME_BYTES)
}

/** The next four gains of a glide; the first is one step away from where it begins. */
function gliding(from: f32, step: f32): v128 {
  return f32x4.add(f32x4.splat(from), f32x4.mul(f32x4.splat(step), f32x4(1, 2, 3, 4)))
}

/** Where a signal of a voice begins in this turn. */
function signalAt(voice: usize, signal: usize): usize {
  return VOICES + voice * VOICE_BYTES + signal * SIGNAL_BYTES + HISTORY_BYTES
}

/** Smaller numbers would make the processor slow. Nobody hears this one. */
const FLOOR: f32 = 1e-20

/** Makes one of the filtered signals of a voice from the whole one: a low-pass filter of the first order. */
export function filter(voice: usize, signal: usize, gain: f32, feedback: f32): void {
  const whole = signalAt(voice, WHOLE)
  const filtered = signalAt(voice, signal)
  let before = load<f32>(whole - 4)
  let last = load<f32>(filtered - 4)
  for (let at: usize = 0; at < FRAME_BYTES; at += 4) {
    const sample = load<f32>(whole + at)
    last = gain * (sample + before) + feedback * last + FLOOR
    store<f32>(filtered + at, last)
    before = sample
  }
}

/**
 * Adds a voice to one side of the sum, so many samples late: each of its signals at a gain that goes up or down by a step
 * with every sample.
 */
export function addEar(
  side: usize,
  voice: usize,
  delay: usize,
  low: f32,
  lowStep: f32,
  below: f32,
  belowStep: f32,
  whole: f32,
  wholeStep: f32,
): void {
  const lows = signalAt(voice, LOW) - 4 * delay
  const belows = signalAt(voice, BELOW) - 4 * delay
  const wholes = signalAt(voice, WHOLE) - 4 * delay
  let lowGain = gliding(low, lowStep)
  let belowGain = gliding(below, belowStep)
  let wholeGain = gliding(whole, wholeStep)
  const lowStride = f32x4.splat(lowStep * 4)
  const belowStride = f32x4.splat(belowStep * 4)
  const wholeStride = f32x4.splat(wholeStep * 4)
  for (let at: usize = 0; at < FRAME_BYTES; at += 16) {
    const filtered = f32x4.add(
      f32x4.mul(v128.load(lows + at), lowGain),
      f32x4.mul(v128.load(belows + at), belowGain),
    )
    const sound = f32x4.add(filtered, f32x4.mul(v128.load(wholes + at), wholeGain))
    v128.store(side + at, f32x4.add(v128.load(side + at), sound))
    lowGain = f32x4.add(lowGain, lowStride)
    belowGain = f32x4.add(belowGain, belowStride)
    wholeGain = f32x4.add(wholeGain, wholeStride)
  }
}

/** Adds a signal of a voice at gains that go up or down by a step with every sample. */
export function add(voice: usize, signal: usize, left: f32, leftStep: f32, right: f32, rightStep: f32): void {
  const frame = signalAt(voice, signal)
  let leftGain = gliding(left, leftStep)
  let rightGain = gliding(right, rightStep)
  const leftStride = f32x4.splat(leftStep * 4)
  const rightStride = f32x4.splat(rightStep * 4)
  for (let at: usize = 0; at < FRAME_BYTES; at += 16) {
    const samples = v128.load(frame + at)
    v128.store(LEFT + at, f32x4.add(v128.load(LEFT + at), f32x4.mul(samples, leftGain)))
    v128.store(RIGHT + at, f32x4.add(v128.load(RIGHT + at), f32x4.mul(samples, rightGain)))
    leftGain = f32x4.add(leftGain, leftStride)
    rightGain = f32x4.add(rightGain, rightStride)
  }
}

/**
 * Adds voices as they are at gains that do not change, those that `STEADY` lists. The sum of sixteen samples at a time stays in
 * registers: voice after voice takes twice as long.
 * @param begins whether the sum begins with them, whatever there was before
 */
export function sum(count: usize, begins: bool): void {
  const end = STEADY + count * STEADY_BYTES
  for (let at: usize = 0; at < FRAME_BYTES; at += 64) {
    const left = LEFT + at
    const right = RIGHT + at
    let left1 = f32x4.splat(0)
    let left2 = left1
    let left3 = left1
    let left4 = left1
    let right1 = left1
    let right2 = left1
    let right3 = left1
    let right4 = left1
    if (!begins) {
      left1 = v128.load(left)
      left2 = v128.load(left, 16)
      left3 = v128.load(left, 32)
      left4 = v128.load(left, 48)
      right1 = v128.load(right)
      right2 = v128.load(right, 16)
      right3 = v128.load(right, 32)
      right4 = v128.load(right, 48)
    }
    for (let steady = STEADY; steady < end; steady += STEADY_BYTES) {
      const samples = <usize>load<u32>(steady) + at
      const leftGain = v128.load_splat<f32>(steady, 4)
      const rightGain = v128.load_splat<f32>(steady, 8)
      const samples1 = v128.load(samples)
      const samples2 = v128.load(samples, 16)
      const samples3 = v128.load(samples, 32)
      const samples4 = v128.load(samples, 48)
      left1 = f32x4.add(left1, f32x4.mul(samples1, leftGain))
      left2 = f32x4.add(left2, f32x4.mul(samples2, leftGain))
      left3 = f32x4.add(left3, f32x4.mul(samples3, leftGain))
      left4 = f32x4.add(left4, f32x4.mul(samples4, leftGain))
      right1 = f32x4.add(right1, f32x4.mul(samples1, rightGain))
      right2 = f32x4.add(right2, f32x4.mul(samples2, rightGain))
      right3 = f32x4.add(right3, f32x4.mul(samples3, rightGain))
      right4 = f32x4.add(right4, f32x4.mul(samples4, rightGain))
    }
    v128.store(left, left1)
    v128.store(left, left2, 16)
    v128.store(left, left3, 32)
    v128.store(left, left4, 48)
    v128.store(right, right1)
    v128.store(right, right2, 16)
    v128.store(right, right3, 32)
    v128.store(right, right4, 48)
  }
}

/** The largest sample on either side. */
export function peak(): f32 {
  let highest = f32x4.splat(0)
  for (let at = LEFT; at < RIGHT + FRAME_BYTES; at += 16) {
    highest = f32x4.pmax(highest, f32x4.abs(v128.load(at)))
  }
  return max(
    max(f32x4.extract_lane(highest, 0), f32x4.extract_lane(highest, 1)),
    max(f32x4.extract_lane(highest, 2), f32x4.extract_lane(highest, 3)),
  )
}

/** Eight samples of one side, scaled and clipped at the ceiling, as 16-bit integers. */
function packed(at: usize, low: v128, high: v128, ceiling: v128): v128 {
  const floor = f32x4.neg(ceiling)
  const first = f32x4.pmax(floor, f32x4.pmin(ceiling, f32x4.mul(v128.load(at), low)))
  const second = f32x4.pmax(floor, f32x4.pmin(ceiling, f32x4.mul(v128.load(at, 16), high)))
  return i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(first), i32x4.trunc_sat_f32x4_s(second))
}

/**
 * Writes the finished frame. Its gain starts at one value, changes by a step with each sample, and stays at its end
 * value from then on. No sample gets louder than the ceiling (full scale is 1).
 */
export function pack(from: f32, step: f32, to: f32, ceiling: f32): void {
  const loudest = f32x4.splat(ceiling * FULL_SCALE)
  const end = f32x4.splat(to * FULL_SCALE)
  const stride = f32x4.splat(step * 4 * FULL_SCALE)
  let gain = f32x4.mul(f32x4.splat(FULL_SCALE), gliding(from - step, step))
  for (let at: usize = 0; at < FRAME_BYTES; at += 32) {
    const next = f32x4.add(gain, stride)
    const low = step < 0 ? f32x4.pmax(gain, end) : f32x4.pmin(gain, end)
    const high = step < 0 ? f32x4.pmax(next, end) : f32x4.pmin(next, end)
    const left = packed(LEFT + at, low, high, loudest)
    const right = packed(RIGHT + at, low, high, loudest)
    v128.store(PACKED + at, v128.shuffle<i16>(left, right, 0, 8, 1, 9, 2, 10, 3, 11))
    v128.store(PACKED + at, v128.shuffle<i16>(left, right, 4, 12, 5, 13, 6, 14, 7, 15), 16)
    gain = f32x4.add(next, stride)
  }
}
