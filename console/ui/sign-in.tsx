/** Signs in to the console. */

import { useState } from 'preact/hooks'
import type { Me } from '../../src/protocol/admin-api.js'
import type { SecondFactorDue } from '../../src/protocol/admin-second-factor.js'
import { ApiFault, post } from '../api.js'
import { findOutWhoIAm } from '../console-state.js'
import { texts } from '../texts/texts.js'
import { LanguageChoice } from './language-choice.js'
import { SecondStep } from './second-factor/second-step.js'

export function SignIn() {
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const [due, setDue] = useState<SecondFactorDue | undefined>(undefined)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setFault('')
    try {
      const credentials = { name: String(form.get('name')), password: String(form.get('password')) }
      const answer = await post<Me | SecondFactorDue>('/session', credentials)
      if ('half' in answer) setDue(answer)
      else await findOutWhoIAm()
    } catch (error) {
      const code = error instanceof ApiFault ? error.fault.error : ''
      const faults: Record<string, string> = {
        'wrong-credentials': texts.wrongPassword,
        'rate-limited': texts.tooMany,
        'too-busy': texts.tooBusy,
      }
      setFault(faults[code] ?? texts.outOfReach)
    }
    setBusy(false)
  }

  if (due) {
    return (
      <SecondStep
        due={due}
        onBack={(why) => {
          setDue(undefined)
          setFault(why)
        }}
      />
    )
  }
  return (
    <main class="center">
      <form class="card sign-in" onSubmit={submit}>
        <h1>{texts.title}</h1>
        <label>
          {texts.name}
          <input name="name" autocomplete="username" required data-testid="admin-user" />
        </label>
        <label>
          {texts.password}
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
            data-testid="admin-password"
          />
        </label>
        {fault && (
          <p class="fault" role="alert" data-testid="error">
            {fault}
          </p>
        )}
        <button class="primary" type="submit" disabled={busy} data-testid="admin-sign-in">
          {texts.signIn}
        </button>
        <LanguageChoice />
      </form>
    </main>
  )
}
