/** Several ways to reach avatars in-world as one: they are tried in their order. */

import { VoiceError } from '../../errors.js'
import type { Messenger } from '../ports.js'

export function firstThatReaches(messengers: readonly Messenger[]): Messenger {
  return {
    offered: (grid) => messengers.some((one) => one.offered(grid)),
    reaches: (avatar) => messengers.some((one) => one.reaches(avatar)),
    async alert(avatar, text) {
      let fault = new VoiceError('avatar-not-found', 'That avatar is not in-world any more.')
      for (const messenger of messengers.filter((one) => one.reaches(avatar))) {
        try {
          return await messenger.alert(avatar, text)
        } catch (error) {
          if (!(error instanceof VoiceError)) throw error
          fault = error
        }
      }
      throw fault
    },
  }
}
