/** Avatars and regions by their id alone, in the main grid unless a test names another. */

import { type Avatar, MAIN_GRID, type Region } from '../../../src/voice/grids/grid.js'

export const avatarOf = (agentId: string, grid = MAIN_GRID): Avatar => ({ grid, agentId })

export const regionOf = (regionId: string, grid = MAIN_GRID): Region => ({ grid, regionId })
