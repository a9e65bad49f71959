/** Changes the admin's own password; every role may do so, and stays signed in here. */

import { useState } from 'preact/hooks'
import { MIN_ADMIN_PASSWORD_LENGTH } from '../../../src/protocol/admin-password.js'
import { ApiFault, post } from '../../api.js'
import { say } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { refusalWords } from '../service-words.js'

export function OwnPassword({ onChanged }: { readonly onChanged: () => void }) {
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})

  async function change(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    try {
      await post('/session/password', Object.fromEntries(new FormData(form)))
      form.reset()
      setFaults({})
      say(texts.passwordChanged)
      onChanged()
    } catch (error) {
      if (!(error instanceof ApiFault)) return say(texts.outOfReach, true)
      const { faults: fields = [] } = error.fault
      setFaults(
        Object.fromEntries(
          fields.map(({ field, code }) => [
            field,
            texts.passwordFaults[code] ?? texts.faults.invalid ?? code,
          ]),
        ),
      )
      if (fields.length === 0) say(error.status === 429 ? texts.tooMany : refusalWords(error.fault), true)
    }
  }

  const field = (name: 'currentPassword' | 'password', label: string, autocomplete: string) => (
    <label>
      {label}
      <input
        name={name}
        type="password"
        required
        maxLength={200}
        minLength={name === 'password' ? MIN_ADMIN_PASSWORD_LENGTH : 1}
        autocomplete={autocomplete}
        aria-invalid={faults[name] !== undefined}
        aria-describedby={`${name}-fault`}
      />
      <span class="fault" id={`${name}-fault`} role="alert" data-testid={`${name}-fault`}>
        {faults[name]}
      </span>
    </label>
  )

  return (
    <section class="card">
      <h2>{texts.ownPassword}</h2>
      <form class="fields" onSubmit={change} data-testid="own-password">
        {field('currentPassword', texts.currentPassword, 'current-password')}
        {field('password', texts.newPassword, 'new-password')}
        <button type="submit">{texts.changePassword}</button>
      </form>
    </section>
  )
}
