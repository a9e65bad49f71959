/** Asks before an act: on whom, for how long, and why. */

import { useEffect, useRef, useState } from 'preact/hooks'
import { format, texts } from '../../texts/texts.js'

/** What the dialog asks, and what is then done. */
export interface Question {
  readonly title: string
  readonly means: string
  readonly yes: string
  /** The lengths on offer, in minutes; none: it has no length. 0 lasts until it is taken back. */
  readonly lengths?: readonly number[]
  /** Whether it takes a reason, and who reads it. */
  readonly reason?: 'them' | 'log'
  readonly names?: readonly string[]
  readonly onYes: (answer: { readonly minutes?: number; readonly explanation?: string }) => void
}

export const MUTE_LENGTHS = [0, 10, 60, 24 * 60]
export const BAN_LENGTHS = [10, 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60, 365 * 24 * 60]
const NAMED = 5

export function ActDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { title, means, yes, lengths = [], reason, names = [] } = question
  const [minutes, setMinutes] = useState(lengths[0] === 0 ? 0 : (lengths[1] ?? 0))
  const [words, setWords] = useState('')
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="card act-dialog" aria-labelledby="act-title" onClose={onClose}>
      <form
        method="dialog"
        onSubmit={() => {
          const explanation = words.trim()
          question.onYes({
            ...(minutes > 0 && { minutes }),
            ...(explanation !== '' && { explanation }),
          })
        }}
      >
        <h2 id="act-title">{title}</h2>
        {names.length > 1 && (
          <p class="hint">
            {names.length > NAMED
              ? texts.andMore(names.slice(0, NAMED).join(', '), names.length - NAMED)
              : format.list(names)}
          </p>
        )}
        <p>{means}</p>
        {lengths.length > 0 && (
          <label>
            {texts.forHowLong}
            <select
              data-testid="act-length"
              value={minutes}
              onChange={({ currentTarget }) => setMinutes(Number(currentTarget.value))}
            >
              {lengths.map((length) => (
                <option key={length} value={length} selected={length === minutes}>
                  {length === 0 ? texts.untilTakenBack : format.lasting(length * 60)}
                </option>
              ))}
            </select>
          </label>
        )}
        {reason && (
          <label>
            {texts.reason}
            <input
              type="text"
              maxLength={300}
              data-testid="act-reason"
              value={words}
              onInput={({ currentTarget }) => setWords(currentTarget.value)}
            />
            <span class="hint">{reason === 'them' ? texts.reasonForThem : texts.reasonForLog}</span>
          </label>
        )}
        <div class="answers">
          <button type="button" onClick={() => dialog.current?.close()}>
            {texts.cancel}
          </button>
          <button type="submit" class="primary danger" data-testid="act-yes">
            {yes}
          </button>
        </div>
      </form>
    </dialog>
  )
}
