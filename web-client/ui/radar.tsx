/** The radar: draws itself while something moves, and rests when nothing does. */

import { useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { drawRadar, type RadarColours, type RadarView } from './radar-drawing.js'

/** Less than this between two frames is standing still. */
const STILL_METRES = 0.001

export function Radar({ client }: { client: VoiceClient }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const wake = useRef<() => void>(() => undefined)
  const { people, settings } = client
  const { facingUp } = settings.values.value

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const { run, end } = keepDrawing(element, client)
    wake.current = run
    return end
  }, [])
  // The list is renewed a few times a second: enough to notice that somebody set off.
  useSignalEffect(() => {
    if (people.value && settings.values.value) wake.current()
  })

  return (
    <div class="radar">
      <canvas ref={canvas} role="img" data-testid="radar" aria-label={texts.radar(people.value.length)} />
      <label class="check">
        <input
          type="checkbox"
          data-testid="facing-up"
          checked={facingUp}
          onChange={(event) => settings.change({ facingUp: event.currentTarget.checked })}
        />
        {texts.radarTurns}
      </label>
    </div>
  )
}

function keepDrawing(canvas: HTMLCanvasElement, client: VoiceClient) {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let colours = coloursOf(canvas)
  let frame = 0
  let drawn = ''

  function step(): void {
    frame = 0
    const view = viewOf(client)
    if (!view) return
    const now = signature(view)
    if (now === drawn) return
    drawn = now
    fit(canvas)
    drawRadar(canvas, view, colours)
    frame = requestAnimationFrame(step)
  }
  const run = () => {
    if (frame === 0) frame = requestAnimationFrame(step)
  }
  const renew = () => {
    colours = coloursOf(canvas)
    drawn = ''
    run()
  }
  dark.addEventListener('change', renew)
  window.addEventListener('resize', renew)
  run()
  return {
    run,
    end: () => {
      cancelAnimationFrame(frame)
      dark.removeEventListener('change', renew)
      window.removeEventListener('resize', renew)
    },
  }
}

function viewOf(client: VoiceClient): RadarView | undefined {
  const self = client.selfPose()
  const channel = client.channel.peek()
  if (!self || !channel) return undefined
  const { facingUp } = client.settings.values.peek()
  return { self, channel, facingUp, blips: client.blips(), north: texts.north }
}

/** The same text for the same picture. */
function signature({ self, blips, facingUp, channel }: RadarView): string {
  const place = (pose: RadarView['self']) =>
    [...pose.position, ...pose.look].map((value) => Math.round(value / STILL_METRES)).join()
  const others = blips.map(({ agentId, pose, speaking }) => `${agentId}${place(pose)}${speaking}`)
  return `${facingUp}${channel.maxRangeMetres},${channel.clampingDistanceMetres}${channel.distanceModel}${place(self)}${others.join()}`
}

/** As many dots as the screen has. */
function fit(canvas: HTMLCanvasElement): void {
  const size = Math.round(canvas.clientWidth * devicePixelRatio)
  if (canvas.width === size || size === 0) return
  canvas.width = size
  canvas.height = size
}

function coloursOf(element: Element): RadarColours {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(`--${name}`)
  return {
    line: colour('line'),
    text: colour('text'),
    faint: colour('faint'),
    accent: colour('accent'),
    live: colour('live'),
  }
}
