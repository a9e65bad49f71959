/** The participants of the room, loudest first. */

import { useSignal } from '@preact/signals'
import { MAX_MESH_PEERS } from '../../../src/spatial/audible-set.js'
import type { Person } from '../../room/room-people.js'
import { isolated } from '../../texts/isolated.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Empty } from '../parts/empty.js'
import { HandIcon, PeopleIcon, SpeakerIcon } from '../parts/icons.js'
import { PersonDisc } from './person-disc.js'
import { personWords } from './person-words.js'
import { percentOf, VolumeSlider } from './volume-slider.js'

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
  const hands = client.floor.hands()
  const release = () => {
    held.value = undefined
  }
  if (people.length === 0) {
    const title = client.channel.value ? texts.nobody : texts.noPlace
    return <Empty icon={<PeopleIcon size={40} />} title={title} />
  }
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
          <PersonRow
            key={person.agentId}
            person={person}
            client={client}
            full={full}
            handPlace={hands.indexOf(person.agentId) + 1}
          />
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
  /** The place of their raised hand; 0 where it is not raised. */
  readonly handPlace: number
}

/**
 * Updates come a few times a second for fifty people: as a component that reads a signal, it is drawn only where one of
 * its properties has changed. Drawings kept by `useMemo` would each keep all earlier ones of the list.
 */
function PersonRow({ person, client, full, handPlace }: RowProps) {
  const { agentId, name, distanceMetres, gain, speaking, media, quality, volume, silenced } = person
  const percent = percentOf(volume)
  const muteLabel = texts.mute(isolated(name))
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
      data-trouble={person.trouble}
      data-effort={person.effort}
      data-blocked={person.blocked}
    >
      <button
        type="button"
        class="who"
        data-testid="person"
        aria-haspopup="dialog"
        onClick={() => client.panel.showPerson(agentId)}
      >
        <PersonDisc agentId={agentId} name={name} speaking={speaking} heardBy={media && client} onRadar />
        <bdi class="name" title={name}>
          {name}
        </bdi>
        <span class="state">
          {handPlace > 0 && (
            <span class="hand" data-testid="hand" data-place={handPlace}>
              <HandIcon />
            </span>
          )}
          {personWords(person, full, handPlace)}
        </span>
      </button>
      <span class="volume">
        <VolumeSlider client={client} person={person} testId="volume" />
        <output class="number" aria-hidden="true">
          {percent}
        </output>
      </span>
      <button
        type="button"
        class="mute icon"
        data-testid="mute"
        aria-pressed={silenced}
        aria-label={muteLabel}
        title={muteLabel}
        onClick={() => client.setSilenced(agentId, !silenced)}
      >
        <SpeakerIcon silent={silenced} />
      </button>
    </li>
  )
}
