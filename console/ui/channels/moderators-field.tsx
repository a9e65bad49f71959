/** A channel's moderators, chosen and shown by name. */

import { useState } from 'preact/hooks'
import type { ResidentView } from '../../../src/protocol/admin-people.js'
import { format, texts } from '../../texts/texts.js'
import { useNames } from '../people/use-names.js'
import { usePolled } from '../use-polled.js'

interface ModeratorsFieldProps {
  readonly chosen: readonly string[]
  /** Who moderates besides, because they own the place. */
  readonly owners: readonly string[]
  readonly fault: string | undefined
  readonly onChange: (chosen: string[]) => void
}

export function ModeratorsField({ chosen, owners, fault, onChange }: ModeratorsFieldProps) {
  const [search, setSearch] = useState('')
  const names = useNames([...chosen, ...owners])
  const wanted = search.trim()
  const [found] = usePolled<ResidentView[]>(
    wanted === '' ? undefined : `/residents?search=${encodeURIComponent(wanted)}`,
    10_000,
  )
  const others = wanted === '' ? [] : (found?.filter(({ agentId }) => !chosen.includes(agentId)) ?? [])
  const nameOf = (agentId: string) => names.get(agentId) ?? agentId.slice(0, 4)
  return (
    <fieldset class="moderators">
      <legend>{texts.fields.moderators}</legend>
      <ul class="plain">
        {chosen.map((agentId) => (
          <li key={agentId} class="line" data-testid="moderator" data-agent-id={agentId}>
            <bdi>{nameOf(agentId)}</bdi>
            <button
              type="button"
              aria-label={texts.removeModerator(nameOf(agentId))}
              onClick={() => onChange(chosen.filter((other) => other !== agentId))}
            >
              {texts.remove}
            </button>
          </li>
        ))}
      </ul>
      {owners.length > 0 && <p class="hint">{texts.ownersAre(format.list(owners.map(nameOf)))}</p>}
      <label>
        {texts.addModerator}
        <input
          type="search"
          name="moderators"
          autocomplete="off"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </label>
      <ul class="plain">
        {others.map(({ agentId, name }) => (
          <li key={agentId}>
            <button
              type="button"
              class="link"
              data-testid="moderator-found"
              onClick={() => {
                onChange([...chosen, agentId])
                setSearch('')
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      {wanted !== '' && found?.length === 0 && <p class="hint">{texts.nobodyFound}</p>}
      {fault && <span class="fault">{fault}</span>}
    </fieldset>
  )
}
