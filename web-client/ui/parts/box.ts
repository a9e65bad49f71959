/** Upright rectangles on a picture. Pure. */

/** In CSS pixels. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Whether they have more than an edge in common. */
export const meets = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

const around = (one: Box, other: Box): Box => ({
  left: Math.min(one.left, other.left),
  right: Math.max(one.right, other.right),
  top: Math.min(one.top, other.top),
  bottom: Math.max(one.bottom, other.bottom),
})

/** Boxes that hold them all and do not meet each other. */
export function mergedBoxes(boxes: readonly Box[]): Box[] {
  let merged: Box[] = []
  for (const box of boxes) {
    let grown = box
    for (let met = metBy(merged, grown); met.length > 0; met = metBy(merged, grown)) {
      merged = merged.filter((one) => !met.includes(one))
      grown = met.reduce(around, grown)
    }
    merged.push(grown)
  }
  return merged
}

const metBy = (boxes: readonly Box[], box: Box): Box[] => boxes.filter((one) => meets(one, box))
