/** One picture of the radar: rings, people, names. */

import type { ChannelMessage } from '../../src/protocol/messages.js'
import { silenceDistanceMetres } from '../../src/spatial/attenuation.js'
import { distanceMetres, headingRadians, type Pose } from '../../src/spatial/direction.js'
import type { Blip } from '../room-people.js'

export interface RadarColours {
  readonly line: string
  readonly text: string
  readonly faint: string
  readonly accent: string
  readonly live: string
}

export interface RadarView {
  readonly self: Pose
  readonly channel: ChannelMessage
  readonly blips: readonly Blip[]
  /** The resident looks up on the picture; else north is up. */
  readonly facingUp: boolean
  readonly north: string
}

/** More names than this cover each other. */
const MAX_NAMES = 12
const MAX_NAME_LETTERS = 20
/** What is shown where a channel has no range. */
const UNLIMITED_METRES = 60
/** Share of the half width that the range takes. */
const RANGE_SHARE = 0.9

export function drawRadar(canvas: HTMLCanvasElement, view: RadarView, colours: RadarColours): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  const { self, channel, blips, facingUp } = view
  const size = canvas.clientWidth
  const middle = size / 2
  const unlimited = channel.distanceModel === 'none'
  const range = unlimited ? UNLIMITED_METRES : Math.max(1, channel.maxRangeMetres)
  const scale = (middle * RANGE_SHARE) / range
  const turn = facingUp ? Math.PI / 2 - (headingRadians(self.look) ?? 0) : 0

  /** A point of the world on the picture; north is up before it is turned. */
  const spot = (x: number, y: number): [number, number] => {
    const [east, north] = [x - self.position[0], y - self.position[1]]
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    return [middle + (east * cos - north * sin) * scale, middle - (east * sin + north * cos) * scale]
  }
  const ring = (metres: number, dashes: number[]) => {
    pen.setLineDash(dashes)
    pen.beginPath()
    pen.arc(middle, middle, metres * scale, 0, 2 * Math.PI)
    pen.stroke()
    pen.setLineDash([])
  }

  pen.setTransform(canvas.width / size, 0, 0, canvas.height / size, 0, 0)
  pen.clearRect(0, 0, size, size)
  pen.font = '12px system-ui, sans-serif'
  pen.textAlign = 'center'
  pen.lineWidth = 1
  pen.strokeStyle = colours.line
  if (!unlimited) {
    ring(channel.clampingDistanceMetres, [])
    ring(range, [])
    const silence = silenceDistanceMetres(channel)
    if (silence < range) ring(silence, [4, 4])
    pen.fillStyle = colours.faint
    pen.fillText(`${Math.round(range)} m`, middle, middle + range * scale - 4)
  }
  pen.fillStyle = colours.faint
  const [northX, northY] = spot(self.position[0], self.position[1] + range * 1.04)
  pen.fillText(view.north, northX, northY + 4)

  const near = [...blips]
    .map((blip) => ({ blip, metres: distanceMetres(self.position, blip.pose.position) }))
    .filter(({ metres }) => metres * scale < middle * 1.2)
    .sort((a, b) => a.metres - b.metres)
  for (const { blip } of near.toReversed()) drawBlip(pen, blip, spot, colours)
  pen.fillStyle = colours.text
  for (const { blip } of near.slice(0, MAX_NAMES)) {
    const [x, y] = spot(blip.pose.position[0], blip.pose.position[1])
    pen.fillText(shortened(blip.name), x, y - 10)
  }
  drawSelf(pen, self, spot, colours)
}

function drawBlip(
  pen: CanvasRenderingContext2D,
  { pose, gain, speaking }: Blip,
  spot: (x: number, y: number) => [number, number],
  colours: RadarColours,
): void {
  const [x, y] = spot(pose.position[0], pose.position[1])
  if (speaking) {
    pen.strokeStyle = colours.live
    pen.lineWidth = 2
    pen.beginPath()
    pen.arc(x, y, 10, 0, 2 * Math.PI)
    pen.stroke()
  }
  // How well somebody is heard: from a hollow dot to a full one.
  pen.beginPath()
  pen.arc(x, y, 5, 0, 2 * Math.PI)
  pen.globalAlpha = 0.15 + 0.85 * gain
  pen.fillStyle = speaking ? colours.live : colours.text
  pen.fill()
  pen.globalAlpha = 1
  pen.lineWidth = 1
  pen.strokeStyle = colours.faint
  pen.stroke()
}

/** An arrow in the middle that points where the resident looks. */
function drawSelf(
  pen: CanvasRenderingContext2D,
  { position, look }: Pose,
  spot: (x: number, y: number) => [number, number],
  colours: RadarColours,
): void {
  const [x, y] = spot(position[0], position[1])
  const [aheadX, aheadY] = spot(position[0] + look[0], position[1] + look[1])
  const angle = Math.atan2(aheadY - y, aheadX - x)
  pen.save()
  pen.translate(x, y)
  pen.rotate(angle)
  pen.beginPath()
  pen.moveTo(10, 0)
  pen.lineTo(-7, 6)
  pen.lineTo(-4, 0)
  pen.lineTo(-7, -6)
  pen.closePath()
  pen.fillStyle = colours.accent
  pen.fill()
  pen.restore()
}

function shortened(name: string): string {
  const letters = [...name]
  return letters.length > MAX_NAME_LETTERS ? `${letters.slice(0, MAX_NAME_LETTERS - 1).join('')}…` : name
}
