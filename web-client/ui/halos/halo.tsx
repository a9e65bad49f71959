/** The halo around a disc: it comes and grows with the voice, and the page is not drawn again for it. */

import { useEffect, useRef } from 'preact/hooks'
import type { Pulse } from '../../room/pulse.js'
import { CALM_SWELL, createSwell } from './halo-swell.js'

interface HaloProps {
  readonly pulse: Pulse
  /** 0..1 (RMS) at this moment. */
  readonly level: () => number
  /** It comes and goes, and does not grow: where the same voice grows elsewhere in sight. */
  readonly still?: boolean
}

/** How much larger the loudest voice makes it. */
const GROWTH = 0.4
/** Who asks for it sees a halo or none, and nothing that moves. */
export const CALM = '(prefers-reduced-motion: reduce)'

export function Halo({ pulse, level, still = false }: HaloProps) {
  const element = useRef<HTMLElement>(null)
  const read = useRef(level)
  read.current = level
  useEffect(() => {
    const calm = matchMedia(CALM)
    const swell = createSwell({ still })
    let shown = 0
    return pulse.follow(() => {
      const next = swell(read.current(), calm.matches)
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
