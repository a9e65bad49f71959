/** The halo around the microphone: it grows with what is sent of the resident. */

import { useEffect, useRef } from 'preact/hooks'
import type { Pulse } from '../../room/pulse.js'
import { CALM } from './halo.js'
import { createHaloCanvas } from './halo-canvas.js'
import { CALM_SWELL, createSwell } from './halo-swell.js'

interface MicrophoneHaloProps {
  readonly pulse: Pulse
  /** 0..1 (RMS) at this moment. */
  readonly level: () => number
}

const LINE_PIXELS = 3
/** How much larger the loudest voice makes it: less than a disc's, for words stand close to it. */
const GROWTH = 0.2

export function MicrophoneHalo({ pulse, level }: MicrophoneHaloProps) {
  const element = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = element.current
    if (!canvas) return undefined
    const calm = matchMedia(CALM)
    const halo = createHaloCanvas(canvas)
    const swell = createSwell({ still: false })
    let shown = 0
    let shape: ReturnType<typeof shapeOf> | undefined
    // Its measures are read anew where they may have changed, and not at each beat.
    const observer = new ResizeObserver(() => {
      shape = undefined
    })
    observer.observe(canvas)
    const end = pulse.follow(() => {
      const next = swell(level(), calm.matches)
      if (next === shown) return
      if (shown === 0) shape = undefined
      shown = next
      shape ??= shapeOf(canvas)
      const { side, radius, corner, colour } = shape
      const scale = next === CALM_SWELL ? 1 : 1 + GROWTH * next
      const ring = {
        x: side / 2,
        y: side / 2,
        radius: radius * scale,
        lineWidth: LINE_PIXELS * scale,
        ...(corner !== undefined && { corner: corner * scale }),
      }
      halo.show({ side, density: devicePixelRatio, colour, halos: next === 0 ? [] : [ring] })
    })
    return () => {
      end()
      observer.disconnect()
      halo.end()
    }
  }, [pulse, level])
  return <canvas class="microphone-halo" ref={element} />
}

/** Of what the halo lies around: a circle, or a square with round corners. */
function shapeOf(canvas: HTMLCanvasElement) {
  const picture = canvas.parentElement ?? canvas
  const { borderRadius } = getComputedStyle(picture)
  const half = picture.offsetWidth / 2
  return {
    side: canvas.clientWidth,
    radius: half + LINE_PIXELS / 2,
    corner: borderRadius.endsWith('%') ? undefined : Number.parseFloat(borderRadius),
    colour: getComputedStyle(canvas).color,
  }
}
