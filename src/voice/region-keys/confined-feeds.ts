/** What a feed may tell that speaks for some regions only: nothing that anybody else contradicts. */

import type { Avatar, Region } from '../grids/grid.js'
import type { Feed } from '../presence/feeds.js'
import { isConfined, speaksFor } from './authority.js'

export interface ConfinedFeedsOptions {
  /** The region that lists an avatar, while its feed is alive. */
  readonly listedIn: (avatar: Avatar) => Region | undefined
  /** The region in which the grid itself says that an avatar is. */
  readonly gridSays: (avatar: Avatar) => Region | undefined
  /** Whether the grid itself says that it has no such avatar in-world; that it does not answer says nothing. */
  readonly gridDenies: (avatar: Avatar) => boolean
}

export interface ConfinedFeeds {
  /** Whether a feed may put an avatar into its region. */
  mayTake(agentId: string, feed: FeedOfRegion): boolean
  /** The same for an avatar that its own region has just given up. */
  mayFollow(agentId: string, feed: FeedOfRegion): boolean
}

type FeedOfRegion = Pick<Feed, 'grid' | 'regionId' | 'authority'>

export function createConfinedFeeds({ listedIn, gridSays, gridDenies }: ConfinedFeedsOptions): ConfinedFeeds {
  /** Nobody says otherwise. */
  function agrees({ regionId, authority }: FeedOfRegion, told: Region | undefined): boolean {
    if (!authority || !told || told.regionId === regionId) return true
    return speaksFor(authority, told.regionId)
  }
  const isFree = ({ authority }: FeedOfRegion) => !authority || !isConfined(authority)

  return {
    mayTake(agentId, feed) {
      if (isFree(feed)) return true
      const avatar = { grid: feed.grid, agentId }
      // The grid knows better than any region.
      if (gridDenies(avatar)) return false
      const word = gridSays(avatar)
      return agrees(feed, word ?? listedIn(avatar))
    },
    mayFollow(agentId, feed) {
      const avatar = { grid: feed.grid, agentId }
      return isFree(feed) || (!gridDenies(avatar) && agrees(feed, gridSays(avatar)))
    },
  }
}
