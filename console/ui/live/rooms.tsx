/** A region as it is now: the map that stays in sight, the people, and what moderators do about them. */

import { useEffect, useMemo, useState } from 'preact/hooks'
import type { LiveRegion, Overview } from '../../../src/protocol/admin-api.js'
import { detail, place } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { DecisionList } from '../people/decision-list.js'
import { usePolled } from '../use-polled.js'
import type { View } from './map-marks.js'
import { PeopleList } from './people-list.js'
import { idsInView, RegionMap } from './region-map.js'
import { RoomLines } from './room-lines.js'

export function RoomsPage() {
  const [overview] = usePolled<Overview>('/overview', 5000)
  const regions = (overview?.regions ?? []).filter(({ regionId }) => regionId !== null)
  const busiest = regions.toSorted((a, b) => b.inVoice - a.inVoice)[0]
  const regionId = place.value ?? busiest?.regionId ?? undefined
  const [live, askAgain] = usePolled<LiveRegion>(regionId && `/regions/${regionId}/live`, 500)
  const [selected, setSelected] = useState<string | undefined>(detail.value)
  const [view, setView] = useState<View | undefined>(undefined)
  useEffect(() => setSelected(detail.value), [detail.value])
  useEffect(() => setView(undefined), [regionId])
  const inSight = useMemo(() => (live && view ? idsInView(live, view) : undefined), [live, view])
  if (!overview) return <p>{texts.loading}</p>
  if (!regionId) return <p class="hint">{texts.noRegions}</p>
  const self = live?.people.find(({ agentId }) => agentId === selected)
  const select = (agentId: string) => setSelected(agentId === selected ? undefined : agentId)

  return (
    <>
      <div class="rooms">
        <section class="card map-card">
          <div class="map-head">
            <label>
              {texts.region}
              <select
                value={regionId}
                onChange={(event) => {
                  location.hash = `rooms/${event.currentTarget.value}`
                }}
              >
                {regions.map((region) => (
                  <option
                    key={region.regionId}
                    value={region.regionId ?? ''}
                    selected={region.regionId === regionId}
                  >
                    {region.name} ({region.inVoice})
                  </option>
                ))}
              </select>
            </label>
            {view && (
              <button type="button" data-testid="map-out" onClick={() => setView(undefined)}>
                {texts.wholeRegion}
              </button>
            )}
          </div>
          {live?.feedLost && <p class="fault">{texts.feedLost}</p>}
          {live && (
            <RegionMap live={live} selected={selected} view={view} onSelect={select} onView={setView} />
          )}
          <p class="hint map-hint">{self ? texts.heardBy(self.name) : texts.mapHint}</p>
        </section>
        <section class="card">
          {live && <RoomLines live={live} askAgain={askAgain} />}
          {live && (
            <PeopleList
              live={live}
              selected={selected}
              onSelect={select}
              inSight={inSight}
              onWhole={() => setView(undefined)}
              askAgain={askAgain}
            />
          )}
        </section>
      </div>
      <DecisionList />
    </>
  )
}
