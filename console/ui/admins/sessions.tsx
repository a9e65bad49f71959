/** Where admins are signed in, each with an end; one's own, and for owners those of everybody. */

import type { KeyView } from '../../../src/protocol/admin-api.js'
import { post } from '../../api.js'
import { attempt, findOutWhoIAm, may, me } from '../../console-state.js'
import { moment, texts } from '../../texts/texts.js'
import { AskFirst } from '../ask-first.js'
import { browserName } from '../browser-name.js'

/** A use is stored at most once a minute. */
const NOW_MS = 2 * 60_000

export interface SessionsProps {
  readonly keys: readonly KeyView[]
  readonly onChanged: () => void
}

export function OwnSessions({ keys, onChanged }: SessionsProps) {
  const own = keys.filter(({ kind, adminName }) => kind === 'session' && adminName === me.value?.name)
  return (
    <section class="card" data-testid="own-sessions">
      <h2>{texts.adminWords.yourSessions}</h2>
      <ul class="plain">
        {own
          .toSorted((a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt - a.lastUsedAt)
          .map((session) => (
            <SessionLine key={session.id} session={session} onChanged={onChanged} />
          ))}
      </ul>
      <button type="button" onClick={() => post('/session/end-all').finally(findOutWhoIAm)}>
        {texts.signOutEverywhere}
      </button>
    </section>
  )
}

export function OthersSessions({ keys, onChanged }: SessionsProps) {
  const words = texts.adminWords
  const others = keys.filter(({ kind, adminName }) => kind === 'session' && adminName !== me.value?.name)
  const names = [...new Set(others.map(({ adminName }) => adminName))]
  return (
    <section class="card" data-testid="others-sessions">
      <h2>{words.othersSessions}</h2>
      {names.length === 0 && <p class="hint">{words.nobodyElse}</p>}
      {names.map((name) => (
        <section key={name}>
          <h3 class="person">
            <bdi>{name}</bdi>
            <span class="acts">
              {may('POST /admins/:name/end-sessions') && (
                <AskFirst
                  label={words.endAllOf(name)}
                  means={words.endAllMeans(name)}
                  yes={words.endYes}
                  testId="end-all-of"
                  onYes={() =>
                    attempt(() => post(`/admins/${encodeURIComponent(name)}/end-sessions`)).then(onChanged)
                  }
                />
              )}
            </span>
          </h3>
          <ul class="plain">
            {others
              .filter(({ adminName }) => adminName === name)
              .toSorted((a, b) => b.lastUsedAt - a.lastUsedAt)
              .map((session) => (
                <SessionLine key={session.id} session={session} onChanged={onChanged} />
              ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function SessionLine({ session, onChanged }: { readonly session: KeyView; readonly onChanged: () => void }) {
  const { id, label, address, createdAt, lastUsedAt, current } = session
  const words = texts.adminWords
  return (
    <li class="line person" data-testid="admin-session" data-current={current}>
      <strong title={label}>{browserName(label) || '–'}</strong>
      <span class="hint">
        {[
          words.from(address),
          words.since(moment(createdAt)),
          current ? words.thisBrowser : usedWords(lastUsedAt),
        ].join(', ')}
      </span>
      <span class="acts">
        {current ? (
          <button type="button" onClick={() => post('/session/end').finally(findOutWhoIAm)}>
            {texts.signOut}
          </button>
        ) : (
          <AskFirst
            label={words.end}
            means={words.endMeans}
            yes={words.endYes}
            testId="session-end"
            onYes={() => attempt(() => post(`/keys/${id}/revoke`)).then(onChanged)}
          />
        )}
      </span>
    </li>
  )
}

export function usedWords(lastUsedAt: number): string {
  const { lastUsed, lastUsedNow } = texts.adminWords
  return Date.now() - lastUsedAt < NOW_MS ? lastUsedNow : lastUsed(moment(lastUsedAt))
}
