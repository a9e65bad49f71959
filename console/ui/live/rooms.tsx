/** A region as it is now: who stands where, who hears whom, and the actions of a moderator. */

import { useState } from 'preact/hooks'
import type { BanView, LivePerson, LiveRegion, Overview } from '../../../src/protocol/admin-api.js'
import { post } from '../../api.js'
import { attempt } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { ConnectionLines } from './connection-lines.js'
import { heardGain, RegionMap } from './region-map.js'

const BAN_MINUTES = [10, 60, 24 * 60, 7 * 24 * 60]

export function RoomsPage() {
  const [overview] = usePolled<Overview>('/overview', 5000)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const regions = (overview?.regions ?? []).filter(({ regionId }) => regionId !== null)
  const busiest = regions.toSorted((a, b) => b.inVoice - a.inVoice)[0]
  const regionId = chosen ?? busiest?.regionId ?? undefined
  const [live, askAgain] = usePolled<LiveRegion>(regionId && `/regions/${regionId}/live`, 500)
  const [bans, askBans] = usePolled<BanView[]>('/bans', 5000)
  const [selected, setSelected] = useState<string | undefined>(undefined)
  if (!overview) return <p>{texts.loading}</p>
  if (!regionId) return <p class="hint">{texts.noRegions}</p>
  const act = (path: string, body: object) =>
    attempt(() => post(path, body)).then(() => {
      askAgain()
      askBans()
    })
  const self = live?.people.find(({ agentId }) => agentId === selected)

  return (
    <div class="rooms">
      <section class="card">
        <label>
          {texts.region}
          <select value={regionId} onChange={(event) => setChosen(event.currentTarget.value)}>
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
        {live?.feedLost && <p class="fault">{texts.feedLost}</p>}
        {live && <RegionMap live={live} selected={selected} onSelect={setSelected} />}
        <p class="hint">{self ? texts.heardBy(self.name) : texts.mapHint}</p>
      </section>
      <section class="card">
        {live?.channels.map(({ id, name, mode, allMuted }) => (
          <div key={id} class="line">
            <h2>{name}</h2>
            <p class="hint">{texts.modeHint[mode]}</p>
            <button
              type="button"
              aria-pressed={allMuted}
              onClick={() => act(`/rooms/${id}/mute-all`, { muted: !allMuted })}
            >
              {allMuted ? texts.unmuteAll : texts.muteAll}
            </button>
          </div>
        ))}
        <ul class="plain">
          {live?.people.toSorted(inVoiceFirst).map((person) => (
            <PersonLine
              key={person.agentId}
              person={person}
              live={live}
              self={self}
              onSelect={() => setSelected(person.agentId === selected ? undefined : person.agentId)}
              act={act}
            />
          ))}
        </ul>
        {bans && bans.length > 0 && (
          <>
            <h2 class="next">{texts.bans}</h2>
            <ul class="plain">
              {bans.map(({ channelId, agentId, name, until }) => (
                <li key={`${channelId}${agentId}`} class="line">
                  {name} <span class="hint">{texts.until(until)}</span>
                  <button type="button" onClick={() => act(`/rooms/${channelId}/unban`, { agentId })}>
                    {texts.unban}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  )
}

interface PersonLineProps {
  readonly person: LivePerson
  readonly live: LiveRegion
  readonly self: LivePerson | undefined
  readonly onSelect: () => void
  readonly act: (path: string, body: object) => void
}

function PersonLine({ person, live, self, onSelect, act }: PersonLineProps) {
  const [explanation, setExplanation] = useState('')
  const { agentId, name, channelId, mutedAlone, speaking, moderator, floor, client, silence } = person
  const channel = live.channels.find(({ id }) => id === channelId)
  const told = explanation !== '' && { explanation }
  const states = [
    client === null && texts.notInVoice,
    speaking && texts.speaks,
    moderator && texts.moderator,
    floor && texts.hasFloor,
    texts.positionFrom(person.positionSource, Math.round(person.positionAgeSeconds ?? 0)),
    self && self !== person && channelId !== null && texts.hears(heardGain(person, self, live)),
  ]
  return (
    <li class="line person" data-testid="console-person" data-agent-id={agentId} data-speaking={speaking}>
      <button type="button" class="link" aria-pressed={self === person} onClick={onSelect}>
        {name}
      </button>
      {client && (
        <span class="client" data-testid="console-client" data-client={client}>
          {texts.client[client]}
        </span>
      )}
      {silence && (
        <span class="silence" data-testid="console-silence" data-code={silence.code}>
          {texts.silence(silence.code, silence.seconds === null ? undefined : Math.round(silence.seconds))}
        </span>
      )}
      <span class="hint">{states.filter(Boolean).join(', ')}</span>
      {channel && (
        <span class="acts">
          <button
            type="button"
            data-testid="console-mute"
            aria-pressed={mutedAlone}
            onClick={() => act(`/rooms/${channel.id}/mute`, { agentId, muted: !mutedAlone })}
          >
            {mutedAlone ? texts.unmute : texts.mute}
          </button>
          {(channel.mode === 'presentation' || channel.mode === 'auditorium') && !moderator && (
            <button
              type="button"
              data-testid="console-floor"
              aria-pressed={floor}
              onClick={() => act(`/rooms/${channel.id}/floor`, { agentId, given: !floor })}
            >
              {floor ? texts.takeFloor : texts.giveFloor}
            </button>
          )}
          <button
            type="button"
            data-testid="console-kick"
            onClick={() => act(`/rooms/${channel.id}/kick`, { agentId, ...told })}
          >
            {texts.kick}
          </button>
          <select
            class="ban"
            aria-label={texts.banLabel(name)}
            value=""
            onChange={(event) => {
              const minutes = Number(event.currentTarget.value)
              event.currentTarget.value = ''
              if (minutes > 0) act(`/rooms/${channel.id}/ban`, { agentId, minutes, ...told })
            }}
          >
            <option value="">{texts.ban}</option>
            {BAN_MINUTES.map((minutes) => (
              <option key={minutes} value={minutes}>
                {texts.minutes(minutes)}
              </option>
            ))}
          </select>
        </span>
      )}
      {self === person && channel && (
        <label class="explanation">
          {texts.explanation}
          <input
            type="text"
            maxLength={300}
            data-testid="console-explanation"
            value={explanation}
            onInput={(event) => setExplanation(event.currentTarget.value)}
          />
        </label>
      )}
      {self === person && <ConnectionLines connections={person.connections} channels={live.channels} />}
    </li>
  )
}

function inVoiceFirst(a: LivePerson, b: LivePerson): number {
  return Number(a.client === null) - Number(b.client === null) || a.name.localeCompare(b.name)
}
