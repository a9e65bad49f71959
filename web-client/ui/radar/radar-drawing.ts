/** One picture of the radar: rings, people, names. */

import type { ChannelMessage } from '../../../src/protocol/messages.js'
import { silenceDistanceMetres } from '../../../src/spatial/attenuation.js'
import { distanceMetres, headingRadians, type Pose } from '../../../src/spatial/direction.js'
import type { Blip } from '../../room/room-people.js'
import { drawLabel, shortened, type TextBox } from './radar-labels.js'

export interface RadarColours {
  readonly card: string
  readonly text: string
  readonly faint: string
  readonly accent: string
  readonly live: string
}

export interface RadarView {
  readonly self: Pose
  readonly channel: ChannelMessage
  readonly blips: readonly Blip[]
  /** The resident looks up on the picture; false: north is up. */
  readonly facingUp: boolean
  readonly north: string
  /** Width and height of the picture, and the height of its letters, in CSS pixels. */
  readonly sizePixels: number
  readonly textPixels: number
  /** The progress of the pulse around speakers, 0..1; `undefined` for a ring that stands still. */
  readonly pulse: number | undefined
}

/** More names than this cover each other. */
const MAX_NAMES = 12
/** The range that is shown where a channel has none. */
const UNLIMITED_METRES = 60
/** The share of the half width that the range takes. */
const RANGE_SHARE = 0.88
/** Rings nearer to each other than this share one label. */
const LABEL_GAP_PIXELS = 16
const DOT_PIXELS = 5
const RING_PIXELS = 9
/** How far beyond its ring a pulse goes. */
const PULSE_PIXELS = 9

type Spot = (pose: Pose) => readonly [x: number, y: number]

/** Where a pose is on the picture. */
function plan({ self, channel, facingUp, sizePixels }: RadarView) {
  const middle = sizePixels / 2
  const unlimited = channel.distanceModel === 'none'
  const range = unlimited ? UNLIMITED_METRES : Math.max(1, channel.maxRangeMetres)
  const scale = (middle * RANGE_SHARE) / range
  // North is up before the picture is turned.
  const turn = facingUp ? Math.PI / 2 - (headingRadians(self.look) ?? 0) : 0
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const spot: Spot = ({ position: [x, y] }) => {
    const [east, north] = [x - self.position[0], y - self.position[1]]
    return [middle + (east * cos - north * sin) * scale, middle - (east * sin + north * cos) * scale]
  }
  return { middle, unlimited, range, scale, turn, spot }
}

type Plan = ReturnType<typeof plan>

export function drawRadar(canvas: HTMLCanvasElement, view: RadarView, colours: RadarColours): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  const layout = plan(view)
  const { middle, scale, spot } = layout
  const { self, blips, sizePixels } = view

  pen.setTransform(canvas.width / sizePixels, 0, 0, canvas.height / sizePixels, 0, 0)
  pen.clearRect(0, 0, sizePixels, sizePixels)
  pen.font = `${view.textPixels}px system-ui, sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  drawRings(pen, view, layout, colours)

  const near = blips
    .map((blip) => ({ blip, metres: distanceMetres(self.position, blip.pose.position) }))
    .filter(({ metres }) => metres * scale < middle * 1.3)
    .sort((a, b) => Number(b.blip.speaking) - Number(a.blip.speaking) || a.metres - b.metres)
  for (const { blip } of near.toReversed()) drawBlip(pen, blip, spot(blip.pose), view.pulse, colours)

  // Speakers are named first; a name that would cover another one is left out.
  const taken: TextBox[] = []
  pen.fillStyle = colours.text
  pen.strokeStyle = colours.card
  for (const { blip } of near.slice(0, MAX_NAMES)) {
    const [x, y] = spot(blip.pose)
    drawLabel(pen, shortened(blip.name), [x, y - DOT_PIXELS - view.textPixels], view, taken)
  }
  drawSelf(pen, layout, self, colours)
}

/** Where full volume ends, where silence begins, how far the channel reaches, and where north is. */
function drawRings(
  pen: CanvasRenderingContext2D,
  view: RadarView,
  { middle, unlimited, range, scale, turn }: Plan,
  colours: RadarColours,
): void {
  const { channel, north, textPixels } = view
  pen.fillStyle = colours.faint
  const rim = range * scale + textPixels * 0.8
  pen.fillText(north, middle - Math.sin(turn) * rim, middle - Math.cos(turn) * rim)
  if (unlimited) return
  const silence = silenceDistanceMetres(channel)
  const rings = [
    { metres: range, dashes: [] },
    ...(silence < range ? [{ metres: silence, dashes: [4, 4] }] : []),
    { metres: Math.min(channel.clampingDistanceMetres, range), dashes: [] },
  ]
  pen.lineWidth = 1
  let last = Number.POSITIVE_INFINITY
  for (const { metres, dashes } of rings) {
    pen.strokeStyle = colours.faint
    pen.globalAlpha = 0.7
    pen.setLineDash(dashes)
    pen.beginPath()
    pen.arc(middle, middle, metres * scale, 0, 2 * Math.PI)
    pen.stroke()
    pen.setLineDash([])
    pen.globalAlpha = 1
    if (last - metres * scale < LABEL_GAP_PIXELS || metres * scale < LABEL_GAP_PIXELS) continue
    last = metres * scale
    pen.strokeStyle = colours.card
    drawLabel(pen, `${Math.round(metres)} m`, [middle, middle + last], view)
  }
}

/** How well a participant is heard: from a hollow dot to a full one. A speaker has a ring that spreads. */
function drawBlip(
  pen: CanvasRenderingContext2D,
  { loudness, speaking }: Blip,
  [x, y]: readonly [number, number],
  pulse: number | undefined,
  colours: RadarColours,
): void {
  const circle = (radius: number) => {
    pen.beginPath()
    pen.arc(x, y, radius, 0, 2 * Math.PI)
  }
  if (speaking) {
    pen.strokeStyle = colours.live
    pen.lineWidth = 2
    circle(RING_PIXELS)
    pen.stroke()
    if (pulse !== undefined) {
      pen.globalAlpha = 1 - pulse
      circle(RING_PIXELS + PULSE_PIXELS * pulse)
      pen.stroke()
      pen.globalAlpha = 1
    }
  }
  circle(DOT_PIXELS)
  pen.fillStyle = colours.card
  pen.fill()
  pen.globalAlpha = loudness > 0 ? 0.2 + 0.8 * loudness : 0
  pen.fillStyle = speaking ? colours.live : colours.text
  pen.fill()
  pen.globalAlpha = 1
  pen.lineWidth = 1.5
  pen.strokeStyle = speaking ? colours.live : colours.faint
  pen.stroke()
}

/** An arrow in the middle that points where the resident looks. */
function drawSelf(
  pen: CanvasRenderingContext2D,
  { middle, turn }: Plan,
  { look }: Pose,
  colours: RadarColours,
): void {
  pen.save()
  pen.translate(middle, middle)
  pen.rotate(-(headingRadians(look) ?? 0) - turn)
  pen.beginPath()
  pen.moveTo(11, 0)
  pen.lineTo(-8, 7)
  pen.lineTo(-4, 0)
  pen.lineTo(-8, -7)
  pen.closePath()
  pen.fillStyle = colours.accent
  pen.fill()
  pen.strokeStyle = colours.card
  pen.lineWidth = 1
  pen.stroke()
  pen.restore()
}
