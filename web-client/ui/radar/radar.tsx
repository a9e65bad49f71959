/** The radar: draws itself while something moves, and rests when nothing does. */

import { useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { drawRadar, type RadarColours, type RadarView } from './radar-drawing.js'

const PULSE_MS = 1100
/** A pulse alone needs no more pictures than this: somebody nearly always speaks, and each picture costs time. */
const PULSE_STEP_MS = 66
const TEXT_REM = 0.75

type Sizes = Pick<RadarView, 'sizePixels' | 'textPixels'>

export function Radar({ client }: { client: VoiceClient }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const wake = useRef<() => void>(() => undefined)
  const { people, settings, moves, channel } = client
  const { facingUp } = settings.values.value

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const { run, end } = keepDrawing(element, client)
    wake.current = run
    return end
  }, [])
  // Everything that may change the picture.
  useSignalEffect(() => {
    for (const cause of [people, settings.values, moves, channel]) cause.value
    wake.current()
  })

  return (
    <div class="radar">
      <canvas
        ref={canvas}
        role="img"
        data-testid="radar"
        aria-label={panelTexts.radar(people.value.length)}
      />
      <p class="hint legend">{panelTexts.radarLegend}</p>
      <label class="check">
        <input
          type="checkbox"
          data-testid="facing-up"
          checked={facingUp}
          onChange={(event) => settings.change({ facingUp: event.currentTarget.checked })}
        />
        {panelTexts.radarTurns}
      </label>
    </div>
  )
}

function keepDrawing(canvas: HTMLCanvasElement, client: VoiceClient) {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  let colours = coloursOf(canvas)
  let sizes: Sizes = { sizePixels: 0, textPixels: 0 }
  let frame = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  let drawn: RadarView | undefined

  function step(now: number): void {
    frame = 0
    const view = viewOf(client, sizes, calm.matches ? undefined : (now % PULSE_MS) / PULSE_MS)
    if (!view) return
    const moved = !drawn || differs(drawn, view)
    const pulses = view.pulse !== undefined && view.blips.some(({ speaking }) => speaking)
    if (!moved && !pulses) return
    drawn = view
    drawRadar(canvas, view, colours)
    if (moved) run()
    else pause = setTimeout(run, PULSE_STEP_MS)
  }
  const run = () => {
    clearTimeout(pause)
    if (frame === 0) frame = requestAnimationFrame(step)
  }
  const renew = () => {
    colours = coloursOf(canvas)
    drawn = undefined
    run()
  }
  // As many dots as the screen has.
  const observer = new ResizeObserver(() => {
    const remPixels = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    sizes = { sizePixels: canvas.clientWidth, textPixels: TEXT_REM * remPixels }
    canvas.width = Math.round(canvas.clientWidth * devicePixelRatio)
    canvas.height = canvas.width
    renew()
  })
  observer.observe(canvas)
  dark.addEventListener('change', renew)
  calm.addEventListener('change', renew)
  return {
    run,
    end: () => {
      clearTimeout(pause)
      cancelAnimationFrame(frame)
      observer.disconnect()
      dark.removeEventListener('change', renew)
      calm.removeEventListener('change', renew)
    },
  }
}

/** @param pulse 0..1, where speaking is shown by motion */
function viewOf(client: VoiceClient, sizes: Sizes, pulse: number | undefined): RadarView | undefined {
  const self = client.selfPose()
  const channel = client.channel.peek()
  if (!self || !channel || sizes.sizePixels === 0) return undefined
  const { facingUp } = client.settings.values.peek()
  return { self, channel, facingUp, blips: client.blips(), north: panelTexts.north, ...sizes, pulse }
}

/** Whether the next picture differs, apart from the pulse; an avatar that stands still keeps the very same pose object. */
function differs(last: RadarView, next: RadarView): boolean {
  if (last.self !== next.self || last.channel !== next.channel || last.facingUp !== next.facingUp) return true
  if (last.blips.length !== next.blips.length) return true
  return next.blips.some((blip, index) => {
    const before = last.blips[index]
    return (
      before?.agentId !== blip.agentId ||
      before.pose !== blip.pose ||
      before.speaking !== blip.speaking ||
      before.loudness !== blip.loudness
    )
  })
}

function coloursOf(element: Element): RadarColours {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(`--${name}`)
  return {
    card: colour('card'),
    text: colour('text'),
    faint: colour('faint'),
    accent: colour('accent'),
    live: colour('live'),
  }
}
