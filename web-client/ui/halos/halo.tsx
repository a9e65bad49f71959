/** The halo around a disc: it comes and grows with the voice, and the page is not drawn again for it. */

import { useEffect, useRef } from 'preact/hooks'
import type { Pulse } from '../../room/pulse.js'

interface HaloProps {
  readonly pulse: Pulse
  /** 0..1 (RMS) at this moment. */
  readonly level: () => number
  /** It comes and goes, and does not grow: where the same voice grows elsewhere in sight. */
  readonly still?: boolean
}

/** Within one step, which is a pixel in the list, nothing is changed. */
const STEPS = 8
/** How much larger the loudest voice makes it. */
const GROWTH = 0.4
/** Of a halo that is there and does not grow; no other has it. */
export const CALM_SWELL = Number.POSITIVE_INFINITY
/** Who asks for it sees a halo or none, and nothing that moves. */
export const CALM = '(prefers-reduced-motion: reduce)'

export function Halo({ pulse, level, still = false }: HaloProps) {
  const element = useRef<HTMLElement>(null)
  const read = useRef(level)
  read.current = level
  useEffect(() => {
    const calm = matchMedia(CALM)
    let shown = 0
    let swell = 0
    return pulse.follow(() => {
      swell = nextSwell(swell, read.current(), still ? RESTING : FADING)
      const next = shownSwell(swell, still || calm.matches)
      if (next === shown || !element.current) return
      const { style } = element.current
      if (!next !== !shown) style.opacity = next === 0 ? '0' : '1'
      // Not by way of a variable in the style sheet: that takes the browser several times as long.
      style.scale = next === CALM_SWELL ? '' : String(1 + GROWTH * next)
      shown = next
    })
  }, [pulse, still])
  return <i class="halo" ref={element} aria-hidden="true" />
}

/** A whisper and a shout, in decibels below full scale. */
const QUIETEST_DB = -46
const LOUDEST_DB = -10
/** What is left of the halo after one beat of silence: it comes with the sound, and goes softly. */
const FADING = 0.6
/** Of a halo that does not grow: from word to word it stays, for each going is a picture of the page. */
const RESTING = 0.78

/**
 * How far a halo has grown, 0..1: as ears hear, in decibels.
 * @param before its size at the beat before
 * @param level 0..1 (RMS)
 * @param left what is left of it after one beat of silence
 */
export function nextSwell(before: number, level: number, left = FADING): number {
  const decibels = 20 * Math.log10(Math.max(level, 1e-6))
  const now = Math.min(1, Math.max(0, (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)))
  const fading = before * left
  return now > fading ? now : fading < 0.02 ? 0 : fading
}

/** What is shown of a halo that has grown that far. @param calm there or not there, and nothing between */
export function shownSwell(swell: number, calm: boolean): number {
  const step = Math.round(swell * STEPS)
  return calm && step > 0 ? CALM_SWELL : step / STEPS
}
