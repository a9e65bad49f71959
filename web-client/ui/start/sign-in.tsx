/** "Who are you?": for residents without a link, where the operator offers another way to sign in. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { takeOpenIdAnswer } from '../../service/openid-answer.js'
import { SignInError, type SignInWays, signIn, signInWays } from '../../service/sign-in-client.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { LanguageChoice } from '../parts/language-choice.js'
import { CodeSignIn } from './code-sign-in.js'
import { GridPageSignIn, PasswordSignIn } from './named-sign-in.js'

const NONE: SignInWays = { code: false, codeByName: false, gridPassword: false, gridPage: false }

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
  useEffect(() => {
    const answer = takeOpenIdAnswer()
    if (answer === undefined) return void ask()
    attempt(async () => {
      ways.value = await signInWays()
      client.signedInAs(await signIn({ openId: answer }))
    })
  }, [])
  const { code, codeByName, gridPassword, gridPage } = ways.value ?? NONE
  const offered = code || codeByName || gridPassword || gridPage
  const way = { attempt, openAs: client.signedInAs }

  return (
    <>
      {problem.value && (
        <p class="notice" role="alert" data-testid="error">
          {problem.value}
        </p>
      )}
      {(code || codeByName) && <CodeSignIn {...way} listed={code} byName={codeByName} />}
      {gridPassword && <PasswordSignIn {...way} />}
      {gridPage && <GridPageSignIn attempt={attempt} />}
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
