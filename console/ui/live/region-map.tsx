/** A region from above: where everybody stands, and who hears the chosen participant. A crowd becomes clusters that open. */

import { useEffect, useRef, useState } from 'preact/hooks'
import type { LivePerson, LiveRegion } from '../../../src/protocol/admin-api.js'
import { silenceDistanceMetres } from '../../../src/spatial/attenuation.js'
import { NO_LOOK } from '../../../src/spatial/direction.js'
import { withEffort } from '../../../src/spatial/effort.js'
import { heardAt } from '../../../src/spatial/heard.js'
import { initialsOf, personColour } from '../../../web-client/person-look.js'
import { texts } from '../../texts/texts.js'
import {
  type Dot,
  isInView,
  labelsOf,
  type Mark,
  marksOf,
  neighbourOf,
  type View,
  viewOf,
} from './map-marks.js'
import { shortState } from './person-words.js'

const REGION_METRES = 256
const BORDER_METRES = 8
/** Before the map has been measured, CSS pixels. */
const USUAL_PIXELS = 480
const DISC_PIXELS = 9

/** How loud one participant hears another at this moment, 0 for not at all. */
export function heardGain(listener: LivePerson, speaker: LivePerson, { channels }: LiveRegion): number {
  const channel = channels.find(({ id }) => id === listener.channelId)
  if (!channel || speaker.channelId !== listener.channelId) return 0
  if (speaker.muted || speaker.mutedByModerator || !listener.position || !speaker.position) return 0
  const { position, effort, look } = speaker
  return heardAt(listener.position, { position, look: look ?? NO_LOOK, effort }, channel).gain
}

type PlacedPerson = LivePerson & { readonly position: NonNullable<LivePerson['position']> }

/** The position of some viewer participants is not known yet. */
function isPlaced(person: LivePerson): person is PlacedPerson {
  return person.position !== null
}

/** The whole region, on the map. */
function wholeOf(placed: readonly PlacedPerson[]): View {
  const far = Math.max(REGION_METRES, ...placed.flatMap(({ position: [x, y] }) => [x, y]))
  const size = Math.ceil(far / REGION_METRES) * REGION_METRES
  return { x: -BORDER_METRES, y: -BORDER_METRES, side: size + 2 * BORDER_METRES }
}

/** The agent ids of those within a view. */
export function idsInView(live: LiveRegion, view: View): Set<string> {
  const placed = live.people.filter(isPlaced)
  const size = wholeOf(placed).side - 2 * BORDER_METRES
  const ids = placed.filter(({ position: [x, y] }) => isInView(view, { x, y: size - y }))
  return new Set(ids.map(({ agentId }) => agentId))
}

export interface RegionMapProps {
  readonly live: LiveRegion
  readonly selected: string | undefined
  /** The part that is shown; `undefined`: the whole region. */
  readonly view: View | undefined
  readonly onSelect: (agentId: string) => void
  readonly onView: (view: View | undefined) => void
}

export function RegionMap({ live, selected, view, onSelect, onView }: RegionMapProps) {
  const box = useRef<HTMLDivElement>(null)
  const [pixels, setPixels] = useState(USUAL_PIXELS)
  const [pointed, setPointed] = useState<string | undefined>(undefined)
  const [reached, setReached] = useState<string | undefined>(undefined)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const size = new ResizeObserver(() => setPixels(Math.max(1, element.clientWidth)))
    size.observe(element)
    return () => size.disconnect()
  }, [])

  const placed = live.people.filter(isPlaced)
  const whole = wholeOf(placed)
  const size = whole.side - 2 * BORDER_METRES
  const shown = view ?? whole
  const metresPerPixel = shown.side / pixels
  const byId = new Map(placed.map((person) => [person.agentId, person]))
  const at = ({ position: [x, y] }: PlacedPerson) => ({ x, y: size - y })
  const dots = placed
    .map((person): Dot => {
      const { agentId, name } = person
      return { agentId, name, ...at(person), isChosen: agentId === selected }
    })
    .filter((dot) => !view || isInView(view, dot))
  // Whoever is chosen covers the others.
  const marks = marksOf(dots, metresPerPixel).sort(
    (one, other) => Number(one.id === selected) - Number(other.id === selected),
  )
  const self = selected === undefined ? undefined : byId.get(selected)
  const reachable =
    marks.find(({ id }) => id === reached) ?? marks.find(({ id }) => id === selected) ?? marks[0]
  const tip = marks.find(({ id }) => id === pointed)

  function open(mark: Mark): void {
    const [first] = mark.dots
    if (mark.dots.length === 1 && first) return onSelect(first.agentId)
    // On one spot nobody can be told apart: the first of them, and the list has the others.
    const next = viewOf(mark)
    if (next) onView(next)
    else if (first) onSelect(first.agentId)
  }

  function onKey(event: KeyboardEvent, mark: Mark): void {
    if (event.key === 'Escape' && view) return onView(undefined)
    const next = neighbourOf(marks, mark.id, event.key)
    if (next) {
      setReached(next.id)
      box.current?.querySelector<SVGGElement>(`[data-mark="${next.id}"]`)?.focus()
    } else if (event.key === 'Enter' || event.key === ' ') open(mark)
    else return
    event.preventDefault()
  }

  return (
    <div class="map-box" ref={box}>
      {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset */}
      <svg
        class="map"
        viewBox={`${shown.x} ${shown.y} ${shown.side} ${shown.side}`}
        role="group"
        aria-label={texts.mapLabel(placed.length)}
        style={{ fontSize: `${11 * metresPerPixel}px`, '--pixel': `${metresPerPixel}px` }}
      >
        <rect class="ground" width={size} height={size} />
        {self && <Reach live={live} self={self} placed={placed} at={at} />}
        {marks.map((mark) => (
          <MarkDisc
            key={mark.id}
            mark={mark}
            people={mark.dots.flatMap(({ agentId }) => byId.get(agentId) ?? [])}
            radius={DISC_PIXELS * metresPerPixel}
            isSelected={mark.id === selected}
            tabIndex={mark === reachable ? 0 : -1}
            onOpen={() => open(mark)}
            onKey={(event) => onKey(event, mark)}
            onPoint={(isThere) => setPointed(isThere ? mark.id : undefined)}
          />
        ))}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of SVG takes no focus, and each disc has its name */}
        <g aria-hidden="true">
          {labelsOf(marks, shown, metresPerPixel).map(({ agentId, text, x, y, anchor }) => (
            <text key={agentId} class="label" x={x} y={y} text-anchor={anchor}>
              {text}
            </text>
          ))}
        </g>
      </svg>
      {tip && (
        <div
          class="tip"
          aria-hidden="true"
          style={{
            left: `${((tip.x - shown.x) / shown.side) * 100}%`,
            top: `${((tip.y - shown.y) / shown.side) * 100}%`,
          }}
        >
          {labelOf(
            tip,
            tip.dots.flatMap(({ agentId }) => byId.get(agentId) ?? []),
          )}
        </div>
      )}
    </div>
  )
}

/** What a mark is, in words: name, state and reason. */
function labelOf({ dots }: Mark, people: readonly LivePerson[]): string {
  const [person] = people
  if (dots.length > 1 || !person) return texts.cluster(dots.length)
  return `${person.name}: ${shortState(person)}`
}

interface ReachProps {
  readonly live: LiveRegion
  readonly self: PlacedPerson
  readonly placed: readonly PlacedPerson[]
  readonly at: (person: PlacedPerson) => { readonly x: number; readonly y: number }
}

/** How far one is heard, and by whom. */
function Reach({ live, self, placed, at }: ReachProps) {
  const channel = live.channels.find(({ id }) => id === self.channelId)
  const silence = channel ? silenceDistanceMetres(withEffort(channel, self.effort)) : 0
  const own = at(self)
  return (
    <>
      {Number.isFinite(silence) && <circle class="range" cx={own.x} cy={own.y} r={silence} />}
      {placed
        .filter((listener) => listener !== self && heardGain(listener, self, live) > 0)
        .map((listener) => {
          const { x, y } = at(listener)
          const opacity = 0.2 + 0.8 * heardGain(listener, self, live)
          return (
            <line
              key={listener.agentId}
              class="hears"
              x1={own.x}
              y1={own.y}
              x2={x}
              y2={y}
              stroke-opacity={opacity}
            />
          )
        })}
    </>
  )
}

interface MarkDiscProps {
  readonly mark: Mark
  readonly people: readonly LivePerson[]
  /** Metres. */
  readonly radius: number
  readonly isSelected: boolean
  readonly tabIndex: number
  readonly onOpen: () => void
  readonly onKey: (event: KeyboardEvent) => void
  readonly onPoint: (isThere: boolean) => void
}

function MarkDisc({ mark, people, radius, isSelected, tabIndex, onOpen, onKey, onPoint }: MarkDiscProps) {
  const [first] = people
  if (!first) return null
  const { x, y, dots } = mark
  const isCrowd = dots.length > 1
  const speaks = people.some(({ speaking }) => speaking)
  const size = isCrowd ? radius * 1.35 : radius
  const letters = isCrowd ? String(dots.length) : initialsOf(first.name)
  return (
    <g class={`mark ${isCrowd ? 'crowd' : kindOf(first)} ${isSelected ? 'selected' : ''}`}>
      {/* biome-ignore lint/a11y/useSemanticElements: SVG has no button */}
      <g
        data-mark={mark.id}
        data-count={dots.length}
        role="button"
        tabIndex={tabIndex}
        aria-label={labelOf(mark, people)}
        aria-pressed={isCrowd ? undefined : isSelected}
        onClick={onOpen}
        onKeyDown={onKey}
        onPointerEnter={() => onPoint(true)}
        onPointerLeave={() => onPoint(false)}
        onFocus={() => onPoint(true)}
        onBlur={() => onPoint(false)}
      >
        {speaks && <circle class="speaks" cx={x} cy={y} r={size * 1.45} />}
        <circle
          class="disc"
          cx={x}
          cy={y}
          r={size}
          style={isCrowd ? undefined : { '--person': personColour(first.agentId) }}
        />
        {!isCrowd && kindOf(first) === 'silent' && (
          <line class="crossed" x1={x - size} y1={y + size} x2={x + size} y2={y - size} />
        )}
      </g>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: text of SVG takes no focus, and the disc has its name */}
      <text class="letters" aria-hidden="true" x={x} y={y} text-anchor="middle">
        {letters}
      </text>
    </g>
  )
}

function kindOf({ channelId, muted, mutedByModerator }: LivePerson): 'away' | 'silent' | 'live' {
  if (channelId === null) return 'away'
  return muted || mutedByModerator ? 'silent' : 'live'
}
