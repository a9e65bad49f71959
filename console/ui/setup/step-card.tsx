/** One step of the set-up: what it is for, how it stands, what to do, and what to paste for it. */

import { type ComponentChildren, toChildArray } from 'preact'
import { useState } from 'preact/hooks'
import { moment, texts } from '../../texts/texts.js'
import { findingWords } from '../service-words.js'
import type { Step } from './steps.js'

const SIGNS = { good: '✓', bad: '✗', unknown: '?' } as const

export interface StepCardProps {
  readonly step: Step
  /** Where to go on. */
  readonly isNext: boolean
  readonly isRunning: boolean
  /** `undefined` where it shows by itself. */
  readonly onTest: (() => void) | undefined
  readonly children?: ComponentChildren
}

export function StepCard({ step, isNext, isRunning, onTest, children }: StepCardProps) {
  const { name, state, findings, test } = step
  const words = texts.setupWalk
  // What is done needs no room; what was opened stays open.
  const [open] = useState(state !== 'good')
  const hasMore = toChildArray(children).length > 0
  return (
    <li
      class={`card step check-${state}`}
      data-testid="check"
      data-code={name}
      data-state={state}
      data-tested={test !== undefined}
      aria-busy={isRunning}
    >
      <div class="person">
        <span class="sign" aria-hidden="true">
          {SIGNS[state]}
        </span>
        <h2>{words.steps[name].title}</h2>
        {isNext && <span class="client next-step">{words.next}</span>}
        {onTest && (
          <span class="acts">
            <button type="button" data-testid="test" disabled={isRunning} onClick={onTest}>
              {isRunning ? words.testing : words.test}
            </button>
          </span>
        )}
      </div>
      <p class="hint">{words.steps[name].why}</p>
      <p class="verdict" role="status">
        {isRunning ? words.testing : verdict(step)}
      </p>
      {findings.length > 0 && (
        <ul class={state === 'bad' ? 'plain cures' : 'plain hint'}>
          {findings.map((finding) => (
            <li key={`${finding.code}${finding.about}`}>{findingWords(finding)}</li>
          ))}
        </ul>
      )}
      {test && (
        <p class="hint">
          {[valueWords(step), words.tested(moment(test.at, { timeStyle: 'medium' }))]
            .filter(Boolean)
            .join(', ')}
        </p>
      )}
      {hasMore && (
        <details open={open}>
          <summary>{words.lines}</summary>
          {children}
        </details>
      )}
    </li>
  )
}

function verdict({ name, state, test }: Step): string {
  const { untested, good, bad } = texts.setupWalk.steps[name]
  const known = texts.checks[name]?.[state] ?? ''
  if (!test) return known || untested
  return (state === 'unknown' ? '' : { good, bad }[state]) || known
}

/** What the test measured. */
function valueWords({ name, test }: Step): string {
  const { days, apart, newest } = texts.setupWalk
  if (!test || test.value === null) return ''
  if (name === 'certificate') return test.value < 0 ? '' : days(test.value)
  if (name === 'clock') return apart(Math.abs(test.value))
  return name === 'positions' ? newest(Math.round(test.value)) : ''
}
