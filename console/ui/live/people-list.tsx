/** The people of a region: searched, sorted, and chosen for acts on many of them. */

import { useMemo, useRef, useState } from 'preact/hooks'
import type { LivePerson, LiveRegion } from '../../../src/protocol/admin-api.js'
import { format, texts } from '../../texts/texts.js'
import { moderates, type Subject } from '../acts/perform.js'
import { type PeopleAct, PersonActs } from '../acts/person-acts.js'
import {
  distanceFrom,
  listed,
  middleOf,
  notedSpeakers,
  ORDERS,
  type Order,
  SHOWN,
  type Shown,
} from './people-order.js'
import { hasFloor, PersonRow } from './person-row.js'

export interface PeopleListProps {
  readonly live: LiveRegion
  readonly selected: string | undefined
  readonly onSelect: (agentId: string) => void
  /** Those in sight on the map; `undefined`: all. */
  readonly inSight: ReadonlySet<string> | undefined
  readonly onWhole: () => void
  readonly askAgain: () => void
}

export function PeopleList({ live, selected, onSelect, inSight, onWhole, askAgain }: PeopleListProps) {
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState<Shown>('everybody')
  const [order, setOrder] = useState<Order>('speaking')
  const [channelId, setChannelId] = useState<number | undefined>(undefined)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const spokeAt = useRef<ReadonlyMap<string, number>>(new Map())

  const self = live.people.find(({ agentId }) => agentId === selected)
  const room = live.channels.some(({ id }) => id === channelId) ? channelId : undefined
  const from = self?.position ?? middleOf(live.people)
  const now = Date.now()
  const people = useMemo(() => {
    spokeAt.current = notedSpeakers(spokeAt.current, live.people, now)
    const found = listed(live.people, {
      search,
      shown,
      order,
      channelId: room,
      inSight,
      from,
      spokeAt: spokeAt.current,
      now,
      language: texts.language,
    })
    // Whoever is opened stays in the list: perhaps the map opened them.
    return self && !found.includes(self) ? [self, ...found] : found
  }, [live, search, shown, order, room, inSight, self])

  const subjectOf = ({ agentId, name, channelId }: LivePerson): Subject[] =>
    channelId === null || !moderates() ? [] : [{ agentId, name, channelId }]
  const subjects = live.people.filter(({ agentId }) => chosen.has(agentId)).flatMap(subjectOf)
  const choosable = people.flatMap(subjectOf)

  function placeWords(person: LivePerson): string | undefined {
    const distance = order === 'distance' && person !== self ? distanceFrom(from, person) : undefined
    if (distance === undefined) return undefined
    return self?.position
      ? texts.fromPerson(format.distance(distance), self.name)
      : texts.fromMiddle(format.distance(distance))
  }

  return (
    <>
      <div class="tools people-tools">
        <input
          type="search"
          data-testid="people-search"
          aria-label={texts.searchPeople}
          placeholder={texts.searchPeople}
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Choice label={texts.order} value={order} words={texts.orders} all={ORDERS} onChange={setOrder} />
        <Choice
          label={texts.shownPeople}
          value={shown}
          words={texts.shownKinds}
          all={SHOWN}
          onChange={setShown}
        />
        {live.channels.length > 1 && (
          <select
            aria-label={texts.counts.rooms}
            value={room ?? ''}
            onChange={({ currentTarget }) =>
              setChannelId(currentTarget.value === '' ? undefined : Number(currentTarget.value))
            }
          >
            <option value="">{texts.allRooms}</option>
            {live.channels.map(({ id, name }) => (
              <option key={id} value={id} selected={id === room}>
                {name}
              </option>
            ))}
          </select>
        )}
      </div>
      <p class="count">
        <label class="check">
          <input
            type="checkbox"
            data-testid="choose-all"
            checked={choosable.length > 0 && choosable.every(({ agentId }) => chosen.has(agentId))}
            onChange={({ currentTarget }) =>
              setChosen(new Set(currentTarget.checked ? choosable.map(({ agentId }) => agentId) : undefined))
            }
          />
          {texts.chooseAll(choosable.length)}
        </label>
        {inSight && (
          <span class="hint">
            {texts.inSight(inSight.size)}{' '}
            <button type="button" class="link" data-testid="whole-region" onClick={onWhole}>
              {texts.wholeRegion}
            </button>
          </span>
        )}
      </p>
      <ul class="plain people">
        {people.map((person) => (
          <PersonRow
            key={person.agentId}
            person={person}
            live={live}
            self={self}
            isChosen={chosen.has(person.agentId)}
            onChoose={(isChosen) => {
              const next = new Set(chosen)
              if (isChosen) next.add(person.agentId)
              else next.delete(person.agentId)
              setChosen(next)
            }}
            onOpen={() => onSelect(person.agentId)}
            placeWords={placeWords(person)}
            askAgain={askAgain}
          />
        ))}
        {people.length === 0 && <li class="hint">{texts.nobodyFound}</li>}
      </ul>
      {subjects.length > 0 && (
        <section class="bulk card" data-testid="bulk" aria-label={texts.chosen(subjects.length)}>
          <strong>{texts.chosen(subjects.length)}</strong>
          <div class="acts">
            <PersonActs
              people={subjects}
              acts={bulkActs(subjects, live)}
              askAgain={askAgain}
              onDone={() => setChosen(new Set())}
            />
            <button type="button" onClick={() => setChosen(new Set())}>
              {texts.chooseNone}
            </button>
          </div>
        </section>
      )}
    </>
  )
}

/** What can be done to several people together. */
function bulkActs(subjects: readonly Subject[], { channels }: LiveRegion): PeopleAct[] {
  const floors = channels.filter(hasFloor).map(({ id }) => id)
  const canHaveFloor = subjects.every(({ channelId }) => floors.includes(channelId))
  return [
    'mute',
    'unmute',
    ...(canHaveFloor ? (['give-floor', 'take-floor'] as const) : []),
    'mute-writing',
    'unmute-writing',
    'kick',
    'ban',
  ]
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly words: Readonly<Record<T, string>>
  readonly all: readonly T[]
  readonly onChange: (value: T) => void
}

/** A choice with its name in front, so that a value alone is understood. */
function Choice<T extends string>({ label, value, words, all, onChange }: ChoiceProps<T>) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => {
        const found = all.find((one) => one === currentTarget.value)
        if (found) onChange(found)
      }}
    >
      {all.map((one) => (
        <option key={one} value={one} selected={one === value}>
          {label}: {words[one]}
        </option>
      ))}
    </select>
  )
}
