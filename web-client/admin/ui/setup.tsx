/** Set-up help: what is missing, the lines to paste, and the secrets that simulators need. */

import { useState } from 'preact/hooks'
import type { Setup } from '../../../src/protocol/admin-api.js'
import { post } from '../api.js'
import { attempt, say } from '../console-state.js'
import { texts } from '../texts/texts.js'
import { usePolled } from './use-polled.js'

export function SetupPage() {
  const [setup] = usePolled<Setup>('/setup', 5000)
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
        <SecretCard key={secret.name} {...secret} />
      ))}
      {(['openSimIni', 'regionsJson', 'scriptNotecard', 'turnserverConf'] as const).map((name) => (
        <section key={name} class="card">
          <h2>{texts.lines[name]}</h2>
          <p class="hint">{texts.linesHint[name]}</p>
          <Copied text={lines[name]} />
        </section>
      ))}
    </>
  )
}

function Copied({ text }: { text: string }) {
  const copy = () => navigator.clipboard.writeText(text).then(() => say(texts.copied))
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <pre tabIndex={0}>{text}</pre>
      <button type="button" onClick={copy}>
        {texts.copy}
      </button>
    </>
  )
}

function SecretCard({ name, fixed }: Setup['secrets'][number]) {
  const [secret, setSecret] = useState('')
  const [asking, setAsking] = useState(false)
  const take = async (what: 'show' | 'renew') => {
    await attempt(async () => setSecret((await post<{ secret: string }>(`/secrets/${name}/${what}`)).secret))
    setAsking(false)
  }
  return (
    <section class="card" data-testid={`secret-${name}`}>
      <h2>{texts.secrets[name]}</h2>
      {fixed && <p class="hint">{texts.fixedSecret}</p>}
      {secret && (
        <>
          <p class="hint">{texts.shownOnce}</p>
          <Copied text={secret} />
          <button type="button" onClick={() => setSecret('')}>
            {texts.hide}
          </button>
        </>
      )}
      {!secret && (
        <button type="button" onClick={() => take('show')}>
          {texts.show}
        </button>
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
