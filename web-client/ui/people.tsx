/** The people of the room, loudest first. */

import type { Person } from '../room-people.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { SpeakerIcon } from './icons.js'

/** A longer list would cost more to draw than anybody reads. */
const MAX_SHOWN = 50

export function People({ client }: { client: VoiceClient }) {
  const { people } = client
  const hidden = people.value.length - MAX_SHOWN
  if (people.value.length === 0) return <p class="hint">{texts.nobody}</p>
  return (
    <div>
      <ul class="people" aria-label={texts.peopleHere}>
        {people.value.slice(0, MAX_SHOWN).map((person) => (
          <PersonRow key={person.agentId} person={person} client={client} />
        ))}
      </ul>
      {hidden > 0 && (
        <p class="hint" data-testid="not-shown">
          {texts.notShown(hidden)}
        </p>
      )}
    </div>
  )
}

function PersonRow({ person, client }: { person: Person; client: VoiceClient }) {
  const { agentId, name, distanceMetres, gain, speaking, media, quality, volume, silenced } = person
  return (
    <li
      class={`person ${speaking ? 'speaking' : ''} ${gain === 0 ? 'silent' : ''}`}
      data-testid="participant"
      data-agent-id={agentId}
      data-distance={distanceMetres.toFixed(2)}
      data-gain={gain.toFixed(4)}
      data-speaking={speaking}
      data-media={media}
      data-quality={quality}
    >
      <meter class="loudness" min={0} max={1} value={gain} aria-hidden="true" />
      <span class="name" dir="auto" title={name}>
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
        aria-valuetext={`${Math.round(volume * 100)} %`}
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

function stateText({ distanceMetres, gain, muted, mutedByModerator, media, quality }: Person): string {
  const parts = [texts.distance(distanceMetres)]
  if (mutedByModerator) parts.push(texts.mutedByModeratorShort)
  else if (muted) parts.push(texts.muted)
  if (gain === 0) parts.push(texts.outOfRange)
  else if (!media) parts.push(texts.notConnected)
  if (media) parts.push(texts.media[media] ?? media)
  if (quality) parts.push(texts.quality[quality])
  return parts.join(' · ')
}
