/** Calls in words. */

import type { CallEnd, CallMember, OwnCall } from '../../calls/calls.js'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { format } from '../../texts/texts.js'

/** How the state of a call is told to whoever watches the page from outside. */
const shownStates = {
  calling: 'ringing',
  answering: 'ringing',
  active: 'active',
  returning: 'active',
  ended: 'ended',
} as const satisfies Record<OwnCall['state'], string>

export const shownState = ({ state }: OwnCall) => shownStates[state]

export const takesPartIn = ({ state }: CallMember): boolean => state === 'joined' || state === 'lost'

export function namesOf(people: readonly { readonly name: string }[]): string {
  return format.list(people.map(({ name }) => isolated(name || panelTexts.calls.someone)))
}

export function sayCall(call: OwnCall): string {
  const { calls } = panelTexts
  switch (call.state) {
    case 'calling':
      return calls.calling(namesOf(call.others.filter(({ state }) => state === 'ringing')))
    case 'answering':
      return calls.answering
    case 'active':
      return calls.inCallWith(namesOf(call.others.filter(takesPartIn)))
    case 'returning':
      return calls.returning
    case 'ended':
      return call.end ? sayEnd(call.end) : calls.isOver
  }
}

export function sayEnd({ reason, by, words }: CallEnd): string {
  const { calls } = panelTexts
  const said = by || reason === 'elsewhere' ? calls.over[reason](isolated(by?.name ?? '')) : calls.isOver
  return words ? `${said} ${calls.says(isolated(words))}` : said
}
