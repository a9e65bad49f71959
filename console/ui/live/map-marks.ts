/** What stands on the map: single people and clusters, names where there is room, and where the arrow keys lead. */

export interface Dot {
  readonly agentId: string
  readonly name: string
  /** On the map, in metres from its upper left corner. */
  readonly x: number
  readonly y: number
  /** Whether the person is never part of a cluster, and is named first. */
  readonly isChosen: boolean
}

/** One person or several who stand too near to each other to be told apart. */
export interface Mark {
  /** Of its first member: it stays the same while people move a little. */
  readonly id: string
  readonly x: number
  readonly y: number
  readonly dots: readonly Dot[]
}

export interface Label {
  readonly agentId: string
  readonly text: string
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
}

/** The part of the region that the map shows: a square. */
export interface View {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** Nearer to each other than this, two discs would cover each other, CSS pixels. */
const APART_PIXELS = 25
const DISC_PIXELS = 10
const LETTER_PIXELS = 6.5
const LINE_PIXELS = 13
const MAX_LABEL = 16
/** More could not be read. */
const MAX_LABELS = 60
/** Somebody is always shown with so much around. */
const MIN_SIDE_METRES = 4

/** @param metresPerPixel how much of the region one CSS pixel shows */
export function marksOf(dots: readonly Dot[], metresPerPixel: number): Mark[] {
  const apart = APART_PIXELS * metresPerPixel
  const marks: { x: number; y: number; dots: Dot[] }[] = []
  // In an order that does not change from one moment to the next.
  const sorted = dots.toSorted((one, other) => (one.agentId < other.agentId ? -1 : 1))
  for (const dot of sorted) {
    const near = dot.isChosen
      ? undefined
      : marks.find(({ x, y, dots: [first] }) => !first?.isChosen && Math.hypot(x - dot.x, y - dot.y) < apart)
    if (!near) {
      marks.push({ x: dot.x, y: dot.y, dots: [dot] })
      continue
    }
    near.dots.push(dot)
    const count = near.dots.length
    near.x += (dot.x - near.x) / count
    near.y += (dot.y - near.y) / count
  }
  return marks.map((mark) => ({ ...mark, id: mark.dots[0]?.agentId ?? '' }))
}

/** The view in which a cluster's people stand apart; `undefined` where they stand on the same spot. */
export function viewOf({ dots }: Mark): View | undefined {
  const [xs, ys] = [dots.map(({ x }) => x), dots.map(({ y }) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const spread = Math.max(right - left, bottom - top)
  if (spread < MIN_SIDE_METRES / 100) return undefined
  const side = Math.max(MIN_SIDE_METRES, spread * 1.4)
  return { x: (left + right - side) / 2, y: (top + bottom - side) / 2, side }
}

export function isInView({ x, y, side }: View, dot: Pick<Dot, 'x' | 'y'>): boolean {
  return dot.x >= x && dot.x <= x + side && dot.y >= y && dot.y <= y + side
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const overlap = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

/** Names of single people, each beside its disc, where it covers neither a disc nor another name. */
export function labelsOf(marks: readonly Mark[], view: View, metresPerPixel: number): Label[] {
  const pixels = (count: number) => count * metresPerPixel
  const disc = pixels(DISC_PIXELS)
  const taken: Box[] = marks.map(({ x, y }) => ({
    left: x - disc,
    right: x + disc,
    top: y - disc,
    bottom: y + disc,
  }))
  const single = marks.flatMap(({ dots }) => (dots.length === 1 ? dots : []))
  const labels: Label[] = []
  for (const dot of single.toSorted((one, other) => Number(other.isChosen) - Number(one.isChosen))) {
    if (labels.length === MAX_LABELS) break
    const label = labelFor(dot)
    if (label) labels.push(label)
  }
  return labels

  function labelFor({ agentId, name, x, y }: Dot): Label | undefined {
    const text = name.length > MAX_LABEL ? `${name.slice(0, MAX_LABEL - 1)}…` : name
    const width = pixels(text.length * LETTER_PIXELS)
    const half = pixels(LINE_PIXELS) / 2
    const gap = disc + pixels(3)
    const tries = [
      { anchor: 'start', at: [x + gap, y], left: x + gap },
      { anchor: 'end', at: [x - gap, y], left: x - gap - width },
      { anchor: 'middle', at: [x, y + gap + half], left: x - width / 2 },
      { anchor: 'middle', at: [x, y - gap - half], left: x - width / 2 },
    ] as const
    for (const { anchor, at, left } of tries) {
      const box = { left, right: left + width, top: at[1] - half, bottom: at[1] + half }
      const isInside =
        box.left >= view.x &&
        box.right <= view.x + view.side &&
        box.top >= view.y &&
        box.bottom <= view.y + view.side
      if (!isInside || taken.some((other) => overlap(box, other))) continue
      taken.push(box)
      return { agentId, text, x: at[0], y: at[1], anchor }
    }
    return undefined
  }
}

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The nearest mark in the direction of an arrow key; what lies to the side counts as twice as far. */
export function neighbourOf(marks: readonly Mark[], id: string, key: string): Mark | undefined {
  const direction = DIRECTIONS[key]
  const from = marks.find((mark) => mark.id === id)
  if (!direction || !from) return undefined
  let nearest: { readonly mark: Mark; readonly far: number } | undefined
  for (const mark of marks) {
    const [x, y] = [mark.x - from.x, mark.y - from.y]
    const ahead = x * direction[0] + y * direction[1]
    const aside = Math.abs(x * direction[1]) + Math.abs(y * direction[0])
    if (mark === from || ahead <= 0) continue
    const far = ahead + 2 * aside
    if (!nearest || far < nearest.far) nearest = { mark, far }
  }
  return nearest?.mark
}
