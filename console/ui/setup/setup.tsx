/** Set-up as a walk: what is done, what is missing, tested at a press, each with what to do and what to paste. */

import { useState } from 'preact/hooks'
import type { SetupTestResult } from '../../../src/protocol/admin/set-up-test.js'
import type { SecretName, Setup } from '../../../src/protocol/admin-api.js'
import { post } from '../../api.js'
import { attempt } from '../../console-state.js'
import type { SetupStepName } from '../../texts/english/setup/walk.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { Copied } from './copied.js'
import { SecretCard, type ShownSecrets, withSecrets } from './secret-card.js'
import { StepCard } from './step-card.js'
import { isServiceTest, nextStep, stepsOf, type TestedStep } from './steps.js'
import { testUdp } from './udp-test.js'

type LinesName = 'openSimIni' | 'webRtcIni' | 'regionsJson' | 'scriptNotecard' | 'turnserverConf'

/** What belongs to a step. */
const SECRETS: Partial<Record<SetupStepName, SecretName>> = {
  'region-called': 'vivoxAdminPassword',
  positions: 'regionSecret',
}
const LINES: Partial<Record<SetupStepName, readonly LinesName[]>> = {
  'region-called': ['openSimIni', 'webRtcIni'],
  positions: ['scriptNotecard'],
  'remote-admin': ['regionsJson'],
  turn: ['turnserverConf'],
}

export function SetupPage() {
  const [setup, askAgain] = usePolled<Setup>('/setup', 5000)
  /** Only this page knows the shown secrets, and forgets them when it is left. */
  const [shown, setShown] = useState<ShownSecrets>({})
  const [tests, setTests] = useState<Partial<Record<SetupStepName, TestedStep>>>({})
  const [running, setRunning] = useState<ReadonlySet<SetupStepName>>(new Set())
  if (!setup) return <p>{texts.loading}</p>
  const { checks, secrets, stun } = setup
  const steps = stepsOf(checks, tests)
  const next = nextStep(steps)
  const needed = steps.filter((step) => step.needed)
  const done = needed.filter(({ state }) => state === 'good').length
  const words = texts.setupWalk
  const isTested = (name: SetupStepName) => isServiceTest(name) || (name === 'media-port' && stun !== null)

  async function find(name: SetupStepName): Promise<SetupTestResult | undefined> {
    if (isServiceTest(name)) return post<SetupTestResult>(`/setup/test/${name}`, { browserTime: Date.now() })
    return stun === null ? undefined : { state: await testUdp(stun), findings: [], value: null }
  }

  async function test(name: SetupStepName): Promise<void> {
    setRunning((names) => new Set([...names, name]))
    try {
      const result = await find(name)
      const knownState = checks.find(({ code }) => code === name)?.state
      if (result) setTests((all) => ({ ...all, [name]: { ...result, at: Date.now(), knownState } }))
    } finally {
      setRunning((names) => new Set([...names].filter((one) => one !== name)))
    }
  }

  const testAll = () => Promise.all(steps.filter(({ name }) => isTested(name)).map(({ name }) => test(name)))

  return (
    <>
      <section class="card walk">
        <p>{words.intro}</p>
        <div class="line person">
          <progress max={needed.length} value={done} aria-label={words.progress(done, needed.length)} />
          <strong data-testid="setup-progress">{words.progress(done, needed.length)}</strong>
          <span class="acts">
            <button
              class="primary"
              type="button"
              data-testid="test-all"
              disabled={running.size > 0}
              onClick={() => attempt(testAll)}
            >
              {running.size > 0 ? words.testing : words.testAll}
            </button>
          </span>
        </div>
      </section>
      <ol class="plain">
        {steps.map((step) => {
          const secret = secrets.find(({ name }) => name === SECRETS[step.name])
          return (
            <StepCard
              key={step.name}
              step={step}
              isNext={step.name === next}
              isRunning={running.has(step.name)}
              onTest={isTested(step.name) ? () => attempt(() => test(step.name)) : undefined}
            >
              {secret && (
                <SecretCard
                  {...secret}
                  secret={shown[secret.name]}
                  onSecret={(value) => {
                    setShown({ ...shown, [secret.name]: value })
                    askAgain()
                  }}
                />
              )}
              {LINES[step.name]?.map((name) => (
                <section key={name} class="lines" data-testid={`lines-${name}`}>
                  <h3>{texts.lines[name]}</h3>
                  <p class="hint">{texts.linesHint[name]}</p>
                  <Copied text={withSecrets(setup[name], shown)} />
                </section>
              ))}
            </StepCard>
          )
        })}
      </ol>
    </>
  )
}
