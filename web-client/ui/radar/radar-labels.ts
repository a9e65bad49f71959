/** Words on the radar: names shortened to fit, with an outline so that they can be read over rings and dots. */

export interface TextBox {
  readonly left: number
  readonly right: number
  readonly y: number
}

const MAX_LETTERS = 15
const letters = new Intl.Segmenter()
const cut = new Map<string, string>()
/** More names than a page sees in a day would only take memory. */
const MAX_CUT = 1000

/** A name of at most 15 letters as a reader counts them: a flag or a family of emoji is one. */
export function shortened(name: string): string {
  const known = cut.get(name)
  if (known !== undefined) return known
  const all = Array.from(letters.segment(name), ({ segment }) => segment)
  const text = all.length > MAX_LETTERS ? `${all.slice(0, MAX_LETTERS - 1).join('')}…` : name
  if (cut.size >= MAX_CUT) cut.clear()
  cut.set(name, text)
  return text
}

/** How big the picture and its letters are, in CSS pixels. */
interface Sizes {
  readonly sizePixels: number
  readonly textPixels: number
}

/**
 * Writes a text around a point in the pen's fill colour, outlined in its stroke colour. The text stays within the
 * picture and off the rectangles in `taken`, to which it is added.
 */
export function drawLabel(
  pen: CanvasRenderingContext2D,
  text: string,
  [x, y]: readonly [x: number, y: number],
  { sizePixels, textPixels }: Sizes,
  taken?: TextBox[],
): void {
  const half = pen.measureText(text).width / 2
  const middle = Math.min(Math.max(x, half + 2), sizePixels - half - 2)
  const box = { left: middle - half, right: middle + half, y }
  const covers = (other: TextBox) =>
    box.left < other.right && other.left < box.right && Math.abs(box.y - other.y) < textPixels
  if (taken?.some(covers)) return
  taken?.push(box)
  pen.lineWidth = 3
  pen.lineJoin = 'round'
  pen.strokeText(text, middle, y)
  pen.fillText(text, middle, y)
}
