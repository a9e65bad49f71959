/** The residents: search, sign out everywhere, shut out. */

import { useState } from 'preact/hooks'
import type { AccountView } from '../../../src/protocol/admin-api.js'
import { post } from '../../api.js'
import { attempt, me } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'

export function AccountsPage() {
  const [search, setSearch] = useState('')
  const [accounts, askAgain] = usePolled<AccountView[]>(
    `/accounts?search=${encodeURIComponent(search)}`,
    5000,
  )
  const act = (path: string, body: object = {}) => attempt(() => post(path, body)).then(askAgain)
  return (
    <section class="card">
      <div class="tools">
        <input
          type="search"
          aria-label={texts.searchAccounts}
          placeholder={texts.searchAccounts}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {accounts?.length === 0 && <p class="hint">{texts.nobodyFound}</p>}
      <ul class="plain">
        {accounts?.map(({ agentId, name, disabled, lastSeenAt, region, inVoice }) => (
          <li key={agentId} class="line person">
            <strong>{name || agentId}</strong>
            <span class="hint">
              {[
                disabled && texts.disabled,
                inVoice && texts.speaksIn,
                region ?? (lastSeenAt && texts.lastSeen(lastSeenAt)),
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
            {me.value?.role === 'owner' && (
              <span class="acts">
                <button type="button" onClick={() => act(`/accounts/${agentId}/end-sessions`)}>
                  {texts.endSessions}
                </button>
                <button
                  type="button"
                  onClick={() => act(`/accounts/${agentId}/disabled`, { disabled: !disabled })}
                >
                  {disabled ? texts.enable : texts.disable}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
