/** A button for what takes something away: it says what that means, and asks, before it acts. */

import { useState } from 'preact/hooks'
import { texts } from '../texts/texts.js'

export interface AskFirstProps {
  readonly label: string
  /** What the act means. */
  readonly means: string
  readonly yes: string
  readonly testId: string
  readonly onYes: () => unknown
}

export function AskFirst({ label, means, yes, testId, onYes }: AskFirstProps) {
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <button type="button" data-testid={testId} onClick={() => setAsked(true)}>
        {label}
      </button>
    )
  }
  return (
    <Question
      means={means}
      yes={yes}
      testId={testId}
      onYes={() => {
        setAsked(false)
        onYes()
      }}
      onNo={() => setAsked(false)}
    />
  )
}

export interface QuestionProps extends Omit<AskFirstProps, 'label'> {
  readonly onNo: () => void
}

export function Question({ means, yes, testId, onYes, onNo }: QuestionProps) {
  return (
    <div class="warning whole" role="alert">
      <p>{means}</p>
      <button class="primary" type="button" data-testid={`${testId}-yes`} onClick={onYes}>
        {yes}
      </button>
      <button type="button" onClick={onNo}>
        {texts.cancel}
      </button>
    </div>
  )
}
