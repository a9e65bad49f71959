/** A canvas with halos: what is on it, and how it is drawn, by the page or by a worker. */

import { type Box, meets, mergedBoxes } from '../parts/box.js'

/** Lengths are CSS pixels. */
export interface HaloShape {
  readonly x: number
  readonly y: number
  /** Of the ring, to the middle of its line. */
  readonly radius: number
  readonly lineWidth: number
  /** Of the disc below the ring; none where it is left out. */
  readonly glow?: number
  /** Of a ring that is a square with round corners. */
  readonly corner?: number
}

export interface HaloPicture {
  /** Of the square canvas, in CSS pixels. */
  readonly side: number
  /** Dots of the canvas for a CSS pixel. */
  readonly density: number
  readonly colour: string
  readonly halos: readonly HaloShape[]
}

const GLOW = 0.3

type Canvas = HTMLCanvasElement | OffscreenCanvas
type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** What each canvas shows. */
const shown = new WeakMap<Canvas, HaloPicture>()

/** Draws it instead of the picture that the canvas showed: only where the two differ, for the browser then copies no more than that. */
export function drawHalos(canvas: Canvas, picture: HaloPicture): void {
  const pen = canvas.getContext('2d') as Pen | null
  if (!pen) return
  const { side, density, colour, halos } = picture
  const before = shown.get(canvas)
  shown.set(canvas, picture)
  const dots = Math.round(side * density)
  if (canvas.width !== dots) {
    canvas.width = dots
    canvas.height = dots
  }
  pen.setTransform(density, 0, 0, density, 0, 0)
  pen.strokeStyle = colour
  pen.fillStyle = colour
  const isLike = before?.side === side && before.density === density && before.colour === colour
  const boxes = isLike ? changedBoxes(before.halos, halos) : [{ left: 0, right: side, top: 0, bottom: side }]
  for (const box of boxes) drawWithin(pen, box, halos)
}

function drawWithin(pen: Pen, box: Box, halos: readonly HaloShape[]): void {
  const { left, top, right, bottom } = box
  pen.save()
  pen.beginPath()
  pen.rect(left, top, right - left, bottom - top)
  pen.clip()
  pen.clearRect(left, top, right - left, bottom - top)
  for (const halo of halos) if (meets(boxOf(halo), box)) drawHalo(pen, halo)
  pen.restore()
}

function drawHalo(pen: Pen, { x, y, radius, lineWidth, glow, corner }: HaloShape): void {
  if (glow !== undefined) {
    pen.globalAlpha = GLOW
    pen.beginPath()
    pen.arc(x, y, glow, 0, 2 * Math.PI)
    pen.fill()
    pen.globalAlpha = 1
  }
  pen.lineWidth = lineWidth
  pen.beginPath()
  if (corner === undefined) pen.arc(x, y, radius, 0, 2 * Math.PI)
  else pen.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, corner)
  pen.stroke()
}

/** Where two pictures may differ: around each halo that only one of them has. */
function changedBoxes(before: readonly HaloShape[], after: readonly HaloShape[]): Box[] {
  const without = (halos: readonly HaloShape[], others: readonly HaloShape[]) =>
    halos.filter((halo) => !others.some((other) => isSame(halo, other)))
  return mergedBoxes([...without(before, after), ...without(after, before)].map(boxOf))
}

/** For the soft edge of a line. */
const EDGE_PIXELS = 1

/** All that a halo may touch, in whole pixels. */
function boxOf({ x, y, radius, lineWidth, glow = 0 }: HaloShape): Box {
  const reach = Math.max(radius + lineWidth / 2, glow) + EDGE_PIXELS
  return {
    left: Math.floor(x - reach),
    right: Math.ceil(x + reach),
    top: Math.floor(y - reach),
    bottom: Math.ceil(y + reach),
  }
}

const isSame = (one: HaloShape, other: HaloShape): boolean =>
  one.x === other.x &&
  one.y === other.y &&
  one.radius === other.radius &&
  one.lineWidth === other.lineWidth &&
  one.glow === other.glow &&
  one.corner === other.corner

/** What a page tells the worker about one canvas. The first word about it brings it. */
export type HaloMessage =
  | { readonly id: number; readonly canvas: OffscreenCanvas }
  | { readonly id: number; readonly picture: HaloPicture }
  | { readonly id: number; readonly gone: true }
