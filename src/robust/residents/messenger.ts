/** Reaches avatars by instant message, in whichever region the grid says they are: no RemoteAdmin is needed for that. */

import { VoiceError } from '../../errors.js'
import { IN_WORLD_WORDS } from '../../pure/in-world-words.js'
import type { Language } from '../../pure/languages.js'
import { NULL_UUID, UUID } from '../../pure/uuid.js'
import type { GridId } from '../../voice/grids/grid.js'
import { remember } from '../../voice/limits/remember.js'
import type { Messenger, ResidentFinder, Stopwatch } from '../../voice/ports.js'
import type { Whereabouts } from '../../voice/presence/located.js'
import type { GridRegions } from '../../voice/presence/regions/grid-regions.js'
import type { InstantMessages } from '../client/instant-messages.js'
import type { RobustClient } from '../client/robust-client.js'
import type { GridAccounts, GridResident } from './accounts.js'
import { gridUnavailable } from './unavailable.js'

export interface GridMessenger extends Messenger, ResidentFinder {}

export interface GridMessengerOptions {
  readonly client: Pick<RobustClient, 'whereAre'>
  readonly accounts: GridAccounts
  readonly messages: InstantMessages
  readonly grid: GridId
  /** Whether residents may sign in by code. */
  readonly offered: boolean
  readonly regions: GridRegions
  /** Who is where as the feeds tell: visitors have no account to be found by. */
  readonly whereabouts: Whereabouts
  readonly languageOf: (regionId: string) => Language
  readonly stopwatch: Stopwatch
}

/** Whoever the grid said to be in-world a moment ago can be tried. */
const SEEN_MS = 60_000
const MAX_SEEN = 10_000

export function createGridMessenger(options: GridMessengerOptions): GridMessenger {
  const { client, accounts, messages, grid, regions, whereabouts, languageOf, stopwatch } = options
  /** When the grid last said so of an agent. */
  const seen = new Map<string, number>()

  const isListed = (regionId: string) => regions.get({ grid, regionId })?.gone === false

  /** Asks the grid where somebody is; `undefined`: nowhere, or on the way. */
  async function regionOf(agentId: string): Promise<string | undefined> {
    const place = (await client.whereAre([agentId])).get(agentId)
    if (place === undefined || place === 'arriving' || !isListed(place.regionId)) return undefined
    remember(seen, agentId, stopwatch.now(), MAX_SEEN)
    return place.regionId
  }

  /** Whom the grid calls by that name or id. Visitors have no account: the feeds tell what they are called. */
  async function called(nameOrId: string): Promise<Pick<GridResident, 'agentId' | 'disabled'> | undefined> {
    if (UUID.test(nameOrId)) return accounts.byId(nameOrId.toLowerCase())
    const account = nameOrId.includes('@') ? undefined : await accounts.byName(nameOrId)
    if (account) return account
    const wanted = nameOrId.toLowerCase()
    const told = whereabouts.list(grid).find(({ npc, name }) => !npc && name.toLowerCase() === wanted)
    return told && ((await accounts.byId(told.agentId)) ?? { agentId: told.agentId, disabled: false })
  }

  return {
    offered: (theirs) => options.offered && theirs === grid,
    reaches: ({ grid: theirs, agentId }) => {
      if (theirs !== grid) return false
      const told = whereabouts.find({ grid, agentId })
      if (told && isListed(told.regionId)) return true
      return stopwatch.now() - (seen.get(agentId) ?? Number.NEGATIVE_INFINITY) < SEEN_MS
    },
    async find(theirs, nameOrId) {
      if (theirs !== grid) return undefined
      try {
        const found = await called(nameOrId.trim())
        // A name that nobody has costs as many questions: how long it takes tells nobody who has an account.
        const regionId = await regionOf(found?.agentId ?? NULL_UUID)
        if (!found || found.disabled || regionId === undefined) return undefined
        const { agentId } = found
        const known = await accounts.byId(agentId)
        const name = known?.name || whereabouts.find({ grid, agentId })?.name || nameOrId.trim()
        return { grid, agentId, name, home: known?.home }
      } catch (error) {
        throw gridUnavailable(error)
      }
    },
    async alert({ agentId }, text) {
      try {
        const regionId = await regionOf(agentId)
        const simulator = regionId === undefined ? undefined : regions.get({ grid, regionId })?.simulator
        const words = IN_WORLD_WORDS[languageOf(regionId ?? '')]
        if (simulator !== undefined && (await messages.send(simulator, agentId, text(words)))) return
      } catch (error) {
        throw gridUnavailable(error)
      }
      throw new VoiceError('avatar-not-found', 'That avatar is not in-world, or cannot be sent a code.')
    },
  }
}
