/** The overview: counts with their last hour, regions, simulators that called, the service's own health. */

import type { Overview, RegionView, RoomView, Sample } from '../../../src/protocol/admin-api.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { SparkLine } from './spark-line.js'

const COUNTS = [
  'people',
  'speaking',
  'rooms',
  'avatars',
  'viewers',
  'hubCores',
  'droppedTurns',
  'joinFailures',
  'timeToVoiceMs',
  'relayedShare',
  'refusedSignIns',
  'oldestFeedSeconds',
] as const
type Count = (typeof COUNTS)[number]

/** Counted since the start of the service; shown as the number in the hour of the chart. */
const COUNTED: readonly Count[] = ['joinFailures', 'refusedSignIns', 'droppedTurns']
/** The service keeps samples of one hour. */
const HOUR_SAMPLES = 240

export function OverviewPage() {
  const [overview] = usePolled<Overview>('/overview', 3000)
  const [rooms] = usePolled<RoomView[]>('/rooms', 5000)
  if (!overview) return <p>{texts.loading}</p>
  const { now, history, regions, callers, joinFailures, health } = overview
  return (
    <>
      <ul class="tiles">
        {COUNTS.map((count) => (
          <Tile key={count} count={count} now={now} history={history} />
        ))}
      </ul>
      <section class="card">
        <h2>{texts.regions}</h2>
        {regions.length === 0 && <p class="hint">{texts.noRegions}</p>}
        <ul class="plain">
          {regions.map((region) => (
            <li key={region.regionId ?? region.name} class="line">
              <strong>{region.name}</strong> <span class="hint">{texts.inVoice(region.inVoice)}</span>
              <p class="hint">{feedWords(region)}</p>
              {region.remoteAdmin?.error && <p class="fault">{region.remoteAdmin.error}</p>}
            </li>
          ))}
        </ul>
      </section>
      {rooms && rooms.length > 0 && (
        <section class="card">
          <h2>{texts.counts.rooms}</h2>
          <ul class="plain">
            {rooms.map(({ channelId, name, people, route }) => (
              <li key={channelId} class="line" data-testid="room-route" data-route={route}>
                <strong>{name}</strong>{' '}
                <span class="hint">
                  {texts.inVoice(people)}, {texts.routes[route]}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
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
                  {call.replace('/api2/', '')}, {texts.time(at)}, {texts.calls(calls)}
                </p>
              )}
              {refused && (
                <p class={refused.over ? 'hint' : 'fault'}>
                  {texts.refusedCalls(refused.calls, refused.over)} {refused.call.replace('/api2/', '')},{' '}
                  {texts.time(refused.at)}: {refused.reason}
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2>{texts.health}</h2>
        {!health.store && (
          <p class="fault" role="alert" data-testid="store-fault">
            {texts.storeBad} {health.storeFault}
          </p>
        )}
        <p>
          {health.store && texts.storeGood} {texts.channelCount(health.channels)}{' '}
          {texts.uptime(health.uptimeSeconds)} {texts.memory(health.memoryMegabytes)}
        </p>
      </section>
    </>
  )
}

interface TileProps {
  readonly count: Count
  readonly now: Sample
  readonly history: readonly Sample[]
}

function Tile({ count, now, history }: TileProps) {
  const samples = [...history, now].map((sample) => sample[count])
  const since = COUNTED.includes(count) && history.length >= HOUR_SAMPLES ? (samples[0] ?? 0) : 0
  const value = now[count]
  return (
    <li class="card tile" data-testid={`tile-${count}`}>
      <span class="hint">{texts.counts[count]}</span>
      <strong>{value === null ? texts.unknown : texts.countValue(count, Math.max(0, value - since))}</strong>
      <SparkLine values={samples.map((sample) => Math.max(0, (sample ?? 0) - since))} />
    </li>
  )
}

function feedWords({ feeds, remoteAdmin }: RegionView): string {
  const told = feeds.map(({ source, ageSeconds, avatars, refused, odd }) =>
    [
      texts.feed(source, Math.round(ageSeconds), avatars),
      ...(refused > 0 ? [texts.noRoomFor(refused)] : []),
      ...odd.map(({ agentId, what }) => texts.oddEntry(agentId, texts.oddities[what] ?? what)),
    ].join(' '),
  )
  return told.join(' ') || (remoteAdmin ? texts.notAnswered : texts.noFeed)
}
