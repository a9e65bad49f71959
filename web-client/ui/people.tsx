/** The participants of the room, loudest first. */

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { MAX_MESH_PEERS } from '../../src/spatial/audible-set.js'
import type { Person } from '../room/room-people.js'
import { isolated } from '../texts/isolated.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { SpeakerIcon, WayIcon } from './parts/icons.js'

/** A longer list would cost more to draw than anybody reads. */
const MAX_SHOWN = 50

export function People({ client }: { client: VoiceClient }) {
  const people = client.people.value
  // A row stays in place while the pointer or the keyboard focus is on it.
  const held = useSignal<readonly string[] | undefined>(undefined)
  const shown = inOrder(people, held.value).slice(0, MAX_SHOWN)
  const hidden = people.length - shown.length
  const full = people.filter(({ media }) => media).length >= MAX_MESH_PEERS
  const hold = () => {
    held.value ??= shown.map(({ agentId }) => agentId)
  }
  const release = () => {
    held.value = undefined
  }
  if (people.length === 0) return <p class="hint">{texts.nobody}</p>
  return (
    <div>
      <ul
        class="people"
        aria-label={texts.peopleHere}
        onPointerEnter={hold}
        onPointerLeave={release}
        onFocusIn={hold}
        onFocusOut={release}
      >
        {shown.map((person) => (
          <PersonRow key={person.agentId} person={person} client={client} full={full} />
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

/** In the held order, then newcomers; in the given order where nothing is held. */
function inOrder(people: readonly Person[], held: readonly string[] | undefined): readonly Person[] {
  if (!held) return people
  const places = new Map(held.map((agentId, place) => [agentId, place]))
  const place = ({ agentId }: Person) => places.get(agentId) ?? held.length
  return people.toSorted((a, b) => place(a) - place(b))
}

interface RowProps {
  readonly person: Person
  readonly client: VoiceClient
  /** The page is connected to as many participants as it can be. */
  readonly full: boolean
}

function PersonRow({ person, client, full }: RowProps) {
  const { agentId, name, distanceMetres, gain, speaking, media, quality, volume, silenced } = person
  const percent = `${Math.round(volume * 100)} %`
  const muteLabel = texts.mute(isolated(name))
  // Updates come a few times a second for fifty people: only rows that have changed are drawn.
  return useMemo(
    () => (
      <li
        class={`person ${speaking ? 'speaking' : ''} ${gain === 0 ? 'silent' : ''}`}
        data-testid="participant"
        data-agent-id={agentId}
        data-distance={distanceMetres.toFixed(2)}
        data-gain={gain.toFixed(4)}
        data-speaking={speaking}
        data-media={media}
        data-quality={quality}
        data-trouble={person.trouble}
      >
        <meter class="loudness" min={0} max={1} value={gain} aria-hidden="true" />
        <bdi class="name" title={name}>
          {name}
        </bdi>
        <span class="state">
          <StateText person={person} full={full} />
        </span>
        <span class="volume">
          <input
            type="range"
            min={0}
            max={200}
            step={5}
            value={volume * 100}
            data-testid="volume"
            aria-label={texts.volumeOf(isolated(name))}
            aria-valuetext={percent}
            onInput={(event) => client.setVolume(agentId, event.currentTarget.valueAsNumber / 100)}
          />
          <output class="number" aria-hidden="true">
            {percent}
          </output>
        </span>
        <button
          type="button"
          class="mute"
          data-testid="mute"
          aria-pressed={silenced}
          aria-label={muteLabel}
          title={muteLabel}
          onClick={() => client.setSilenced(agentId, !silenced)}
        >
          <SpeakerIcon silent={silenced} />
        </button>
      </li>
    ),
    [person, full],
  )
}

function StateText({ person, full }: Omit<RowProps, 'client'>) {
  const { distanceMetres, gain, muted, listensOnly, media, quality, trouble } = person
  const parts = [texts.distance(distanceMetres)]
  if (listensOnly) parts.push(texts.listensOnly)
  else if (muted) parts.push(texts.muted)
  if (gain === 0) parts.push(texts.outOfRange)
  else if (!media) parts.push(full ? texts.othersNearer(MAX_MESH_PEERS) : texts.notConnected)
  return (
    <>
      {parts.join(' · ')}
      {media && (
        <span class="way" title={texts.mediaHint[media]}>
          {' · '}
          <WayIcon media={media} /> {texts.media[media]}
        </span>
      )}
      {trouble ? ` · ${texts.trouble[trouble]}` : quality && ` · ${texts.quality[quality]}`}
    </>
  )
}
