/** What can be done with a person: each part that offers something has its function here. */

import { chatActions } from '../../chat/person-actions.js'
import { createFloorActions } from '../../floor/floor-actions.js'
import type { PersonAction } from '../../room/person-action.js'
import type { Person } from '../../room/room-people.js'
import type { VoiceClient } from '../../voice-client.js'

export function personActions(client: VoiceClient, person: Person): readonly PersonAction[] {
  const { calls, chat, floor, panel } = client
  const offers = [calls.actionsFor, chatActions(chat), createFloorActions(floor, client, panel)]
  return offers.flatMap((actions) => actions(person))
}
