/** All regions of the grid: where they lie, who runs them, which are gone, and what is known of their parcels. */

import { useState } from 'preact/hooks'
import type { ListedRegionView, ParcelView, RegionList } from '../../../src/protocol/admin/region-list.js'
import { format, moment, texts } from '../../texts/texts.js'
import { PersonLink } from '../people/person-name.js'
import { useNames } from '../people/use-names.js'
import { usePolled } from '../use-polled.js'
import { MOST_SHOWN, REGIONS_SHOWN, type RegionsShown, regionsShown } from './region-filter.js'

/** Viewers' maps count regions, not metres. */
const GRID_METRES = 256

export function RegionsPage() {
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState<RegionsShown>('all')
  const [list] = usePolled<RegionList>('/regions', 5000)
  const found = list ? regionsShown(list.regions, shown, search) : []
  const rows = found.slice(0, MOST_SHOWN)
  const names = useNames(rows.flatMap(({ parcels }) => parcels.flatMap(({ ownerId }) => ownerId ?? [])))
  const words = texts.regionList
  if (!list) return <p>{texts.loading}</p>
  return (
    <section class="card">
      <div class="tools">
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <select
          aria-label={words.which}
          value={shown}
          onChange={({ currentTarget }) =>
            setShown(REGIONS_SHOWN.find((one) => one === currentTarget.value) ?? 'all')
          }
        >
          {REGIONS_SHOWN.map((one) => (
            <option key={one} value={one} selected={one === shown}>
              {words.shown[one]}
            </option>
          ))}
        </select>
      </div>
      {!list.toldByGrid && <p class="hint">{words.notAsked}</p>}
      {rows.length === 0 && <p class="hint">{words.none}</p>}
      <ul class="plain">
        {rows.map((region) => (
          <li key={region.regionId} class="line" data-testid="listed-region" data-state={region.state}>
            <a class="place" href={`#rooms/${region.regionId}`}>
              <bdi>{region.name}</bdi>
            </a>{' '}
            <span class="hint">{texts.inVoice(region.inVoice)}</span>
            <p class={region.state === 'gone' ? 'fault' : 'hint'}>{factsOf(region).join(' · ')}</p>
            {region.silentBorders.map(({ name, node }) => (
              <p key={name} class="fault" data-testid="silent-border">
                {words.silentBorder(name, node)}
              </p>
            ))}
            {region.parcels.map((parcel) => (
              <Parcel key={parcel.parcelId} parcel={parcel} names={names} />
            ))}
          </li>
        ))}
      </ul>
      {found.length > rows.length && <p class="hint">{words.more(found.length - rows.length)}</p>}
    </section>
  )
}

function factsOf({ state, goneAt, corner, sizeMetres, simulator, positions }: ListedRegionView): string[] {
  const words = texts.regionList
  const [x, y] = corner ?? []
  const [width, depth] = sizeMetres ?? []
  return [
    state === 'gone' && goneAt !== null && words.goneSince(moment(goneAt)),
    state === 'offline' && words.offline,
    x !== undefined &&
      y !== undefined &&
      words.place(format.number(x / GRID_METRES), format.number(y / GRID_METRES)),
    corner === null && state !== 'gone' && words.placeUnknown,
    width !== undefined && depth !== undefined && `${format.number(width)} × ${format.short(depth, 'meter')}`,
    simulator,
    state !== 'gone' && !positions && texts.noFeed,
  ].filter((fact): fact is string => typeof fact === 'string' && fact !== '')
}

interface ParcelProps {
  readonly parcel: ParcelView
  readonly names: ReadonlyMap<string, string>
}

function Parcel({ parcel: { name, ownerId, voiceAllowed, estateChannel }, names }: ParcelProps) {
  const words = texts.regionList
  const owner = ownerId === null ? undefined : names.get(ownerId)
  const facts = [!voiceAllowed && words.voiceOff, estateChannel && words.estateChannel].filter(Boolean)
  return (
    <p class="hint" data-testid="parcel">
      <bdi>{name || words.unnamed}</bdi>
      {facts.length > 0 && `: ${facts.join(', ')}`}{' '}
      {ownerId !== null && owner !== undefined && <PersonLink agentId={ownerId} name={owner} />}
    </p>
  )
}
