/** "Who are you?": for residents without a link, where the operator offers another way to sign in. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import {
  type AvatarChoice,
  type AvatarChoices,
  findAvatars,
  SignInError,
  type SignInWays,
  sendCode,
  signIn,
  signInWays,
} from '../../service/sign-in-client.js'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { LanguageChoice } from '../parts/language-choice.js'
import { Said } from '../parts/said.js'

export function SignIn({ client }: { client: VoiceClient }) {
  const ways = useSignal<SignInWays | undefined>(undefined)
  const problem = useSignal('')

  /** Runs an action, and shows what went wrong. */
  async function attempt(action: () => Promise<void>): Promise<void> {
    problem.value = ''
    try {
      await action()
    } catch (error) {
      problem.value = faultText(error)
      // A way that was offered a moment ago may have turned out not to work: the others stay.
      if (error instanceof SignInError && error.code === 'not-allowed') {
        ways.value = await signInWays().catch(() => ways.value)
      }
    }
  }

  const ask = () =>
    attempt(async () => {
      ways.value = await signInWays()
    })
  useEffect(() => void ask(), [])
  const offered = ways.value && (ways.value.code || ways.value.gridPassword)

  return (
    <>
      {problem.value && (
        <p class="notice" role="alert" data-testid="error">
          {problem.value}
        </p>
      )}
      {ways.value?.code && <CodeSignIn attempt={attempt} openAs={client.signedInAs} />}
      {ways.value?.gridPassword && <PasswordSignIn attempt={attempt} openAs={client.signedInAs} />}
      {ways.value && (
        <p class={offered ? 'hint' : 'notice'} data-testid="link-way">
          {offered ? panelTexts.orLink : panelTexts.onlyLink}
        </p>
      )}
      <button type="button" data-testid="go-on" onClick={() => client.again()}>
        {texts.tryAgain}
      </button>
      <LanguageChoice client={client} />
    </>
  )
}

/** In the resident's language for known codes; otherwise in the service's words. */
function faultText(error: unknown): string {
  if (!(error instanceof SignInError)) return panelTexts.signInUnreachable
  return panelTexts.signInFaults(error.triesLeft)[error.code] ?? texts.otherFault(error)
}

type Attempt = (action: () => Promise<void>) => Promise<void>

interface WayProps {
  readonly attempt: Attempt
  /** Goes on as that avatar. */
  readonly openAs: (agentId: string) => void
}

function CodeSignIn({ attempt, openAs }: WayProps) {
  const found = useSignal<AvatarChoices | undefined>(undefined)
  const chosen = useSignal<AvatarChoice | undefined>(undefined)
  const search = useSignal('')

  useEffect(() => {
    const wanted = search.value
    attempt(async () => {
      const choices = await findAvatars(wanted)
      if (search.value === wanted) found.value = choices
    })
  }, [search.value])

  const choose = (avatar: AvatarChoice) =>
    attempt(async () => {
      await sendCode(avatar.agentId)
      chosen.value = avatar
    })

  if (chosen.value) {
    const back = () => {
      chosen.value = undefined
    }
    return <CodeForm avatar={chosen.value} attempt={attempt} openAs={openAs} onBack={back} />
  }
  return (
    <section class="sign-in" data-testid="who-are-you" aria-labelledby="who-are-you">
      <h2 id="who-are-you">{panelTexts.whoAreYou}</h2>
      <p class="hint">{panelTexts.whoAreYouHint}</p>
      <input
        type="search"
        data-testid="avatar-search"
        aria-label={panelTexts.searchAvatar}
        placeholder={panelTexts.searchAvatar}
        value={search.value}
        onInput={(event) => {
          search.value = event.currentTarget.value
        }}
      />
      <ul class="choices">
        {found.value?.avatars.map((avatar) => (
          <li key={avatar.agentId}>
            <button
              type="button"
              dir="auto"
              data-testid="avatar-choice"
              data-agent-id={avatar.agentId}
              onClick={() => choose(avatar)}
            >
              {avatar.name}
            </button>
          </li>
        ))}
      </ul>
      {found.value?.avatars.length === 0 && (
        <p class="hint">{found.value.elsewhere ? panelTexts.noAvatarHere : panelTexts.noAvatar}</p>
      )}
      {found.value?.more && <p class="hint">{panelTexts.moreAvatars}</p>}
    </section>
  )
}

function CodeForm(props: WayProps & { avatar: AvatarChoice; onBack: () => void }) {
  const { avatar, attempt, openAs, onBack } = props
  const code = useSignal('')
  const { agentId } = avatar
  const submit = (event: Event) => {
    event.preventDefault()
    attempt(async () => openAs(await signIn({ agentId, code: code.value.replaceAll(/\s/g, '') })))
  }
  return (
    <form class="sign-in" onSubmit={submit}>
      <h2 id="code-label">
        <Said text={panelTexts.codeFor(isolated(avatar.name))} />
      </h2>
      <p class="hint">{panelTexts.codeHint}</p>
      <input
        class="code"
        data-testid="code"
        aria-labelledby="code-label"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={7}
        required
        ref={(input) => input?.focus()}
        value={code.value}
        onInput={(event) => {
          code.value = event.currentTarget.value
        }}
      />
      <button type="submit" class="primary" data-testid="code-submit">
        {panelTexts.signIn}
      </button>
      <button type="button" data-testid="code-back" onClick={onBack}>
        {panelTexts.notMe}
      </button>
    </form>
  )
}

function PasswordSignIn({ attempt, openAs }: WayProps) {
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const field = (name: string) => String(fields.get(name) ?? '').trim()
    const password = String(fields.get('password') ?? '')
    const proof = { firstName: field('firstName'), lastName: field('lastName'), password }
    attempt(async () => openAs(await signIn(proof)))
  }
  return (
    <details class="sign-in">
      <summary data-testid="with-password">{panelTexts.withGridPassword}</summary>
      <form onSubmit={submit}>
        <label>
          {panelTexts.firstName}
          <input name="firstName" data-testid="first-name" autocomplete="given-name" required />
        </label>
        <label>
          {panelTexts.lastName}
          <input name="lastName" data-testid="last-name" autocomplete="family-name" required />
        </label>
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
