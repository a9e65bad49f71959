/** A grid of its own beside the main grid. */

import { type HostedGrid, NO_LIMITS } from '../../../src/voice/grids/hosted-grid.js'

export function hostedGrid(id: string, more: Partial<HostedGrid> = {}): HostedGrid {
  return {
    id,
    name: `Grid ${id}`,
    sipDomain: `${id}.voice.test`,
    hostNames: [],
    vivoxAdminUser: id,
    hashes: { regionSecret: `region secret of ${id}`, vivoxPassword: `password of ${id}` },
    robust: undefined,
    signInWays: [],
    language: 'en',
    limits: NO_LIMITS,
    createdAt: 1_790_000_000_000,
    ...more,
  }
}
