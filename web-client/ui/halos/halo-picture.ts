/** A canvas with halos: what is on it, and how it is drawn, by the page or by a worker. */

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

/** Draws it instead of whatever the canvas showed. */
export function drawHalos(canvas: HTMLCanvasElement | OffscreenCanvas, picture: HaloPicture): void {
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null
  if (!pen) return
  const dots = Math.round(picture.side * picture.density)
  if (canvas.width !== dots) {
    canvas.width = dots
    canvas.height = dots
  }
  pen.setTransform(picture.density, 0, 0, picture.density, 0, 0)
  pen.clearRect(0, 0, picture.side, picture.side)
  pen.strokeStyle = picture.colour
  pen.fillStyle = picture.colour
  for (const { x, y, radius, lineWidth, glow, corner } of picture.halos) {
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
}

/** What a page tells the worker. The first word about a canvas brings it. */
export type HaloMessage =
  | { readonly id: number; readonly canvas: OffscreenCanvas }
  | { readonly id: number; readonly picture: HaloPicture }
  | { readonly id: number; readonly gone: true }
