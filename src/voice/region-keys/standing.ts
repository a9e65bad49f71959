/** Whether an avatar stands in the regions of whoever asks for it, as far as others than its own viewer tell. */

import { VoiceError } from '../../errors.js'
import type { Avatar, Region } from '../grids/grid.js'
import type { Whereabouts } from '../presence/located.js'
import type { Presence } from '../presence/presence.js'
import { isConfined, type RegionAuthority, speaksFor } from './authority.js'

export interface Standing {
  /** Whether another region lists it, or the grid itself sees it elsewhere. */
  isElsewhere(authority: RegionAuthority, avatar: Avatar): boolean
  /** @throws VoiceError `not-allowed` for an avatar that is not known to be in one of these regions, and in no other */
  require(authority: RegionAuthority, avatar: Avatar): void
  /** Whether the grid itself says that it is in one of these regions, and no other region lists it. */
  isVouchedFor(authority: RegionAuthority, avatar: Avatar): boolean
}

export interface StandingOptions {
  /** What regions list, on any node. */
  readonly whereabouts: Pick<Whereabouts, 'find'>
  readonly presence: Pick<Presence, 'gridSays'>
}

export function createStanding({ whereabouts, presence }: StandingOptions): Standing {
  const told = (avatar: Avatar): readonly Region[] =>
    [whereabouts.find(avatar), presence.gridSays(avatar)].filter((region) => region !== undefined)
  const isElsewhere = (authority: RegionAuthority, avatar: Avatar) =>
    told(avatar).some(({ regionId }) => !speaksFor(authority, regionId))

  return {
    isElsewhere,
    require(authority, avatar) {
      if (!isConfined(authority)) return
      if (told(avatar).length > 0 && !isElsewhere(authority, avatar)) return
      throw new VoiceError(
        'not-allowed',
        'This avatar is not known to be in a region of this key: its position must be told first, and no other region may list it.',
      )
    },
    isVouchedFor(authority, avatar) {
      if (!isConfined(authority)) return true
      const word = presence.gridSays(avatar)
      return word !== undefined && !isElsewhere(authority, avatar)
    },
  }
}
