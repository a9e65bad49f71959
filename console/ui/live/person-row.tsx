/** Somebody in the list of a room: chosen, opened, muted with one tap; opened, why they are silent and what can be done. */

import { useEffect, useRef } from 'preact/hooks'
import type { LiveChannel, LivePerson, LiveRegion } from '../../../src/protocol/admin-api.js'
import { mayOpen } from '../../console-state.js'
import { format, texts } from '../../texts/texts.js'
import { actOn, moderates } from '../acts/perform.js'
import { type PeopleAct, PersonActs } from '../acts/person-acts.js'
import { PersonDisc } from '../people/person-name.js'
import { ConnectionLines } from './connection-lines.js'
import { silenceWords, whyWords } from './person-words.js'
import { heardGain } from './region-map.js'

export interface PersonRowProps {
  readonly person: LivePerson
  readonly live: LiveRegion
  /** The person that is opened, here or elsewhere in the list. */
  readonly self: LivePerson | undefined
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
  readonly onOpen: () => void
  /** What is said of the place, such as a distance. */
  readonly placeWords: string | undefined
  readonly askAgain: () => void
}

export function PersonRow(props: PersonRowProps) {
  const { person, live, self, isChosen, onChoose, onOpen, placeWords, askAgain } = props
  const { agentId, name, channelId, speaking, client, silence } = person
  const channel = live.channels.find(({ id }) => id === channelId)
  const isOpen = self === person
  const isMuted = channel !== undefined && isMutedIn(person, channel)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  const subject = moderates() && channel ? { agentId, name, channelId: channel.id } : undefined
  return (
    <li
      ref={row}
      class={`person-row ${client === null ? 'away' : ''}`}
      data-testid="console-person"
      data-agent-id={agentId}
      data-speaking={speaking}
    >
      <input
        type="checkbox"
        aria-label={texts.chooseOne(name)}
        data-testid="console-choose"
        disabled={!subject}
        checked={isChosen}
        onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
      />
      <button
        type="button"
        class="who-row"
        aria-expanded={isOpen}
        data-testid="console-open"
        onClick={onOpen}
      >
        <PersonDisc agentId={agentId} name={name} speaking={speaking} />
        <span>
          <bdi>{name}</bdi>
          {client && (
            <span class="client" data-testid="console-client" data-client={client}>
              {texts.client[client]}
            </span>
          )}
          <small>
            {silence && client !== null && (
              <span class="silence" data-testid="console-silence" data-code={silence.code}>
                {silenceWords(silence)}
              </span>
            )}
            <span class="hint">
              {stateWords(props, live)
                .concat(placeWords ?? [])
                .join(', ')}
            </span>
          </small>
        </span>
      </button>
      {subject && (
        <button
          type="button"
          class="quick"
          data-testid="console-mute"
          aria-label={isMuted ? texts.unmuteNow(name) : texts.muteNow(name)}
          aria-pressed={isMuted}
          onClick={() => actOn([subject], { act: isMuted ? 'unmute' : 'mute' }, askAgain)}
        >
          {isMuted ? texts.unmute : texts.mute}
        </button>
      )}
      {isOpen && (
        <div class="opened" data-testid="console-details">
          <p class="why" data-testid="console-why" data-code={silence?.code ?? ''}>
            {speaking ? (
              texts.isHeard(listenersOf(person, live))
            ) : (
              <>
                <strong>{texts.whySilent(name)}</strong>{' '}
                {silence ? whyWords(silence) : texts.nothingInTheWay(listenersOf(person, live))}
              </>
            )}
            {silence && texts.cure[silence.code] && <span class="hint"> {texts.cure[silence.code]}</span>}
          </p>
          <p class="hint">{placeLine(person)}</p>
          <div class="acts">
            {channel && subject && (
              <PersonActs people={[subject]} acts={actsFor(person, channel)} askAgain={askAgain} />
            )}
            {mayOpen('person') && (
              <a class="button" href={`#person/${agentId}`}>
                {texts.history}
              </a>
            )}
          </div>
          <ConnectionLines connections={person.connections} channels={live.channels} />
        </div>
      )}
    </li>
  )
}

function stateWords({ person, self }: PersonRowProps, live: LiveRegion): string[] {
  const { client, speaking, hand, moderator, floor, channelId, writingMute } = person
  return [
    client === null && texts.notInVoice,
    speaking && texts.speaks,
    hand !== null && texts.handRaised(handPlace(person, live)),
    moderator && texts.moderator,
    floor && texts.hasFloor,
    writingMute && texts.kinds['writing-muted'],
    self &&
      self !== person &&
      isAudible(self) &&
      channelId !== null &&
      texts.hears(heardGain(person, self, live)),
  ].filter((words) => typeof words === 'string')
}

const isAudible = ({ muted, mutedByModerator, channelId }: LivePerson) =>
  channelId !== null && !muted && !mutedByModerator

/** Where the service has the place from, and since when the person is here. */
function placeLine({ positionSource, positionAgeSeconds, hereSeconds }: LivePerson): string {
  return [
    texts.positionFrom(positionSource, format.ago(positionAgeSeconds ?? 0)),
    hereSeconds !== null && texts.cameAgo(format.ago(hereSeconds)),
  ]
    .filter(Boolean)
    .join(', ')
}

/** How many would hear the person at this moment, if nothing else is in the way. */
function listenersOf(person: LivePerson, live: LiveRegion): number {
  return live.people.filter((one) => one !== person && heardGain(one, person, live) > 0).length
}

export const hasFloor = ({ mode }: LiveChannel) => mode === 'presentation' || mode === 'auditorium'

/** Whether a moderator has muted somebody, alone or with everybody else. */
const isMutedIn = ({ mute, mutedByModerator }: LivePerson, { allMuted }: LiveChannel) =>
  mute !== null || (allMuted && mutedByModerator)

/** What can be done to somebody in a channel. */
function actsFor(person: LivePerson, channel: LiveChannel): PeopleAct[] {
  const { writingMute, floor, moderator, hand } = person
  return [
    isMutedIn(person, channel) ? 'unmute' : 'mute',
    ...(hasFloor(channel) && !moderator ? [floor ? ('take-floor' as const) : ('give-floor' as const)] : []),
    ...(hand === null ? [] : ['lower-hand' as const]),
    writingMute ? 'unmute-writing' : 'mute-writing',
    'kick',
    'ban',
  ]
}

/** The place of a raised hand among those of its channel. */
function handPlace({ channelId, hand }: LivePerson, { people }: LiveRegion): number {
  const earlier = people.filter(
    (one) => one.channelId === channelId && one.hand !== null && hand !== null && one.hand < hand,
  )
  return earlier.length + 1
}
