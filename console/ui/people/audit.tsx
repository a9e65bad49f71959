/** The audit log, newest first; a change of channels can be undone. */

import { useState } from 'preact/hooks'
import type { AuditView } from '../../../src/protocol/admin-api.js'
import { post } from '../../api.js'
import { attempt } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'

export function AuditPage() {
  const [search, setSearch] = useState('')
  const [entries, askAgain] = usePolled<AuditView[]>(`/audit?search=${encodeURIComponent(search)}`, 5000)
  return (
    <section class="card">
      <div class="tools">
        <input
          type="search"
          aria-label={texts.searchAudit}
          placeholder={texts.searchAudit}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <ul class="plain">
        {entries?.map(({ id, at, actor, address, act, subject, undoneBy, undoable }) => (
          <li key={id} class="line person">
            <strong>
              {texts.acts[act] ?? act} {subject}
            </strong>
            <span class="hint">
              {texts.time(at)}, {actor}, {address} {undoneBy !== null && texts.undone}
            </span>
            {undoable && (
              <span class="acts">
                <button type="button" onClick={() => attempt(() => post(`/audit/${id}/undo`)).then(askAgain)}>
                  {texts.undo}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
