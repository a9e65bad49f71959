/** One picture of the radar: how far one is heard, people and clusters, names; and what their halos are like. */

import { headingRadians } from '../../../src/spatial/direction.js'
import { initialsOf, personColour } from '../../person-look.js'
import type { Blip } from '../../room/room-people.js'
import { format } from '../../texts/texts.js'
import type { HaloShape } from '../halos/halo-picture.js'
import { CALM_SWELL } from '../halos/halo-swell.js'
import { type Box, meets } from '../parts/box.js'
import { type LabelSizes, placeLabels } from './radar-labels.js'
import { type RadarPlan, type RadarView, SELF_PIXELS, type Spot } from './radar-plan.js'

export interface RadarColours {
  readonly ground: string
  readonly surface: string
  readonly text: string
  readonly faint: string
  readonly accent: string
  readonly heard: string
  /** The system's colours alone: nobody has one of their own. */
  readonly forced: boolean
}

/** Rings nearer to each other than this share one label. */
const LABEL_GAP_PIXELS = 16
/** Where a ring's label may stand, in turns from straight down. */
const RING_LABEL_TURNS = [0, 0.08, -0.08, 0.16, -0.16, 0.5]
/** How much is seen of somebody who is out of reach. */
const OUT_OF_REACH = 0.45

/** @param focused the spot that the keyboard has reached */
export function drawRadar(
  canvas: HTMLCanvasElement,
  view: RadarView,
  plan: RadarPlan,
  colours: RadarColours,
  focused: Spot | undefined,
): void {
  const pen = penOn(canvas, view)
  if (!pen) return
  const { sizePixels, textPixels } = view
  pen.save()
  // A corner that the style sheet rounds costs the browser more for each picture of the halos below.
  circle(pen, { x: sizePixels / 2, y: sizePixels / 2 }, sizePixels / 2)
  pen.clip()
  pen.font = `${textPixels}px system-ui, sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  const widthOf = (text: string) => pen.measureText(text).width
  const rings = drawRings(pen, view, plan, colours, widthOf)
  // The nearest lie above the others.
  for (const spot of plan.spots.toReversed()) drawSpot(pen, spot, plan, colours)
  if (focused) {
    pen.strokeStyle = colours.accent
    pen.lineWidth = 3
    circle(pen, focused, plan.discPixels + 4)
    pen.stroke()
  }
  const self: Box = boxAround({ x: plan.middle, y: plan.middle }, SELF_PIXELS)
  pen.strokeStyle = colours.ground
  pen.lineWidth = 3
  pen.lineJoin = 'round'
  for (const { text, spot, left, right, top, bottom } of placeLabels(
    plan,
    { sizePixels, textPixels, widthOf },
    [...rings, self],
  )) {
    pen.globalAlpha = spot.inReach || spot.speaking ? 1 : 0.75
    pen.fillStyle = spot.inReach ? colours.text : colours.faint
    pen.strokeText(text, (left + right) / 2, (top + bottom) / 2)
    pen.fillText(text, (left + right) / 2, (top + bottom) / 2)
  }
  pen.globalAlpha = 1
  drawSelf(pen, view, plan, colours)
  pen.restore()
}

/** The halo of a spot. @param swell how far it has grown, 0..1; CALM_SWELL: it is there, and does not grow */
export function radarHalo({ x, y }: Point, discPixels: number, swell: number): HaloShape {
  const glow = discPixels + (swell === CALM_SWELL ? 6 : 3 + 0.75 * discPixels * swell)
  return { x, y, radius: discPixels + 3, lineWidth: 2.5, glow }
}

/** The ground of the resident's reach, as the background of the canvas with the halos: drawn when it changes alone. */
export function reachGround(view: RadarView, { pixelsOf }: RadarPlan, { surface }: RadarColours): string {
  if (view.reachMetres === undefined || view.channel.distanceModel === 'none') return ''
  const radius = Math.min(pixelsOf(view.reachMetres), view.sizePixels / 2)
  return `radial-gradient(circle at center, ${surface} ${radius - 0.5}px, transparent ${radius + 0.5}px)`
}

/** An empty canvas. */
function penOn(canvas: HTMLCanvasElement, { sizePixels }: RadarView): CanvasRenderingContext2D | null {
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.setTransform(canvas.width / sizePixels, 0, 0, canvas.height / sizePixels, 0, 0)
  pen.clearRect(0, 0, sizePixels, sizePixels)
  return pen
}

interface Point {
  readonly x: number
  readonly y: number
}

function circle(pen: CanvasRenderingContext2D, { x, y }: Point, radius: number): void {
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
}

const boxAround = ({ x, y }: Point, half: number): Box => ({
  left: x - half,
  right: x + half,
  top: y - half,
  bottom: y + half,
})

/**
 * How far the resident is heard, where full volume ends, how far the channel reaches, and where north is.
 * @returns what is written there
 */
function drawRings(
  pen: CanvasRenderingContext2D,
  { channel, north, textPixels, sizePixels, reachMetres, fullMetres, heard }: RadarView,
  plan: RadarPlan,
  colours: RadarColours,
  widthOf: LabelSizes['widthOf'],
): Box[] {
  const { middle, rangeMetres, turn, pixelsOf } = plan
  const written: Box[] = []
  const rim = pixelsOf(rangeMetres) + textPixels * 0.8
  pen.fillStyle = colours.faint
  const at = { x: middle - Math.sin(turn) * rim, y: middle - Math.cos(turn) * rim }
  pen.fillText(north, at.x, at.y)
  written.push(boxAround(at, textPixels / 2))
  if (channel.distanceModel === 'none') return written

  const centre = { x: middle, y: middle }
  const rings = [
    { metres: rangeMetres, dashes: [], colour: colours.faint, width: 1, faint: 0.4 },
    {
      metres: Math.min(fullMetres, rangeMetres),
      dashes: [2, 4],
      colour: colours.faint,
      width: 1,
      faint: 0.8,
    },
  ]
  if (reachMetres !== undefined) {
    const reach = {
      metres: reachMetres,
      colour: heard ? colours.heard : colours.faint,
      width: 2,
      faint: heard ? 0.9 : 0.7,
    }
    // Over the ring of the channel where both are the same.
    if (reachMetres >= rangeMetres) rings.shift()
    rings.unshift({ ...reach, dashes: heard ? [] : [6, 6] })
  }
  for (const { metres, dashes, colour, width, faint } of rings) {
    pen.strokeStyle = colour
    pen.lineWidth = width
    pen.globalAlpha = faint
    pen.setLineDash(dashes)
    circle(pen, centre, pixelsOf(metres))
    pen.stroke()
  }
  pen.globalAlpha = 1
  pen.setLineDash([])
  let last = 0
  for (const { metres, colour } of rings.toSorted((a, b) => a.metres - b.metres)) {
    const radius = pixelsOf(metres)
    if (radius - last < LABEL_GAP_PIXELS) continue
    const text = format.metres(Math.round(metres))
    const size = { width: widthOf(text), textPixels, sizePixels }
    const box = ringLabel(radius, size, plan, written)
    if (!box) continue
    last = radius
    written.push(box)
    // No ring goes through its own label.
    pen.fillStyle = colours.ground
    pen.beginPath()
    pen.roundRect(box.left - 4, box.top - 1, box.right - box.left + 8, box.bottom - box.top + 2, 6)
    pen.fill()
    pen.fillStyle = colour
    pen.fillText(text, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
  }
  return written
}

/** A place for a ring's label where nobody stands. */
function ringLabel(
  radius: number,
  { width, textPixels, sizePixels }: { width: number; textPixels: number; sizePixels: number },
  { middle, spots, discPixels }: RadarPlan,
  written: readonly Box[],
): Box | undefined {
  const boxes = RING_LABEL_TURNS.map((turns) => {
    const angle = turns * 2 * Math.PI
    const [x, y] = [middle + Math.sin(angle) * radius, middle + Math.cos(angle) * radius]
    return { left: x - width / 2, right: x + width / 2, top: y - textPixels / 2, bottom: y + textPixels / 2 }
  })
  return boxes.find(
    (box) =>
      box.bottom <= sizePixels &&
      !written.some((other) => meets(box, other)) &&
      !spots.some((spot) => meets(box, boxAround(spot, discPixels + 2))),
  )
}

/** One person, or a cluster with its number. */
function drawSpot(pen: CanvasRenderingContext2D, spot: Spot, plan: RadarPlan, colours: RadarColours): void {
  const { discPixels } = plan
  pen.globalAlpha = spot.inReach || spot.speaking ? 1 : OUT_OF_REACH
  if (spot.blips.length === 1) drawPerson(pen, spot, spot.blips[0], discPixels, colours)
  else drawCluster(pen, spot, discPixels, colours)
  pen.globalAlpha = 1
  drawEfforts(pen, spot, discPixels, colours)
  const hands = spot.blips.flatMap(({ hand }) => hand ?? [])
  if (hands.length === 0) return
  drawHand(pen, `${Math.min(...hands)}`, { x: spot.x + discPixels, y: spot.y - discPixels }, colours)
}

/** Around the disc: a fine dotted ring for a whisper, two strong rings for a shout. */
function drawEfforts(
  pen: CanvasRenderingContext2D,
  spot: Spot,
  discPixels: number,
  colours: RadarColours,
): void {
  const efforts = new Set(spot.blips.map(({ effort }) => effort))
  pen.strokeStyle = colours.text
  pen.lineWidth = 1.5
  if (efforts.has('shout')) {
    for (const beyond of [3, 6]) {
      circle(pen, spot, discPixels + beyond)
      pen.stroke()
    }
  } else if (efforts.has('whisper')) {
    pen.setLineDash([1.5, 3])
    circle(pen, spot, discPixels + 3)
    pen.stroke()
    pen.setLineDash([])
  }
}

/** In their own colour: full where they are heard, hollow where they are not. */
function drawPerson(
  pen: CanvasRenderingContext2D,
  spot: Spot,
  { agentId, name, loudness }: Blip,
  discPixels: number,
  colours: RadarColours,
): void {
  const colour = colours.forced ? colours.text : personColour(agentId)
  circle(pen, spot, discPixels - 1)
  pen.fillStyle = loudness > 0 ? colour : colours.surface
  pen.fill()
  pen.lineWidth = 2
  pen.strokeStyle = loudness > 0 ? colours.surface : colour
  circle(pen, spot, loudness > 0 ? discPixels : discPixels - 1)
  pen.stroke()
  letter(pen, initialsOf(name), spot, discPixels * 0.85, loudness > 0 ? lettersOn(colours) : colours.text)
}

/** White letters are read on everybody's colour. */
const lettersOn = ({ forced, ground }: RadarColours): string => (forced ? ground : '#fff')

/** Two rims, so that it looks like several discs on a pile, and how many they are. */
function drawCluster(
  pen: CanvasRenderingContext2D,
  spot: Spot,
  discPixels: number,
  colours: RadarColours,
): void {
  pen.lineWidth = 2
  pen.strokeStyle = colours.surface
  pen.fillStyle = colours.faint
  circle(pen, { x: spot.x + 3, y: spot.y - 3 }, discPixels - 1)
  pen.fill()
  pen.stroke()
  pen.fillStyle = colours.text
  circle(pen, spot, discPixels - 1)
  pen.fill()
  pen.stroke()
  letter(pen, `${spot.blips.length}`, spot, discPixels, colours.surface)
}

function letter(
  pen: CanvasRenderingContext2D,
  text: string,
  { x, y }: Point,
  pixels: number,
  colour: string,
): void {
  const font = pen.font
  pen.font = `600 ${pixels}px system-ui, sans-serif`
  pen.fillStyle = colour
  pen.fillText(text, x, y + 0.5)
  pen.font = font
}

const HAND_PIXELS = 7

/** A raised hand: its place in the order, at the upper right of the disc. */
function drawHand(pen: CanvasRenderingContext2D, place: string, at: Point, colours: RadarColours): void {
  circle(pen, at, HAND_PIXELS)
  pen.fillStyle = colours.accent
  pen.fill()
  letter(pen, place, at, 1.5 * HAND_PIXELS, colours.ground)
}

/** An arrow in the middle that points where the resident looks. */
function drawSelf(
  pen: CanvasRenderingContext2D,
  { self: { look } }: RadarView,
  { middle, turn }: RadarPlan,
  colours: RadarColours,
): void {
  pen.save()
  pen.translate(middle, middle)
  pen.rotate(-(headingRadians(look) ?? 0) - turn)
  pen.beginPath()
  pen.moveTo(SELF_PIXELS, 0)
  pen.lineTo(-8, 7)
  pen.lineTo(-4, 0)
  pen.lineTo(-8, -7)
  pen.closePath()
  pen.fillStyle = colours.accent
  pen.fill()
  pen.strokeStyle = colours.ground
  pen.lineWidth = 1
  pen.stroke()
  pen.restore()
}
