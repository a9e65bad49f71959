/** The steps of the set-up, and how each stands: as the service knows, or as the last test found. Pure. */

import type { SetupTestName, SetupTestResult } from '../../../src/protocol/admin/set-up-test.js'
import type { Setup } from '../../../src/protocol/admin-api.js'
import { SETUP_TESTS } from '../../../src/pure/setup-tests.js'
import type { SetupStepName } from '../../texts/english/setup/walk.js'

/** From what everything else needs to what some need. */
const STEP_NAMES: readonly SetupStepName[] = [
  'clock',
  'public-url',
  'certificate',
  'region-called',
  'grid',
  'positions',
  'remote-admin',
  'sign-in-ways',
  'media-port',
  'turn',
]
/** Known only where they apply. */
const OPTIONAL: readonly SetupStepName[] = ['grid', 'sign-in-ways', 'media-port']

type Check = Setup['checks'][number]
export type StepState = Check['state']

export interface TestedStep extends SetupTestResult {
  /** Milliseconds since 1970. */
  readonly at: number
  /** How the service knew it at that time. */
  readonly knownState: StepState | undefined
}

export interface Step {
  readonly name: SetupStepName
  readonly state: StepState
  readonly findings: Check['findings']
  /** Whether something is missing as long as it is not good: TURN may be left out. */
  readonly needed: boolean
  /** The test that this stands on; `undefined`: what the service knows by itself. */
  readonly test: TestedStep | undefined
}

/** A test counts until the service knows something else than at its time. */
export function stepsOf(
  checks: readonly Check[],
  tests: Readonly<Partial<Record<SetupStepName, TestedStep>>>,
): Step[] {
  return STEP_NAMES.flatMap((name): Step[] => {
    const check = checks.find(({ code }) => code === name)
    if (!check && OPTIONAL.includes(name)) return []
    const last = tests[name]
    const test = last && last.knownState === check?.state ? last : undefined
    const state = test?.state ?? check?.state ?? 'unknown'
    const needed = name !== 'turn' || state !== 'unknown'
    return [{ name, state, findings: test ? found(test, check) : (check?.findings ?? []), needed, test }]
  })
}

/** The first that is wrong, or else the first that nobody knows: where to go on. */
export function nextStep(steps: readonly Step[]): SetupStepName | undefined {
  const unknown = steps.find(({ state, needed }) => state === 'unknown' && needed)
  return (steps.find(({ state }) => state === 'bad') ?? unknown)?.name
}

/** Whether the service tests a step; UDP is tested by the browser, and the ways to sign in show by themselves. */
export function isServiceTest(name: SetupStepName): name is SetupStepName & SetupTestName {
  return SETUP_TESTS.some((one) => one === name)
}

/** The ports to open are named, whatever a test found. */
function found(test: TestedStep, check: Check | undefined): Check['findings'] {
  return test.findings.length === 0 && test.state !== 'good' ? (check?.findings ?? []) : test.findings
}
