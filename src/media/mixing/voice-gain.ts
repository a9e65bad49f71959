/** How loud a voice is at a listener's ears: now, and at the end of the next frame. */

import type { Vector3 } from '../../spatial/direction.js'
import { type EarCue, headCues } from '../../spatial/head.js'
import { CENTRED, stereoGains } from '../../spatial/panning.js'
import { SAMPLE_RATE_HZ } from '../opus/opus.js'
import type { EarGains } from './mix-kernel.js'

/** Gains of one signal, linear. */
export interface EarGlide {
  left: number
  right: number
  targetLeft: number
  targetRight: number
}

/** One ear of a head: gains of the filtered signals, and how many samples late they come. */
export interface SideGlide {
  gains: EarGains
  target: EarGains
  delaySamples: number
  targetDelaySamples: number
}

export interface HeadGlide {
  readonly left: SideGlide
  readonly right: SideGlide
}

/** The voice as it is, for loudspeakers; and what there is of it besides. */
export interface VoiceGain extends EarGlide {
  /** The voice without its high tones; `undefined` while there was no need. */
  dull: EarGlide | undefined
  /** For headphones; `undefined` while there was no need. */
  head: HeadGlide | undefined
  /** Version of the poses and settings that the targets were computed from. */
  version: number
}

const AHEAD: Vector3 = [0, 0, -1]
/** Of an ear that hears nothing: this very object. */
export const NO_GAINS: EarGains = { low: 0, below: 0, whole: 0 }

const silentGlide = (): EarGlide => ({ left: 0, right: 0, targetLeft: 0, targetRight: 0 })
const silentSide = (): SideGlide => ({
  gains: NO_GAINS,
  target: NO_GAINS,
  delaySamples: 0,
  targetDelaySamples: 0,
})

export function silentGain(): VoiceGain {
  return { ...silentGlide(), dull: undefined, head: undefined, version: -1 }
}

export const isHeard = ({ left, right, targetLeft, targetRight }: EarGlide): boolean =>
  left > 0 || right > 0 || targetLeft > 0 || targetRight > 0

/** The signals of a side may cancel each other out, but none of them is there without a voice. */
const isSideHeard = ({ gains, target }: SideGlide): boolean => gains !== NO_GAINS || target !== NO_GAINS

export const isHeadHeard = ({ left, right }: HeadGlide): boolean => isSideHeard(left) || isSideHeard(right)

export const isAudible = (gain: VoiceGain): boolean =>
  isHeard(gain) ||
  (gain.dull !== undefined && isHeard(gain.dull)) ||
  (gain.head !== undefined && isHeadHeard(gain.head))

/** Whether more is heard of a voice than the voice as it is, so that it has to be filtered. */
export const isFiltered = ({ dull, head }: VoiceGain): boolean =>
  (dull !== undefined && isHeard(dull)) || (head !== undefined && isHeadHeard(head))

/** What stays so from turn to turn: the voice as it is, at gains that have arrived. */
export const isSteady = (gain: VoiceGain): boolean =>
  gain.left === gain.targetLeft && gain.right === gain.targetRight && !isFiltered(gain)

/** How a voice is to be heard. */
export interface Aim {
  /** Of distance, cone and personal volume together, linear. */
  readonly gain: number
  /** The share of the voice without its high tones, 0..1. */
  readonly dullness: number
  /** In the ear's frame; `undefined`: from nowhere. */
  readonly direction: Vector3 | undefined
  readonly headphones: boolean
}

function aimGlide(glide: EarGlide, level: number, [left, right]: readonly [number, number]): void {
  glide.targetLeft = level * left
  glide.targetRight = level * right
}

function aimSide(side: SideGlide, gain: number, dullness: number, cue: EarCue): void {
  if (gain === 0) {
    side.target = NO_GAINS
    side.targetDelaySamples = side.delaySamples
    return
  }
  const high = cue.high * (1 - dullness)
  // Bands as sums of signals, each of which has all tones up to its corner.
  side.target = {
    low: gain * (cue.low - cue.middle),
    below: gain * (cue.middle - high),
    whole: gain * high,
  }
  side.targetDelaySamples = Math.round(cue.delaySeconds * SAMPLE_RATE_HZ)
}

/** Sets the targets. Who changes from loudspeakers to headphones, or back, hears one fade into the other. */
export function aim(glide: VoiceGain, { gain, dullness, direction, headphones }: Aim): void {
  const byHead = headphones && direction !== undefined
  const plain = byHead ? 0 : gain
  const pan = direction && !byHead ? stereoGains(direction) : CENTRED
  aimGlide(glide, plain * (1 - dullness), pan)
  if (plain * dullness > 0) glide.dull ??= silentGlide()
  if (glide.dull) aimGlide(glide.dull, plain * dullness, pan)
  if (byHead && gain > 0) glide.head ??= { left: silentSide(), right: silentSide() }
  if (!glide.head) return
  const cues = headCues(direction ?? AHEAD)
  aimSide(glide.head.left, byHead ? gain : 0, dullness, cues.left)
  aimSide(glide.head.right, byHead ? gain : 0, dullness, cues.right)
}

/** The voice has ended: whatever was heard of it fades. */
export const aimAtSilence = (glide: VoiceGain): void =>
  aim(glide, { gain: 0, dullness: 0, direction: undefined, headphones: false })
