/** Chooses a resident by name. */

import { useState } from 'preact/hooks'
import type { ResidentView } from '../../../src/protocol/admin-people.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { PersonDisc } from './person-name.js'

interface PersonFieldProps {
  readonly label: string
  readonly value: ResidentView | undefined
  readonly onChange: (value: ResidentView | undefined) => void
}

export function PersonField({ label, value, onChange }: PersonFieldProps) {
  const [search, setSearch] = useState('')
  const wanted = search.trim()
  const [found] = usePolled<ResidentView[]>(
    wanted === '' ? undefined : `/residents?search=${encodeURIComponent(wanted)}`,
    10_000,
  )
  if (value) {
    return (
      <span class="chosen-person">
        <PersonDisc {...value} />
        <bdi>{value.name}</bdi>
        <button type="button" aria-label={texts.dropPerson(value.name)} onClick={() => onChange(undefined)}>
          ×
        </button>
      </span>
    )
  }
  return (
    <span class="person-field">
      <input
        type="search"
        aria-label={label}
        placeholder={texts.findPerson}
        autocomplete="off"
        data-testid="person-field"
        value={search}
        onInput={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      {wanted !== '' && (
        <ul class="plain found">
          {found?.map((person) => (
            <li key={person.agentId}>
              <button
                type="button"
                class="link"
                data-testid="person-found"
                onClick={() => {
                  setSearch('')
                  onChange(person)
                }}
              >
                {person.name}
              </button>
            </li>
          ))}
          {found?.length === 0 && <li class="hint">{texts.nobodyFound}</li>}
        </ul>
      )}
    </span>
  )
}
