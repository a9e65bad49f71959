/** Tokens for programs: made with a role, shown once, ended. */

import { useState } from 'preact/hooks'
import type { IssuedToken, KeyView } from '../../../src/protocol/admin-api.js'
import { post } from '../../api.js'
import { attempt, may } from '../../console-state.js'
import { moment, texts } from '../../texts/texts.js'
import { AskFirst } from '../ask-first.js'
import { RoleField } from './role-field.js'
import { usedWords } from './sessions.js'

export interface TokensProps {
  readonly keys: readonly KeyView[]
  readonly onChanged: () => void
}

export function Tokens({ keys, onChanged }: TokensProps) {
  const [secret, setSecret] = useState('')
  const words = texts.adminWords
  const tokens = keys.filter(({ kind }) => kind === 'token')
  const makes = may('POST /tokens')
  if (!makes && tokens.length === 0) return null

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const entries = Object.fromEntries(new FormData(event.currentTarget))
    await attempt(async () => setSecret((await post<IssuedToken>('/tokens', entries)).token))
    onChanged()
  }

  return (
    <section class="card" data-testid="tokens">
      <h2>{texts.tokens}</h2>
      <p class="hint">{texts.tokensHint}</p>
      {tokens.length === 0 && <p class="hint">{words.noTokens}</p>}
      <ul class="plain">
        {tokens.map(({ id, label, adminName, role, createdAt, lastUsedAt }) => (
          <li key={id} class="line person">
            <strong>
              <bdi>{label}</bdi>
            </strong>
            <span class="hint">
              {[
                words.roles[role],
                words.tokenOf(adminName),
                words.since(moment(createdAt)),
                usedWords(lastUsedAt),
              ].join(', ')}
            </span>
            <span class="acts">
              <AskFirst
                label={words.end}
                means={words.endTokenMeans}
                yes={words.endYes}
                testId="token-end"
                onYes={() => attempt(() => post(`/keys/${id}/revoke`)).then(onChanged)}
              />
            </span>
          </li>
        ))}
      </ul>
      {secret && (
        <>
          <p>{texts.tokenShownOnce}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
          <pre tabIndex={0}>{secret}</pre>
        </>
      )}
      {makes && (
        <form class="fields" onSubmit={make}>
          <label>
            {texts.tokenFor}
            <input name="label" required maxLength={100} autocomplete="off" />
          </label>
          <RoleField />
          <button type="submit">{texts.makeToken}</button>
        </form>
      )}
    </section>
  )
}
