/** The overview: what is bad, counts, charts, regions, simulators that called, the service's own health. */

import type { Overview, RegionView, RoomView } from '../../../src/protocol/admin-api.js'
import { format, moment, texts } from '../../texts/texts.js'
import { findingWords } from '../service-words.js'
import { usePolled } from '../use-polled.js'
import { Charts } from './charts.js'
import { figureWords } from './figure-words.js'
import { HubProcesses } from './hub-processes.js'
import { Nodes } from './nodes.js'
import { Problems } from './problems.js'

/** What the charts do not show. */
const COUNTS = ['speaking', 'avatars', 'viewers', 'relayedShare', 'joinFailures', 'droppedTurns'] as const
type Count = (typeof COUNTS)[number]

/** Counted since the start of the service; shown as the number of the last hour. */
const COUNTED: readonly Count[] = ['joinFailures', 'droppedTurns']

export function OverviewPage() {
  const [overview] = usePolled<Overview>('/overview', 3000)
  const [rooms] = usePolled<RoomView[]>('/rooms', 5000)
  if (!overview) return <p>{texts.loading}</p>
  const { problems, now, hourAgo, regions, callers, joinFailures, health, hubProcesses, nodes } = overview
  return (
    <>
      <Problems problems={problems} />
      <Charts overview={overview} />
      <h2 class="unseen">{texts.overview.now}</h2>
      <ul class="tiles">
        {COUNTS.map((count) => (
          <Tile key={count} count={count} now={now} hourAgo={hourAgo} />
        ))}
      </ul>
      <section class="card">
        <h2>{texts.regions}</h2>
        {regions.length === 0 && <p class="hint">{texts.noRegions}</p>}
        <ul class="plain">
          {regions.map((region) => (
            <li key={region.regionId ?? region.name} class="line">
              {region.regionId === null ? (
                <strong>{region.name}</strong>
              ) : (
                <a class="place" href={`#rooms/${region.regionId}`}>
                  {region.name}
                </a>
              )}{' '}
              <span class="hint">{texts.inVoice(region.inVoice)}</span>
              <p class="hint">{feedWords(region)}</p>
              {region.remoteAdmin?.finding && (
                <p class="fault">{texts.findings[region.remoteAdmin.finding.code]}</p>
              )}
            </li>
          ))}
        </ul>
      </section>
      {rooms && rooms.length > 0 && (
        <section class="card">
          <h2>{texts.counts.rooms}</h2>
          <ul class="plain">
            {rooms.map(({ channelId, name, people, route, regionIds }) => (
              <li key={channelId} class="line" data-testid="room-route" data-route={route}>
                <a class="place" href={regionIds[0] ? `#rooms/${regionIds[0]}` : '#rooms'}>
                  {name}
                </a>{' '}
                <span class="hint">
                  {texts.inVoice(people)}, {texts.routes[route]}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <HubProcesses processes={hubProcesses} />
      {joinFailures.length > 0 && (
        <section class="card">
          <h2>{texts.joinFailures}</h2>
          <ul class="plain">
            {joinFailures.map(({ reason, count }) => (
              <li key={reason} class="line">
                {texts.joinFailure[reason] ?? reason} <span class="hint">{texts.times(count)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="card">
        <h2>{texts.callers}</h2>
        {callers.length === 0 && <p class="hint">{texts.noCallers}</p>}
        <ul class="plain">
          {callers.map(({ address, call, at, generation, calls, refused }) => (
            <li key={address} class="line" data-testid="caller">
              <strong>{address}</strong>{' '}
              {generation && <span class="hint">{texts.generation[generation]}</span>}
              {calls > 0 && (
                <p class="hint">
                  {call.replace('/api2/', '')}, {moment(at)}, {texts.calls(calls)}
                </p>
              )}
              {refused && (
                <p class={refused.over ? 'hint' : 'fault'}>
                  {texts.refusedCalls(refused.calls, refused.over)} {refused.call.replace('/api2/', '')},{' '}
                  {moment(refused.at)}: {findingWords(refused.finding)}
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
      {nodes.length > 0 && <Nodes nodes={nodes} />}
      <section class="card">
        <h2>{texts.health}</h2>
        {!health.store && (
          <p class="fault" role="alert" data-testid="store-fault">
            {problems.some(({ code }) => code === 'database-away')
              ? texts.overview.problem['database-away']
              : `${texts.storeBad} ${texts.storeCure}`}
          </p>
        )}
        <p>
          {health.store && texts.storeGood} {texts.channelCount(health.channels)}{' '}
          {texts.uptime(upWords(health.uptimeSeconds))} {format.short(health.memoryMegabytes, 'megabyte')}.
        </p>
      </section>
    </>
  )
}

function Tile({ count, now, hourAgo }: { readonly count: Count } & Pick<Overview, 'now' | 'hourAgo'>) {
  const since = COUNTED.includes(count) ? (hourAgo?.[count] ?? 0) : 0
  const value = now[count]
  return (
    <li class="card tile" data-testid={`tile-${count}`}>
      <span class="hint">{texts.counts[count]}</span>
      <strong>{value === null ? texts.unknown : figureWords(count, Math.max(0, value - since))}</strong>
    </li>
  )
}

/** The time since the start, in minutes or in hours. */
function upWords(seconds: number): string {
  return seconds < 7200 ? format.long(seconds / 60, 'minute') : format.long(seconds / 3600, 'hour')
}

function feedWords({ feeds, remoteAdmin }: RegionView): string {
  const told = feeds.map(({ source, ageSeconds, avatars, refused, odd }) =>
    [
      texts.feed(source, format.ago(ageSeconds), avatars),
      ...(refused > 0 ? [texts.noRoomFor(refused)] : []),
      ...odd.map(({ agentId, what }) => texts.oddEntry(agentId, texts.oddities[what] ?? what)),
    ].join(' · '),
  )
  return told.join(' · ') || (remoteAdmin ? texts.notAnswered : texts.noFeed)
}
