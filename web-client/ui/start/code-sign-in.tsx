/** Sign-in by code: the avatar is chosen from a list or named, and its viewer shows six digits. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import {
  type AvatarChoice,
  type AvatarChoices,
  findAvatars,
  sendCode,
  signIn,
} from '../../service/sign-in-client.js'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { Said } from '../parts/said.js'

/** Runs an action, and shows what went wrong. */
export type Attempt = (action: () => Promise<void>) => Promise<void>

export interface WayProps {
  readonly attempt: Attempt
  /** Goes on as that avatar. */
  readonly openAs: (agentId: string) => void
}

interface CodeSignInProps extends WayProps {
  /** Avatars in-world are listed. */
  readonly listed: boolean
  /** Any avatar in-world may be named. */
  readonly byName: boolean
}

export function CodeSignIn({ attempt, openAs, listed, byName }: CodeSignInProps) {
  const found = useSignal<AvatarChoices | undefined>(undefined)
  const chosen = useSignal<AvatarChoice | undefined>(undefined)
  const search = useSignal('')

  useEffect(() => {
    const wanted = search.value
    if (!listed) return
    attempt(async () => {
      const choices = await findAvatars(wanted)
      if (search.value === wanted) found.value = choices
    })
  }, [search.value])

  const choose = (who: Parameters<typeof sendCode>[0]) =>
    attempt(async () => {
      chosen.value = await sendCode(who)
    })
  const submit = (event: Event) => {
    event.preventDefault()
    const name = search.value.trim()
    if (byName && name) choose({ name })
  }

  if (chosen.value) {
    const back = () => {
      chosen.value = undefined
    }
    return <CodeForm avatar={chosen.value} attempt={attempt} openAs={openAs} onBack={back} />
  }
  return (
    <section class="sign-in" data-testid="who-are-you" aria-labelledby="who-are-you">
      <h2 id="who-are-you">{panelTexts.whoAreYou}</h2>
      <p class="hint">{byName ? panelTexts.byNameHint : panelTexts.whoAreYouHint}</p>
      <form class="avatar-name" onSubmit={submit}>
        <input
          type="search"
          data-testid="avatar-search"
          aria-label={byName ? panelTexts.avatarName : panelTexts.searchAvatar}
          placeholder={byName ? panelTexts.avatarName : panelTexts.searchAvatar}
          maxLength={255}
          autocomplete="username"
          required={byName}
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value
          }}
        />
        {byName && (
          <button type="submit" class="primary" data-testid="send-code">
            {panelTexts.sendCode}
          </button>
        )}
      </form>
      <ul class="choices">
        {found.value?.avatars.map((avatar) => (
          <li key={avatar.agentId}>
            <button
              type="button"
              dir="auto"
              data-testid="avatar-choice"
              data-agent-id={avatar.agentId}
              onClick={() => choose({ agentId: avatar.agentId })}
            >
              {avatar.name}
            </button>
          </li>
        ))}
      </ul>
      {found.value?.avatars.length === 0 && !byName && (
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
      {avatar.home && (
        <p class="hint" data-testid="visitor-home">
          <Said text={panelTexts.visitorFrom(isolated(avatar.home))} />
        </p>
      )}
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
