/** The console's own users: admins, where they are signed in, and tokens for programs. */

import { useState } from 'preact/hooks'
import type { AdminView, IssuedToken, KeyView } from '../../../src/protocol/admin-api.js'
import { MIN_ADMIN_PASSWORD_LENGTH } from '../../../src/protocol/admin-password.js'
import { post } from '../../api.js'
import { attempt, findOutWhoIAm, me } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { browserName } from '../browser-name.js'
import { usePolled } from '../use-polled.js'
import { OwnPassword } from './own-password.js'

export function AdminsPage() {
  const owner = me.value?.role === 'owner'
  const [admins, askAdmins] = usePolled<AdminView[]>(owner ? '/admins' : undefined, 10_000)
  const [keys, askKeys] = usePolled<KeyView[]>('/keys', 10_000)
  const [token, setToken] = useState('')
  const act = (path: string, body: object = {}) =>
    attempt(() => post(path, body)).then((done) => {
      askAdmins()
      askKeys()
      return done
    })

  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const entries = Object.fromEntries(new FormData(form))
    if (await act('/admins', entries)) form.reset()
  }

  async function makeToken(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const entries = Object.fromEntries(new FormData(event.currentTarget))
    await attempt(async () => setToken((await post<IssuedToken>('/tokens', entries)).token))
    askKeys()
  }

  return (
    <>
      {owner && (
        <section class="card">
          <h2>{texts.admins}</h2>
          <ul class="plain">
            {admins?.map(({ name, role }) => (
              <li key={name} class="line person">
                <strong>{name}</strong> <span class="hint">{texts.roles[role]}</span>
                {name !== 'admin' && (
                  <span class="acts">
                    <button type="button" onClick={() => act(`/admins/${encodeURIComponent(name)}/remove`)}>
                      {texts.remove}
                    </button>
                  </span>
                )}
              </li>
            ))}
          </ul>
          <form class="fields" onSubmit={add}>
            <label>
              {texts.name}
              <input name="name" required maxLength={64} autocomplete="off" />
            </label>
            <label>
              {texts.newPassword}
              <input
                name="password"
                type="password"
                required
                minLength={MIN_ADMIN_PASSWORD_LENGTH}
                autocomplete="new-password"
              />
            </label>
            <RoleChoice />
            <button type="submit">{texts.addAdmin}</button>
          </form>
        </section>
      )}
      <section class="card">
        <h2>{texts.sessions}</h2>
        <ul class="plain">
          {keys?.map(({ id, kind, adminName, label, address, lastUsedAt, current, role }) => (
            <li key={id} class="line person">
              <strong>
                {adminName}: {kind === 'token' ? `${label} (${texts.token}, ${texts.roles[role]})` : address}
              </strong>
              <span class="hint" title={label}>
                {[
                  kind === 'session' && browserName(label),
                  texts.lastSeen(lastUsedAt),
                  current && texts.thisOne,
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
              {!current && (
                <span class="acts">
                  <button type="button" onClick={() => act(`/keys/${id}/revoke`)}>
                    {texts.revoke}
                  </button>
                </span>
              )}
            </li>
          ))}
        </ul>
        <button type="button" onClick={() => post('/session/end-all').finally(findOutWhoIAm)}>
          {texts.signOutEverywhere}
        </button>
      </section>
      <OwnPassword onChanged={askKeys} />
      {owner && (
        <section class="card">
          <h2>{texts.tokens}</h2>
          <p class="hint">{texts.tokensHint}</p>
          {token && (
            <>
              <p>{texts.tokenShownOnce}</p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
              <pre tabIndex={0}>{token}</pre>
            </>
          )}
          <form class="fields" onSubmit={makeToken}>
            <label>
              {texts.tokenFor}
              <input name="label" required maxLength={100} autocomplete="off" />
            </label>
            <RoleChoice />
            <button type="submit">{texts.makeToken}</button>
          </form>
        </section>
      )}
    </>
  )
}

function RoleChoice() {
  return (
    <label>
      {texts.role}
      <select name="role">
        <option value="moderator">{texts.roles.moderator}</option>
        <option value="owner">{texts.roles.owner}</option>
      </select>
    </label>
  )
}
