/** Sign-in by name: with the grid's password here, or on the grid's own page. */

import type { JSX } from 'preact'
import { gridPageFor, signIn } from '../../service/sign-in-client.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { Attempt, WayProps } from './code-sign-in.js'

type Submitted = SubmitEvent & { currentTarget: HTMLFormElement }

/** What was typed into a field. */
const fieldOf = ({ currentTarget }: Submitted, name: string) =>
  String(new FormData(currentTarget).get(name) ?? '')

const nameOf = (event: Submitted) => ({
  firstName: fieldOf(event, 'firstName').trim(),
  lastName: fieldOf(event, 'lastName').trim(),
})

export function PasswordSignIn({ attempt, openAs }: WayProps) {
  const submit = (event: Submitted) => {
    event.preventDefault()
    const proof = { ...nameOf(event), password: fieldOf(event, 'password') }
    attempt(async () => openAs(await signIn(proof)))
  }
  return (
    <details class="sign-in">
      <summary data-testid="with-password">{panelTexts.withGridPassword}</summary>
      <form onSubmit={submit}>
        <NameFields />
        <label>
          {panelTexts.gridPassword}
          <input
            name="password"
            type="password"
            data-testid="grid-password"
            autocomplete="current-password"
            required
          />
        </label>
        <button type="submit" class="primary" data-testid="password-submit">
          {panelTexts.signIn}
        </button>
      </form>
    </details>
  )
}

/** The grid asks for the password on its own page, and sends the browser back. */
export function GridPageSignIn({ attempt }: { readonly attempt: Attempt }) {
  const submit = (event: Submitted) => {
    event.preventDefault()
    const who = nameOf(event)
    attempt(async () => location.assign(await gridPageFor(who)))
  }
  return (
    <details class="sign-in">
      <summary data-testid="with-grid-page">{panelTexts.withGridPage}</summary>
      <form onSubmit={submit}>
        <p class="hint">{panelTexts.gridPageHint}</p>
        <NameFields />
        <button type="submit" class="primary" data-testid="grid-page-submit">
          {panelTexts.goToGridPage}
        </button>
      </form>
    </details>
  )
}

function NameFields(): JSX.Element {
  return (
    <>
      <label>
        {panelTexts.firstName}
        <input name="firstName" data-testid="first-name" autocomplete="given-name" required />
      </label>
      <label>
        {panelTexts.lastName}
        <input name="lastName" data-testid="last-name" autocomplete="family-name" required />
      </label>
    </>
  )
}
