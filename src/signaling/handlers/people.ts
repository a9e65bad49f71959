/** People the page finds, blocks and tells the moderators about. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'

/** How many people a search finds at most. */
const MAX_FOUND = 20

/** @throws VoiceError `rate-limited` */
export function findPeople(connection: Connection, { text }: ClientMessages['find-people']): void {
  const { page, reach, searchBudget, send } = connection
  if (!searchBudget.spend()) throw new VoiceError('rate-limited', 'Too many searches: wait a moment.')
  const byPage = reach.residents.search(page.grid, text, MAX_FOUND)
  const known = new Set([page.agentId, ...byPage.map(({ agentId }) => agentId)])
  const inWorld = reach.inWorld(page.grid, text).filter(({ agentId }) => !known.has(agentId))
  const people = [...byPage, ...inWorld]
    .filter((found) => found.agentId !== page.agentId && reach.mayReach(page, found))
    .slice(0, MAX_FOUND)
    .map(({ agentId, name }) => ({ agentId, name }))
  send({ type: 'people-found', text, people })
}

export function doNotDisturb({ page, reach }: Connection, { on }: ClientMessages['do-not-disturb']): void {
  reach.residents.setDoNotDisturb(page, on)
}

/** @throws VoiceError `rate-limited`, `store-unwritable` */
export async function viewerHeadphones(
  { page, reach, searchBudget }: Connection,
  { headphones }: ClientMessages['viewer-headphones'],
): Promise<void> {
  if (!searchBudget.spend()) throw new VoiceError('rate-limited', 'Too many changes: wait a moment.')
  await reach.headphones.choose({ grid: page.grid, agentId: page.agentId }, headphones)
}

/** @throws VoiceError `not-allowed` for oneself, and for too many */
export function block({ page, reach }: Connection, { agentId, on }: ClientMessages['block']): void {
  const { blocks, nameOf } = reach
  if (on) blocks.add(page, agentId, nameOf({ grid: page.grid, agentId }))
  else blocks.lift(page, agentId)
}

/** @throws VoiceError `rate-limited`, `bad-request`, `store-unwritable` */
export async function complain(
  { page, reach, send }: Connection,
  { agentId: aboutId, words }: ClientMessages['complain'],
): Promise<void> {
  const { grid, agentId, name } = page
  const about = { aboutId, aboutName: reach.nameOf({ grid, agentId: aboutId }) }
  await reach.complaints.add({ grid, agentId, name, ...about, place: reach.placeOf(page), words })
  send({ type: 'complained', agentId: aboutId })
}
