/** The second step of a sign-in: a passkey, the code of an app, or a recovery code. */

import { useState } from 'preact/hooks'
import type { SecondFactorDue } from '../../../src/protocol/admin-second-factor.js'
import { ApiFault, post } from '../../api.js'
import { findOutWhoIAm } from '../../console-state.js'
import { texts } from '../../texts/texts.js'

interface SecondStepProps {
  readonly due: SecondFactorDue
  readonly onBack: (fault: string) => void
}

export function SecondStep({ due, onBack }: SecondStepProps) {
  const words = texts.secondFactor
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)

  async function prove(proof: () => Promise<object>): Promise<void> {
    setBusy(true)
    setFault('')
    try {
      await post('/session/second', { half: due.half, ...(await proof()) })
      await findOutWhoIAm()
      return
    } catch (error) {
      const code = error instanceof ApiFault ? error.fault.error : ''
      if (code === 'code-expired') return onBack(words.faults[code] ?? '')
      if (error instanceof ApiFault) setFault(words.faults[code] ?? texts.outOfReach)
      else setFault(error instanceof TypeError ? texts.outOfReach : words.noPasskey)
    }
    setBusy(false)
  }

  const withPasskey = () =>
    prove(async () => {
      const { askForPasskey } = await import('./passkey.js')
      return { passkey: await askForPasskey(due.passkey ?? {}) }
    })

  function withCode(event: SubmitEvent): void {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const code = String(new FormData(event.currentTarget).get('code'))
    void prove(async () => ({ code }))
  }

  return (
    <main class="center">
      <form class="card sign-in" onSubmit={withCode} data-testid="second-step">
        <h1>{words.title}</h1>
        {due.passkey && (
          <button
            class="primary"
            type="button"
            disabled={busy}
            data-testid="use-passkey"
            onClick={withPasskey}
          >
            {words.askPasskey}
          </button>
        )}
        <label>
          {due.ways.includes('totp') ? words.askCode : words.askRecovery}
          <input
            name="code"
            required
            maxLength={40}
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck={false}
            data-testid="second-code"
            aria-invalid={fault !== ''}
            // The field is what somebody came here for.
            ref={due.passkey ? null : (field) => field?.focus()}
          />
        </label>
        {fault && (
          <p class="fault" role="alert" data-testid="error">
            {fault}
          </p>
        )}
        <button
          class={due.passkey ? '' : 'primary'}
          type="submit"
          disabled={busy}
          data-testid="second-submit"
        >
          {texts.signIn}
        </button>
        <button type="button" onClick={() => onBack('')}>
          {words.back}
        </button>
      </form>
    </main>
  )
}
