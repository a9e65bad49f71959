/** Keeps the radar's two canvases: the people are drawn when something moves, the halos below them to the beat of voices. */

import { silenceDistanceMetres } from '../../../src/spatial/attenuation.js'
import { withEffort } from '../../../src/spatial/effort.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { CALM } from '../halos/halo.js'
import { createHaloCanvas } from '../halos/halo-canvas.js'
import { drawRadar, type RadarColours, reachGround } from './radar-drawing.js'
import { createRadarHalos } from './radar-halos.js'
import {
  type Leaders,
  leadersOf,
  planRadar,
  type RadarPlan,
  type RadarStep,
  type RadarView,
  type Spot,
  spotAt,
  spotBeside,
} from './radar-plan.js'

/** Between two pictures: walking looks smooth at 30 a second, and a crowd at 15. */
const STEP_MS = 33
const CROWD_STEP_MS = 66
const CROWD = 60
const TEXT_REM = 0.75
const LARGE_TEXT_REM = 1
const LARGE_PIXELS = 900

export type RadarPicture = ReturnType<typeof keepRadarPicture>

export function keepRadarPicture(canvas: HTMLCanvasElement, halos: HTMLCanvasElement, client: VoiceClient) {
  const media = ['(prefers-color-scheme: dark)', CALM, '(forced-colors: active)']
  const queries = media.map((query) => matchMedia(query))
  const isCalm = () => queries[1]?.matches ?? false
  let colours = coloursOf(canvas, queries[2]?.matches ?? false)
  let sizes = { sizePixels: 0, textPixels: 0 }
  let frame = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  let drawn: { readonly view: RadarView; readonly plan: RadarPlan } | undefined
  /** To be drawn again, though nothing has moved. */
  let stale = false
  let leaders: Leaders = new Map()
  let focusedId: string | undefined
  const haloCanvas = createHaloCanvas(halos)
  const radarHalos = createRadarHalos(client.levelOf)

  const spotOf = (agentId: string | undefined): Spot | undefined =>
    agentId === undefined
      ? undefined
      : drawn?.plan.spots.find(({ blips }) => blips.some((blip) => blip.agentId === agentId))

  function step(): void {
    frame = 0
    const view = viewOf(client, sizes)
    if (!view) return
    if (drawn && !stale && !differs(drawn.view, view)) return
    stale = false
    const plan = planRadar(view, leaders)
    leaders = leadersOf(plan)
    drawn = { view, plan }
    drawRadar(canvas, view, plan, colours, spotOf(focusedId))
    halos.style.backgroundImage = reachGround(view, plan, colours)
    pause = setTimeout(run, view.blips.length > CROWD ? CROWD_STEP_MS : STEP_MS)
  }

  function run(): void {
    clearTimeout(pause)
    pause = undefined
    if (frame === 0) frame = requestAnimationFrame(step)
  }

  /** The beat of the voices. The canvas rests while no halo differs from what it shows. */
  function beat(): void {
    if (!drawn) return
    const { view, plan } = drawn
    const next = radarHalos.next(plan, isCalm())
    if (!next) return
    haloCanvas.show({ side: view.sizePixels, density: devicePixelRatio, colour: colours.heard, halos: next })
  }

  const wake = () => {
    if (pause === undefined) run()
  }
  const renew = () => {
    colours = coloursOf(canvas, queries[2]?.matches ?? false)
    stale = true
    radarHalos.renew()
    run()
  }
  // As many dots as the screen has.
  const observer = new ResizeObserver(() => {
    const remPixels = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    // Larger on a picture that is looked at from further away.
    const textRem = canvas.clientWidth > LARGE_PIXELS ? LARGE_TEXT_REM : TEXT_REM
    sizes = { sizePixels: canvas.clientWidth, textPixels: textRem * remPixels }
    canvas.width = Math.round(canvas.clientWidth * devicePixelRatio)
    canvas.height = canvas.width
    renew()
  })
  observer.observe(canvas)
  for (const query of queries) query.addEventListener('change', renew)
  const endBeat = client.pulse.follow(beat)

  return {
    /** Something may have moved. */
    wake,
    /** In the colours that the page has now. */
    renew,
    /** Who is at a point of the picture. */
    spotAt: (x: number, y: number) => drawn && spotAt(drawn.plan, x, y),
    /** Takes the keyboard's place one step on, and returns who is there. */
    go(step: RadarStep): Spot | undefined {
      const next = drawn && spotBeside(drawn.plan, spotOf(focusedId), step)
      if (next) focusedId = next.blips[0].agentId
      renew()
      return next
    },
    /** Where the keyboard is. */
    focused: () => spotOf(focusedId),
    leave() {
      focusedId = undefined
      renew()
    },
    end() {
      clearTimeout(pause)
      cancelAnimationFrame(frame)
      observer.disconnect()
      endBeat()
      haloCanvas.end()
      for (const query of queries) query.removeEventListener('change', renew)
    },
  }
}

function viewOf(
  client: VoiceClient,
  sizes: Pick<RadarView, 'sizePixels' | 'textPixels'>,
): RadarView | undefined {
  const self = client.selfPose()
  const channel = client.channel.peek()
  if (!self || !channel || sizes.sizePixels === 0) return undefined
  const { facingUp } = client.settings.values.peek()
  const hands = client.floor.hands()
  const blips = client
    .blips()
    .map((blip) => (blip.hand === undefined ? blip : { ...blip, hand: hands.indexOf(blip.agentId) + 1 }))
  const { open, reason } = client.talk.look.peek()
  const everywhere = channel.mode === 'auditorium' && client.floor.own.peek()?.moderator === true
  const own = withEffort(channel, client.effort.value.peek())
  const silence = silenceDistanceMetres(own)
  return {
    self,
    channel,
    facingUp,
    blips,
    north: panelTexts.north,
    reachMetres: everywhere || !Number.isFinite(silence) ? undefined : silence,
    fullMetres: own.clampingDistanceMetres,
    heard: open && reason === undefined,
    ...sizes,
  }
}

/** Whether the next picture differs; an avatar that stands still keeps the very same pose object. */
function differs(last: RadarView, next: RadarView): boolean {
  if (last.self !== next.self || last.channel !== next.channel || last.facingUp !== next.facingUp) return true
  if (last.heard !== next.heard || last.reachMetres !== next.reachMetres) return true
  if (last.blips.length !== next.blips.length) return true
  return next.blips.some((blip, index) => {
    const before = last.blips[index]
    return (
      before?.agentId !== blip.agentId ||
      before.pose !== blip.pose ||
      before.speaking !== blip.speaking ||
      before.hand !== blip.hand ||
      before.effort !== blip.effort ||
      before.inReach !== blip.inReach ||
      before.loudness > 0 !== blip.loudness > 0
    )
  })
}

function coloursOf(element: Element, forced: boolean): RadarColours {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(`--${name}`)
  return {
    ground: colour('ground'),
    surface: colour('surface'),
    text: colour('text'),
    faint: colour('faint'),
    accent: colour('accent'),
    heard: colour('heard'),
    forced,
  }
}
