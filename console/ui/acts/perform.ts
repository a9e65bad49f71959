/** Acts on people: sent to the service room by room, told, and taken back for ten seconds. */

import type { RoomActs, RoomActsDone } from '../../../src/protocol/admin-people.js'
import { ApiFault, post } from '../../api.js'
import { may, say, sayDone } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { refusalWords } from '../service-words.js'

/** Whom an act is about. */
export interface Subject {
  readonly agentId: string
  readonly name: string
  readonly channelId: number
}

/** An observer looks on. */
export const moderates = () => may('POST /rooms/:id/acts')

export type Wanted = Pick<RoomActs, 'act' | 'minutes' | 'explanation'>

/** What people are called together: one by name, several by their number. */
export function calledTogether(people: readonly Pick<Subject, 'name'>[]): string {
  const [first] = people
  return first && people.length === 1 ? first.name : texts.people(people.length)
}

/** Does it to people, in whichever rooms they are. @param askAgain called when something has changed */
export async function actOn(
  people: readonly Subject[],
  wanted: Wanted,
  askAgain: () => void,
): Promise<boolean> {
  const ids = [...new Set(people.map(({ channelId }) => channelId))]
  const requests = ids.map((id) => ({
    id,
    body: {
      ...wanted,
      agentIds: people.filter(({ channelId }) => channelId === id).map(({ agentId }) => agentId),
    },
  }))
  return send(requests, wanted.act, calledTogether(people), askAgain)
}

/** Does it to a whole room. */
export function actOnRoom(
  { id, name }: { readonly id: number; readonly name: string },
  act: RoomActs['act'],
  askAgain: () => void,
): Promise<boolean> {
  return send([{ id, body: { act } }], act, name, askAgain)
}

async function send(
  requests: readonly { readonly id: number; readonly body: RoomActs }[],
  act: RoomActs['act'],
  who: string,
  askAgain: () => void,
): Promise<boolean> {
  const sent = await Promise.allSettled(
    requests.map(({ id, body }) => post<RoomActsDone>(`/rooms/${id}/acts`, body)),
  )
  askAgain()
  const done = sent.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = sent.find((one) => one.status === 'rejected')
  if (failed) {
    say(failed.reason instanceof ApiFault ? refusalWords(failed.reason.fault) : texts.outOfReach, true)
    if (done.length === 0) return false
  }
  const undos = done.flatMap(({ undo }) => undo ?? [])
  const told = texts.did[act](who)
  if (undos.length === 0) {
    if (!failed) say(told)
    return true
  }
  sayDone(told, {
    done: act === 'ban' ? texts.tookBackBan : texts.tookBack,
    async run() {
      for (const id of undos) await post(`/acts/${id}/undo`)
      askAgain()
    },
  })
  return true
}
