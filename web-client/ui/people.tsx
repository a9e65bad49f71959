/** The people of the room, loudest first. */

import type { Person, VoiceClient } from '../voice-client.js'
import { SpeakerIcon } from './icons.js'
import { texts } from './texts.js'

export function People({ client }: { client: VoiceClient }) {
  const { people } = client
  if (people.value.length === 0) return <p class="hint">{texts.nobody}</p>
  return (
    <ul class="people" aria-label={texts.peopleHere}>
      {people.value.map((person) => (
        <PersonRow key={person.agentId} person={person} client={client} />
      ))}
    </ul>
  )
}

function PersonRow({ person, client }: { person: Person; client: VoiceClient }) {
  const { agentId, name, distanceMetres, gain, speaking, media, volume, silenced } = person
  return (
    <li
      class={`person ${speaking ? 'speaking' : ''} ${gain === 0 ? 'silent' : ''}`}
      data-testid="participant"
      data-agent-id={agentId}
      data-distance={distanceMetres.toFixed(2)}
      data-gain={gain.toFixed(4)}
      data-speaking={speaking}
      data-media={media}
    >
      <meter class="loudness" min={0} max={1} value={gain} aria-hidden="true" />
      <span class="name" dir="auto">
        {name}
      </span>
      <span class="state">{stateText(person)}</span>
      <input
        type="range"
        min={0}
        max={200}
        step={5}
        value={volume * 100}
        data-testid="volume"
        aria-label={texts.volumeOf(name)}
        onInput={(event) => client.setVolume(agentId, event.currentTarget.valueAsNumber / 100)}
      />
      <button
        type="button"
        class="mute"
        data-testid="mute"
        aria-pressed={silenced}
        aria-label={texts.mute(name)}
        title={texts.mute(name)}
        onClick={() => client.setSilenced(agentId, !silenced)}
      >
        <SpeakerIcon silent={silenced} />
      </button>
    </li>
  )
}

function stateText({ distanceMetres, gain, muted, mutedByModerator }: Person): string {
  const parts = [texts.distance(distanceMetres)]
  if (mutedByModerator) parts.push(texts.mutedByModeratorShort)
  else if (muted) parts.push(texts.muted)
  if (gain === 0) parts.push(texts.outOfRange)
  return parts.join(' · ')
}
