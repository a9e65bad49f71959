/** The buttons for acts on people, one or many: some ask first, all the others can be taken back. */

import { useState } from 'preact/hooks'
import type { RoomActs } from '../../../src/protocol/admin-people.js'
import { texts } from '../../texts/texts.js'
import { ActDialog, BAN_LENGTHS, MUTE_LENGTHS, type Question } from './act-dialog.js'
import { actOn, calledTogether, type Subject } from './perform.js'

export type PeopleAct = Exclude<RoomActs['act'], 'mute-all' | 'unmute-all' | 'lock' | 'unlock'>
const ASKING = ['mute', 'mute-writing', 'kick', 'ban'] as const
type Asking = (typeof ASKING)[number]
const asks = (act: PeopleAct): act is Asking => ASKING.some((one) => one === act)

export interface PersonActsProps {
  readonly people: readonly Subject[]
  readonly acts: readonly PeopleAct[]
  readonly askAgain: () => void
  readonly onDone?: () => void
}

export function PersonActs({ people, acts, askAgain, onDone }: PersonActsProps) {
  const [question, setQuestion] = useState<Question | undefined>(undefined)

  function perform(act: PeopleAct, answer: { minutes?: number; explanation?: string } = {}): void {
    actOn(people, { act, ...answer }, askAgain).then((did) => did && onDone?.())
  }

  function ask(act: Asking): void {
    setQuestion({
      title: texts.ask[act](calledTogether(people)),
      means: texts.means[act],
      yes: texts.yes[act],
      names: people.map(({ name }) => name),
      reason: act === 'kick' || act === 'ban' ? 'them' : 'log',
      ...(act !== 'kick' && { lengths: act === 'ban' ? BAN_LENGTHS : MUTE_LENGTHS }),
      onYes: (answer) => perform(act, answer),
    })
  }

  return (
    <>
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          class={act === 'kick' || act === 'ban' ? 'danger' : ''}
          data-testid={`act-${act}`}
          onClick={() => (asks(act) ? ask(act) : perform(act))}
        >
          {texts.act[act]}
        </button>
      ))}
      {question && <ActDialog question={question} onClose={() => setQuestion(undefined)} />}
    </>
  )
}
