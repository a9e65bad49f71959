/** The people in the channel's room, as one of them hears them with the settings as they are edited. */

import type { ChannelPerson } from '../../../src/protocol/admin/channel-file.js'
import { type AttenuationSettings, attenuationGain } from '../../../src/spatial/attenuation.js'
import { personColour } from '../../../web-client/person-look.js'
import { texts } from '../../texts/texts.js'
import type { HeardPerson } from './distances.js'

/** The curve has everybody; words are for the nearest. */
const MAX_NAMED = 8

export interface HeardPeopleProps {
  readonly people: readonly ChannelPerson[]
  readonly listener: ChannelPerson
  readonly heard: readonly HeardPerson[]
  readonly saved: AttenuationSettings
  readonly onListener: (agentId: string) => void
}

export function HeardPeople({ people, listener, heard, saved, onListener }: HeardPeopleProps) {
  const words = texts.channelWords.people
  return (
    <div class="heard-people">
      <label>
        {words.heardBy}
        <select
          data-testid="heard-by"
          value={listener.agentId}
          onChange={(event) => onListener(event.currentTarget.value)}
        >
          {people
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map(({ agentId, name }) => (
              <option key={agentId} value={agentId} selected={agentId === listener.agentId}>
                {name}
              </option>
            ))}
        </select>
      </label>
      <ul class="plain">
        {heard.slice(0, MAX_NAMED).map(({ agentId, name, metres, gain }) => {
          const before = attenuationGain(metres, saved)
          return (
            <li key={agentId} data-testid="heard-person" data-agent-id={agentId} data-metres={metres}>
              <span class="dot" aria-hidden="true" style={{ background: personColour(agentId) }} />
              <bdi>{name}</bdi>
              <span class="hint">
                {words.heard(metres, gain)} {Math.abs(before - gain) >= 0.01 && words.before(before)}
              </span>
            </li>
          )
        })}
      </ul>
      {heard.length > MAX_NAMED && <p class="hint">{words.more(heard.length - MAX_NAMED)}</p>}
    </div>
  )
}
