/** A person in words: where they are, and what stands between them and the resident's ears. */

import { MAX_MESH_PEERS } from '../../../src/spatial/audible-set.js'
import type { Person } from '../../room/room-people.js'
import { format, texts } from '../../texts/texts.js'

/**
 * @param handPlace the place of their raised hand
 * @param full the page is connected to as many participants as it can be
 */
export function personWords(person: Person, full: boolean, handPlace?: number): string {
  const { distanceMetres, side, gain, muted, listensOnly, media, quality, trouble } = person
  const parts = [format.distance(distanceMetres)]
  if (side) parts.push(texts.side[side])
  if (handPlace) parts.push(texts.handRaised(handPlace))
  if (person.blocked) parts.push(texts.blocked)
  if (person.moderator) parts.push(texts.moderator)
  else if (person.floor) parts.push(texts.hasFloor)
  if (listensOnly) parts.push(texts.listensOnly)
  else if (muted) parts.push(texts.muted)
  if (person.effort !== 'talk' && !muted && !listensOnly) parts.push(texts.effort.others[person.effort])
  if (gain === 0) parts.push(texts.outOfRange)
  else if (!media) parts.push(full ? texts.othersNearer(MAX_MESH_PEERS) : texts.notConnected)
  if (trouble) parts.push(texts.trouble[trouble])
  // A good line needs no words.
  else if (quality && quality !== 'good') parts.push(texts.quality[quality])
  return parts.join(' · ')
}
