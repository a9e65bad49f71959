/** Which names fit on the radar, and where: never over a disc or another label, nor nearer to somebody else's disc. Pure. */

import { type Box, meets } from '../parts/box.js'
import type { RadarPlan, Spot } from './radar-plan.js'

export interface Label extends Box {
  readonly text: string
  readonly spot: Spot
}

/** More names than this are not read. */
const MAX_NAMES = 24
const MAX_LETTERS = 15
/** Between a disc and its label, and between a label and anything else. */
const GAP_PIXELS = 3
/** By how much a label's own disc is nearer than any other. */
const NEARER_PIXELS = 4
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

export interface LabelSizes {
  readonly sizePixels: number
  readonly textPixels: number
  /** In CSS pixels. */
  readonly widthOf: (text: string) => number
}

/** Who speaks in a cluster is named, and how many stand with them; otherwise its number says enough. */
function textOf({ blips }: Spot): string | undefined {
  const named = blips.length === 1 ? blips[0] : blips.find(({ speaking }) => speaking)
  if (!named) return undefined
  const others = blips.length - 1
  return others === 0 ? shortened(named.name) : `${shortened(named.name)} +${others}`
}

/**
 * The labels that fit: speakers first, then the nearest.
 * @param taken what else is written on the picture
 */
export function placeLabels(plan: RadarPlan, sizes: LabelSizes, taken: readonly Box[] = []): Label[] {
  const { spots, discPixels } = plan
  const boxes = [...taken]
  const labels: Label[] = []
  const inOrder = [...spots.filter(({ speaking }) => speaking), ...spots.filter(({ speaking }) => !speaking)]
  for (const spot of inOrder) {
    if (labels.length >= MAX_NAMES) break
    const text = textOf(spot)
    if (text === undefined) continue
    const place = around(spot, sizes.widthOf(text), plan, sizes).find(
      (box) => !boxes.some((other) => meets(box, other)) && belongs(box, spot, spots, discPixels),
    )
    if (!place) continue
    boxes.push(place)
    labels.push({ ...place, text, spot })
  }
  return labels
}

/** The places of a label, the best first: below its disc, above, at its right, at its left. */
function around(
  { x, y }: Spot,
  width: number,
  { discPixels }: RadarPlan,
  { sizePixels, textPixels }: LabelSizes,
): Box[] {
  const away = discPixels + GAP_PIXELS
  const box = (left: number, top: number): Box => ({
    left,
    right: left + width,
    top,
    bottom: top + textPixels,
  })
  // Within the picture, without leaving its disc.
  const along = Math.min(Math.max(x - width / 2, 2), Math.max(2, sizePixels - width - 2))
  return [
    box(along, y + away),
    box(along, y - away - textPixels),
    box(x + away, y - textPixels / 2),
    box(x - away - width, y - textPixels / 2),
  ].filter(
    ({ left, right, top, bottom }) => left >= 0 && top >= 0 && right <= sizePixels && bottom <= sizePixels,
  )
}

/** How far a point is from a label; 0 within it. */
export function distanceToBox(x: number, y: number, { left, right, top, bottom }: Box): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
}

/** Covers no disc, and is nearest to its own. */
function belongs(box: Box, own: Spot, spots: readonly Spot[], discPixels: number): boolean {
  const ownAway = distanceToBox(own.x, own.y, box)
  return spots.every((spot) => {
    if (spot === own) return true
    const away = distanceToBox(spot.x, spot.y, box)
    return away > discPixels + 1 && away > ownAway + NEARER_PIXELS
  })
}
