/** Residents: found by name, each with the way to their own page; and what is in force about any of them. */

import { useState } from 'preact/hooks'
import type { AccountView } from '../../../src/protocol/admin-api.js'
import { moment, texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { DecisionList } from './decision-list.js'
import { PersonLink } from './person-name.js'

const SHOWN = ['all', 'voice', 'disabled'] as const
type Shown = (typeof SHOWN)[number]

export function AccountsPage() {
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState<Shown>('all')
  const [accounts] = usePolled<AccountView[]>(`/accounts?search=${encodeURIComponent(search)}`, 5000)
  const found = accounts?.filter(
    ({ inVoice, disabled }) => shown === 'all' || (shown === 'voice' ? inVoice : disabled),
  )
  return (
    <>
      <section class="card">
        <div class="tools">
          <input
            type="search"
            aria-label={texts.findPerson}
            placeholder={texts.findPerson}
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
          <select
            aria-label={texts.shownPeople}
            value={shown}
            onChange={({ currentTarget }) =>
              setShown(SHOWN.find((one) => one === currentTarget.value) ?? 'all')
            }
          >
            {SHOWN.map((one) => (
              <option key={one} value={one} selected={one === shown}>
                {texts.residentsShown[one]}
              </option>
            ))}
          </select>
        </div>
        {found?.length === 0 && <p class="hint">{texts.nobodyFound}</p>}
        <ul class="plain">
          {found?.map(({ agentId, name, disabled, lastSeenAt, region, inVoice }) => (
            <li key={agentId} class="line person" data-testid="account">
              <PersonLink agentId={agentId} name={name} />
              <span class="hint">
                {[
                  disabled && texts.disabled,
                  inVoice && texts.speaksIn,
                  region ?? (lastSeenAt && texts.lastSeen(moment(lastSeenAt))),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <DecisionList />
    </>
  )
}
