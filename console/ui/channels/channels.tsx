/** The channels: thousands in one table, searched while typing, edited alone or together. */

import { useEffect, useMemo, useState } from 'preact/hooks'
import type { RoomView } from '../../../src/protocol/admin-api.js'
import type { ChannelList, ChannelRow } from '../../../src/protocol/admin-channels.js'
import { attempt, may, place } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { ChannelEditor } from './channel-editor.js'
import { type Sort, VirtualTable } from './channel-table.js'
import { exportChannels } from './making/export-channels.js'
import { ImportChannels } from './making/import-channels.js'
import { NewChannel } from './making/new-channel.js'

/** What stands beside the table. */
type Aside =
  | { readonly what: 'edit'; readonly ids: readonly number[] }
  | { readonly what: 'new'; readonly like: ChannelRow | undefined }
  | { readonly what: 'import' }

type Filter = 'all' | 'edited' | 'pinned' | 'occupied'
const FILTERS: readonly Filter[] = ['all', 'occupied', 'edited', 'pinned']

export function ChannelsPage() {
  // Thousands of rows are asked for only now and then; occupants are asked for all the time.
  const [list, askAgain] = usePolled<ChannelList>('/channels?limit=10000', 60_000)
  const [rooms] = usePolled<RoomView[]>('/rooms', 3000)
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const [sort, setSort] = useState<Sort>({ by: 'name', down: false })
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [aside, setAside] = useState<Aside | undefined>(undefined)
  // A link from the audit log or from a room says which channel it is about.
  useEffect(() => {
    const id = Number(place.value)
    if (id > 0) setAside({ what: 'edit', ids: [id] })
  }, [place.value])
  const counted = useMemo(() => withPeople(list?.channels ?? [], rooms), [list, rooms])
  const rows = useMemo(() => fitting(counted, search, filter, sort), [counted, search, filter, sort])
  if (!list) return <p>{texts.loading}</p>
  const mayEdit = may('PATCH /channels/:id')
  const open = aside?.what === 'edit' ? aside.ids : []
  const edited = list.channels.filter(({ id }) => open.includes(id))
  const setOpen = (ids: readonly number[]) => setAside(ids.length > 0 ? { what: 'edit', ids } : undefined)
  const isAside = edited.length > 0 || (aside !== undefined && aside.what !== 'edit')
  const namesOf = (ids: ReadonlySet<number>) =>
    new Set(list.channels.filter(({ id }) => ids.has(id)).map(({ name }) => name))

  return (
    <div class={isAside ? 'with-editor' : ''}>
      <section class="card list">
        <div class="tools">
          <input
            type="search"
            aria-label={texts.searchChannels}
            placeholder={texts.searchChannels}
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
            data-testid="channel-search"
          />
          <select
            aria-label={texts.filter}
            value={filter}
            onChange={(event) => setFilter(FILTERS.find((one) => one === event.currentTarget.value) ?? 'all')}
          >
            {FILTERS.map((one) => (
              <option key={one} value={one}>
                {texts.filters[one]}
              </option>
            ))}
          </select>
          <span class="hint">{texts.shown(rows.length, list.total)}</span>
          {mayEdit && chosen.size > 0 && (
            <>
              <button type="button" onClick={() => setOpen([...chosen])}>
                {texts.editChosen(chosen.size)}
              </button>
              <button type="button" onClick={() => setChosen(new Set())}>
                {texts.chooseNone}
              </button>
            </>
          )}
          {mayEdit && chosen.size === 0 && rows.length > 1 && (
            <button type="button" onClick={() => setChosen(new Set(rows.map(({ id }) => id)))}>
              {texts.chooseAll(rows.length)}
            </button>
          )}
          {may('POST /channels') && (
            <button
              class="primary"
              type="button"
              data-testid="channel-new"
              onClick={() => setAside({ what: 'new', like: undefined })}
            >
              {texts.channelWords.add}
            </button>
          )}
          <button
            type="button"
            data-testid="channels-export"
            onClick={() => attempt(() => exportChannels(namesOf(chosen)))}
          >
            {chosen.size > 0 ? texts.channelWords.exportChosen(chosen.size) : texts.channelWords.exportAll}
          </button>
          {may('POST /channels/import') && (
            <button type="button" data-testid="channels-import" onClick={() => setAside({ what: 'import' })}>
              {texts.channelWords.import.open}
            </button>
          )}
        </div>
        <VirtualTable
          rows={rows}
          sort={sort}
          onSort={setSort}
          chosen={mayEdit ? chosen : undefined}
          onChoose={setChosen}
          onOpen={(id) => setOpen([id])}
        />
      </section>
      {edited.length > 0 && (
        <ChannelEditor
          key={open.join()}
          rows={edited}
          others={list.channels}
          readOnly={!mayEdit}
          onClose={() => setOpen([])}
          onSaved={askAgain}
          onCopy={(like) => setAside({ what: 'new', like })}
        />
      )}
      {aside?.what === 'new' && (
        <NewChannel
          like={aside.like}
          onClose={() => setAside(undefined)}
          onMade={(id) => {
            askAgain()
            setOpen([id])
          }}
        />
      )}
      {aside?.what === 'import' && (
        <ImportChannels
          onClose={() => setAside(undefined)}
          onImported={() => {
            askAgain()
            setAside(undefined)
          }}
        />
      )}
    </div>
  )
}

/** Returns the same rows where nobody came or went, so that nothing is drawn again. */
function withPeople(
  rows: readonly ChannelRow[],
  rooms: readonly RoomView[] | undefined,
): readonly ChannelRow[] {
  if (!rooms) return rows
  const counts = new Map(rooms.map(({ channelId, people }) => [channelId, people]))
  return rows.map((row) => {
    const people = counts.get(row.id) ?? 0
    return people === row.people ? row : { ...row, people }
  })
}

function fitting(
  rows: readonly ChannelRow[],
  search: string,
  filter: Filter,
  { by, down }: Sort,
): ChannelRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = rows.filter((row) => {
    if (filter === 'edited' && row.edited.length === 0) return false
    if (filter === 'pinned' && !row.pinned) return false
    if (filter === 'occupied' && row.people === 0) return false
    const text = `${row.description} ${row.name}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const sign = down ? -1 : 1
  const collator = new Intl.Collator(texts.language)
  const key =
    by === 'range' ? (row: ChannelRow) => row.settings.maxRangeMetres : (row: ChannelRow) => row.people
  return found.sort((a, b) =>
    by === 'name'
      ? sign * collator.compare(a.description || a.name, b.description || b.name)
      : sign * (key(a) - key(b)),
  )
}
