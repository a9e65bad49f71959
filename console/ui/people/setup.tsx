/** Set-up help: what is missing, the lines to paste, and the secrets that simulators need. */

import { useState } from 'preact/hooks'
import { SECRET_PLACES, type SecretName, type Setup } from '../../../src/protocol/admin-api.js'
import { post } from '../../api.js'
import { attempt, say } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'

type ShownSecrets = Readonly<Partial<Record<SecretName, string>>>

export function SetupPage() {
  const [setup, askAgain] = usePolled<Setup>('/setup', 5000)
  /** Only this page knows the shown secrets, and forgets them when it is left. */
  const [shown, setShown] = useState<ShownSecrets>({})
  if (!setup) return <p>{texts.loading}</p>
  const { checks, secrets, ...lines } = setup
  return (
    <>
      <section class="card">
        <h2>{texts.whatIsMissing}</h2>
        <ul class="plain">
          {checks.map(({ code, state, detail }) => (
            <li
              key={code}
              class={`line check-${state}`}
              data-testid="check"
              data-code={code}
              data-state={state}
            >
              <span aria-hidden="true">{{ good: '✓', bad: '✗', unknown: '?' }[state]}</span>{' '}
              {texts.check(code, state)}
              {detail && <p class="hint">{detail}</p>}
            </li>
          ))}
        </ul>
      </section>
      {secrets.map((secret) => (
        <SecretCard
          key={secret.name}
          {...secret}
          secret={shown[secret.name]}
          onSecret={(value) => {
            setShown({ ...shown, [secret.name]: value })
            askAgain()
          }}
        />
      ))}
      {(['openSimIni', 'webRtcIni', 'regionsJson', 'scriptNotecard', 'turnserverConf'] as const).map(
        (name) => (
          <section key={name} class="card" data-testid={`lines-${name}`}>
            <h2>{texts.lines[name]}</h2>
            <p class="hint">{texts.linesHint[name]}</p>
            <Copied text={withSecrets(lines[name], shown)} />
          </section>
        ),
      )}
    </>
  )
}

/** The lines are complete while their secret is shown. */
function withSecrets(lines: string, { regionSecret, vivoxAdminPassword }: ShownSecrets): string {
  let text = lines
  if (regionSecret !== undefined) {
    // URLs first: a secret with unusual characters is escaped there.
    text = text
      .replaceAll(`/voice/${SECRET_PLACES.regionSecret}`, `/voice/${encodeURIComponent(regionSecret)}`)
      .replaceAll(SECRET_PLACES.regionSecret, regionSecret)
  }
  return vivoxAdminPassword === undefined
    ? text
    : text.replaceAll(SECRET_PLACES.vivoxAdminPassword, vivoxAdminPassword)
}

function Copied({ text }: { readonly text: string }) {
  const copy = () =>
    // Pages without https have no clipboard.
    (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
      () => say(texts.copied),
      () => say(texts.notCopied, true),
    )
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <pre tabIndex={0}>{text}</pre>
      <button type="button" data-testid="copy" onClick={copy}>
        {texts.copy}
      </button>
    </>
  )
}

type SecretCardProps = Setup['secrets'][number] & {
  /** The secret, while it is shown. */
  readonly secret: string | undefined
  readonly onSecret: (secret: string | undefined) => void
}

function SecretCard({ name, fixed, shown, secret, onSecret }: SecretCardProps) {
  const [asking, setAsking] = useState(false)
  const take = async (what: 'show' | 'renew') => {
    await attempt(async () => onSecret((await post<{ secret: string }>(`/secrets/${name}/${what}`)).secret))
    setAsking(false)
  }
  return (
    <section class="card" data-testid={`secret-${name}`}>
      <h2>{texts.secrets[name]}</h2>
      {fixed && <p class="hint">{texts.fixedSecret}</p>}
      {secret !== undefined && (
        <>
          <p class="hint">{texts.shownOnce}</p>
          <Copied text={secret} />{' '}
          <button type="button" onClick={() => onSecret(undefined)}>
            {texts.hide}
          </button>{' '}
        </>
      )}
      {secret === undefined && shown && !fixed && <p class="hint">{texts.shownBefore}</p>}
      {secret === undefined && !shown && (
        <>
          <button type="button" data-testid="show" onClick={() => take('show')}>
            {texts.show}
          </button>{' '}
        </>
      )}
      {!fixed && !asking && (
        <button type="button" data-testid="renew" onClick={() => setAsking(true)}>
          {texts.renew}
        </button>
      )}
      {asking && (
        <div class="warning" role="alert">
          <p>{texts.renewMeans[name]}</p>
          <button class="primary" type="button" data-testid="renew-yes" onClick={() => take('renew')}>
            {texts.renewYes}
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            {texts.cancel}
          </button>
        </div>
      )}
    </section>
  )
}
