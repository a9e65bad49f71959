/** A table of thousands of channels, of which only the visible rows are drawn. */

import { useState } from 'preact/hooks'
import type { ChannelRow } from '../../../src/protocol/admin-channels.js'
import { format, texts } from '../../texts/texts.js'

const ROW_HEIGHT = 48
const BEYOND = 8

export interface Sort {
  readonly by: 'name' | 'people' | 'range'
  readonly down: boolean
}

export interface VirtualTableProps {
  readonly rows: readonly ChannelRow[]
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  /** `undefined` where nothing can be chosen. */
  readonly chosen: ReadonlySet<number> | undefined
  readonly onChoose: (chosen: ReadonlySet<number>) => void
  readonly onOpen: (id: number) => void
}

export function VirtualTable({ rows, sort, onSort, chosen, onChoose, onOpen }: VirtualTableProps) {
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(600)
  const first = Math.max(0, Math.min(Math.floor(top / ROW_HEIGHT) - BEYOND, rows.length - 1))
  const count = Math.ceil(height / ROW_HEIGHT) + 2 * BEYOND
  const shown = rows.slice(first, first + count)
  const below = Math.max(0, rows.length - first - shown.length)

  function choose(id: number): void {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }

  const heading = (by: Sort['by'], label: string, place = '') => (
    <th
      scope="col"
      class={place}
      aria-sort={sort.by === by ? (sort.down ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        class="heading"
        onClick={() => onSort({ by, down: sort.by === by && !sort.down })}
      >
        {label}
        {sort.by === by && (sort.down ? ' ↓' : ' ↑')}
      </button>
    </th>
  )

  return (
    <section
      class="scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling element must be reachable by keyboard
      tabIndex={0}
      aria-label={texts.page.channels}
      ref={(element) => {
        if (element && element.clientHeight !== height) setHeight(element.clientHeight)
      }}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {chosen && <td class="tick" />}
            {heading('name', texts.channel)}
            {heading('people', texts.counts.people ?? '')}
            {heading('range', texts.range, 'desk')}
            <th scope="col" class="wide">
              {texts.fields.mode}
            </th>
            <th scope="col" class="wide">
              {texts.notes}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr class="spacer">
            <td style={{ height: `${first * ROW_HEIGHT}px` }} />
          </tr>
          {shown.map((row) => (
            <tr
              key={row.id}
              data-testid="channel-row"
              data-channel-name={row.description || row.name}
              data-channel-id={row.id}
              onClick={() => onOpen(row.id)}
            >
              {chosen && (
                <td class="tick">
                  <input
                    type="checkbox"
                    aria-label={texts.chooseOne(row.description || row.name)}
                    checked={chosen.has(row.id)}
                    onClick={(event) => event.stopPropagation()}
                    onChange={() => choose(row.id)}
                  />
                </td>
              )}
              <th scope="row">
                <button type="button" class="link" title={row.name}>
                  {row.description || row.name}
                </button>
              </th>
              <td>{format.number(row.people)}</td>
              <td class="desk">
                {row.settings.type === 'positional' ? format.metres(row.settings.maxRangeMetres) : '–'}
              </td>
              <td class="wide">{texts.modes[row.settings.mode]}</td>
              <td class="wide" title={notesOf(row)}>
                <span class="notes">{notesOf(row)}</span>
              </td>
            </tr>
          ))}
          <tr class="spacer">
            <td style={{ height: `${below * ROW_HEIGHT}px` }} />
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function notesOf({ pinned, edited, settings }: ChannelRow): string {
  const notes = [pinned && texts.fields.pinned, edited.length > 0 && texts.filters.edited]
  return [texts.types[settings.type], ...notes].filter(Boolean).join(', ')
}
