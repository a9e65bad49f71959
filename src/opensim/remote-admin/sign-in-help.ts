/** What simulators do for signing in, each for those who stand in its own region: show a text, check a password of the grid. */

import { VoiceError } from '../../errors.js'
import { IN_WORLD_WORDS } from '../../pure/in-world-words.js'
import { type Avatar, type GridId, isSameRegion } from '../../voice/grids/grid.js'
import type { GridPasswords, Messenger } from '../../voice/ports.js'
import type { Whereabouts } from '../../voice/presence/located.js'
import type { AskedRegion } from './asked-region.js'
import type { RegionEntry } from './regions-file.js'
import { RemoteAdminFault } from './remote-admin-client.js'

type User = Parameters<GridPasswords['identify']>[0]

export interface SignInHelp {
  readonly messenger: Messenger
  readonly gridPasswords: GridPasswords
}

export function createSignInHelp(regions: () => readonly AskedRegion[], presence: Whereabouts): SignInHelp {
  function regionsOf(avatar: Avatar): readonly AskedRegion[] {
    const state = presence.find(avatar)
    return regions().filter((one) => {
      const region = one.region()
      return state !== undefined && region !== undefined && isSameRegion(region, state)
    })
  }

  const messengerOf = (avatar: Avatar) => regionsOf(avatar).find((one) => one.showsTexts())

  function candidates(grid: GridId, fullName: string) {
    const wanted = fullName.toLowerCase()
    return presence
      .list(grid)
      .filter(({ name, npc }) => !npc && name.toLowerCase() === wanted)
      .flatMap((avatar) =>
        regionsOf(avatar)
          .filter(({ entry }) => entry.gridPasswordSignIn)
          .map((region) => ({ avatar, region })),
      )
  }

  async function vouches({ client, entry, passwords }: AskedRegion, user: User): Promise<boolean> {
    try {
      return await client.authenticateUser(user)
    } catch (error) {
      if (!(error instanceof RemoteAdminFault)) throw error
      passwords.failed(error)
      throw faultFor(entry, error)
    }
  }

  return {
    messenger: {
      offered: (grid) => regions().some((one) => one.entry.grid === grid && one.showsTexts()),
      reaches: (avatar) => messengerOf(avatar) !== undefined,
      async alert(avatar, text) {
        const region = messengerOf(avatar)
        if (!region) throw new VoiceError('avatar-not-found', 'That avatar is not in-world any more.')
        try {
          await region.client.alertUser(avatar.agentId, text(IN_WORLD_WORDS[region.entry.language]))
        } catch (error) {
          if (!(error instanceof RemoteAdminFault)) throw error
          region.codes.failed(error)
          throw faultFor(region.entry, error)
        }
      },
    },
    gridPasswords: {
      offered: (grid) => regions().some((one) => one.entry.grid === grid && one.checksPasswords()),
      async identify(user) {
        const { grid } = user
        for (const { avatar, region } of candidates(grid, `${user.firstName} ${user.lastName}`)) {
          if (await vouches(region, user)) return { grid, agentId: avatar.agentId, name: avatar.name }
        }
        return undefined
      },
    },
  }
}

/** What a resident is told, with facts for the operator: whoever answers the request logs both in one line. */
function faultFor({ name }: RegionEntry, cause: RemoteAdminFault): VoiceError {
  const options = { cause, facts: { region: name, remoteAdmin: cause.message } }
  switch (cause.reason) {
    case 'method-not-enabled':
      return new VoiceError(
        'not-allowed',
        'That is not possible in this region: open a voice link in-world.',
        options,
      )
    case 'refused':
      return new VoiceError('avatar-not-found', 'That avatar is not in-world any more.', options)
    default:
      return new VoiceError(
        'simulator-unavailable',
        'The region does not answer at the moment: try again, or open a voice link in-world.',
        options,
      )
  }
}
