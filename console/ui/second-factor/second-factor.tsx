/** An admin's own second factors: added with the password, removed with it, and the recovery codes, shown once. */

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { OwnFactors, RecoveryCodes, TotpBegun } from '../../../src/protocol/admin-second-factor.js'
import { ApiFault, post } from '../../api.js'
import { findOutWhoIAm, me, say } from '../../console-state.js'
import { moment, texts } from '../../texts/texts.js'
import { refusalWords } from '../service-words.js'
import { usePolled } from '../use-polled.js'

const PATH = '/session/second-factor'

type Step =
  | { readonly name: 'list' }
  /** The password is asked for, then the work goes on with it. */
  | {
      readonly name: 'password'
      readonly title: string
      readonly explanation: string
      readonly label: string | undefined
      readonly then: (currentPassword: string, label: string) => Promise<void>
    }
  | {
      readonly name: 'totp'
      readonly begun: TotpBegun
      readonly picture: JSX.Element
      readonly label: string
    }
  | { readonly name: 'codes'; readonly codes: readonly string[] }

const LIST: Step = { name: 'list' }

export function SecondFactor({ onChanged }: { readonly onChanged: () => void }) {
  const words = texts.secondFactor
  const [own, askOwn] = usePolled<OwnFactors>(PATH, 10_000)
  const [step, setStep] = useState<Step>(LIST)
  const [fault, setFault] = useState('')

  function go(next: Step): void {
    setFault('')
    setStep(next)
  }

  async function tried(work: () => Promise<void>): Promise<void> {
    try {
      setFault('')
      await work()
    } catch (error) {
      if (!(error instanceof ApiFault)) {
        setFault(error instanceof TypeError ? texts.outOfReach : words.noPasskey)
        return
      }
      const { faults, error: code } = error.fault
      setFault(words.faults[faults?.[0]?.code ?? code] ?? refusalWords(error.fault))
    }
  }

  function made({ recoveryCodes }: RecoveryCodes): void {
    say(words.added)
    askOwn()
    onChanged()
    if (recoveryCodes.length > 0) go({ name: 'codes', codes: recoveryCodes })
    else done()
  }

  /** The rest of the console opens only now: the codes would go with this page. */
  function done(): void {
    go(LIST)
    void findOutWhoIAm()
  }

  const askPassword = (
    title: string,
    then: (currentPassword: string, label: string) => Promise<void>,
    { label, explanation = '' }: { label?: string; explanation?: string } = {},
  ) => go({ name: 'password', title, then, label, explanation })

  const addTotp = () =>
    askPassword(
      words.addTotp,
      async (currentPassword, label) => {
        const begun = await post<TotpBegun>(`${PATH}/totp`, { currentPassword })
        const { drawQrCode } = await import('./qr-code.js')
        go({ name: 'totp', begun, picture: drawQrCode(begun.address, words.picture), label })
      },
      { label: words.labels.totp },
    )

  const addPasskey = () =>
    askPassword(
      words.addPasskey,
      async (currentPassword, label) => {
        const options = await post<object>(`${PATH}/passkey`, { currentPassword })
        const { makePasskey } = await import('./passkey.js')
        const passkey = await makePasskey(options)
        made(await post<RecoveryCodes>(`${PATH}/passkey/confirm`, { passkey, label }))
      },
      { label: words.labels.passkey },
    )

  const renewCodes = () =>
    askPassword(words.renewCodes, async (currentPassword) => {
      const { recoveryCodes } = await post<RecoveryCodes>(`${PATH}/recovery-codes`, { currentPassword })
      go({ name: 'codes', codes: recoveryCodes })
      askOwn()
    })

  const remove = (id: string, label: string) =>
    askPassword(
      `${texts.remove}: ${label}`,
      async (currentPassword) => {
        await post(`${PATH}/${encodeURIComponent(id)}/remove`, { currentPassword })
        say(words.removed)
        askOwn()
        onChanged()
        done()
      },
      { explanation: words.removeMeans },
    )

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    if (step.name === 'password') {
      void tried(() => step.then(String(form.get('currentPassword')), text('label')))
    } else if (step.name === 'totp') {
      const { label } = step
      void tried(async () =>
        made(await post<RecoveryCodes>(`${PATH}/totp/confirm`, { code: text('code'), label })),
      )
    }
  }

  return (
    <section class="card second-factor" data-testid="second-factor">
      <h2>{words.title}</h2>
      {me.value?.secondFactorMissing && <p class="warning">{words.missing}</p>}
      {step.name === 'list' && own && (
        <>
          <p class="hint">
            {own.factors.length === 0
              ? `${words.none} ${words.hint}`
              : words.codesLeft(own.recoveryCodesLeft)}
          </p>
          <ul class="plain">
            {own.factors.map(({ id, kind, label, lastUsedAt }) => (
              <li key={id} class="line person" data-testid="factor" data-kind={kind}>
                <strong>{label}</strong>
                <span class="hint">
                  {words.kinds[kind]},{' '}
                  {lastUsedAt === null ? words.neverUsed : words.lastUsed(moment(lastUsedAt))}
                </span>
                <span class="acts">
                  <button type="button" data-testid="factor-remove" onClick={() => remove(id, label)}>
                    {texts.remove}
                  </button>
                </span>
              </li>
            ))}
          </ul>
          <p class="buttons">
            <button type="button" data-testid="add-totp" onClick={addTotp}>
              {words.addTotp}
            </button>
            <button type="button" data-testid="add-passkey" onClick={addPasskey}>
              {words.addPasskey}
            </button>
            {own.factors.length > 0 && (
              <button type="button" data-testid="renew-codes" onClick={renewCodes}>
                {words.renewCodes}
              </button>
            )}
          </p>
        </>
      )}
      {(step.name === 'password' || step.name === 'totp') && (
        <form class="fields" onSubmit={submit} data-testid={`factor-${step.name}`}>
          {step.name === 'password' ? (
            <>
              <p class="whole">
                <strong>{step.title}</strong> {step.explanation}
              </p>
              {step.label !== undefined && (
                <label>
                  {words.label}
                  <input name="label" required maxLength={60} defaultValue={step.label} autocomplete="off" />
                </label>
              )}
              <label>
                {texts.currentPassword}
                <input
                  name="currentPassword"
                  type="password"
                  required
                  maxLength={200}
                  autocomplete="current-password"
                  aria-invalid={fault !== ''}
                />
              </label>
            </>
          ) : (
            <>
              <p class="whole">{words.scan}</p>
              {step.picture}
              <div>
                <p class="hint">{words.orType}</p>
                <code class="secret" data-testid="totp-secret">
                  {step.begun.secret}
                </code>
                <label>
                  {words.firstCode}
                  <input
                    name="code"
                    required
                    inputMode="numeric"
                    maxLength={10}
                    autocomplete="one-time-code"
                    aria-invalid={fault !== ''}
                  />
                </label>
              </div>
            </>
          )}
          {fault && (
            <p class="fault whole" role="alert" data-testid="factor-fault">
              {fault}
            </p>
          )}
          <p class="buttons whole">
            <button class="primary" type="submit">
              {step.name === 'password' ? words.goOn : words.confirm}
            </button>
            <button type="button" onClick={() => go(LIST)}>
              {texts.cancel}
            </button>
          </p>
        </form>
      )}
      {step.name === 'codes' && (
        <>
          <h3>{words.codesTitle}</h3>
          <p class="hint">{words.codesHint}</p>
          <ul class="codes" data-testid="recovery-codes">
            {step.codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <p class="buttons">
            <button
              type="button"
              onClick={() =>
                (navigator.clipboard?.writeText(step.codes.join('\n')) ?? Promise.reject()).then(
                  () => say(texts.copied),
                  () => say(texts.notCopied, true),
                )
              }
            >
              {texts.copy}
            </button>
            <button class="primary" type="button" data-testid="codes-done" onClick={done}>
              {words.codesDone}
            </button>
          </p>
        </>
      )}
    </section>
  )
}
