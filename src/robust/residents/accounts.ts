/** Who residents are to the grid: looked up by name or id, remembered for an hour, and looked at again while they have a page open. */

import { VoiceError } from '../../errors.js'
import { UUID } from '../../pure/uuid.js'
import type { Avatar, GridId } from '../../voice/grids/grid.js'
import { remember } from '../../voice/limits/remember.js'
import type { Stopwatch, Timers } from '../../voice/ports.js'
import type { GridAccount, GridVisitor, ResidentClient } from '../client/resident-client.js'
import { RobustFault } from '../client/robust-fault.js'

/** Somebody whom the grid knows. */
export interface GridResident extends Avatar {
  /** As it is shown in-world. */
  readonly name: string
  /** Host and port of a visitor's own grid. */
  readonly home: string | undefined
  /** The grid lets the account in no more. */
  readonly disabled: boolean
}

export interface GridAccounts {
  /** Asks the grid now. @throws RobustFault */
  byName(name: string): Promise<GridResident | undefined>
  /** From memory, else from the grid. @throws RobustFault */
  byId(agentId: string): Promise<GridResident | undefined>
  /** Their names, from memory, else from the grid; who is not known to it is left out. @throws RobustFault */
  namesOf(agentIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /**
   * Refuses an avatar whose account the grid has disabled. A grid that does not answer soon refuses nobody.
   * @throws VoiceError `account-disabled`
   */
  requireEnabled(avatar: Avatar): Promise<void>
  /** Looks at some of those who were not looked at for an hour. @returns whose account is disabled @throws RobustFault */
  lookAgain(agentIds: readonly string[]): Promise<readonly Avatar[]>
}

export interface GridAccountsOptions {
  readonly client: Pick<ResidentClient, 'accountOf' | 'accountsOf' | 'visitorOf'>
  readonly grid: GridId
  readonly timers: Timers
}

const KEPT_MS = 60 * 60_000
/** More than have a page open at a time, and their friends. */
const MAX_KEPT = 20_000
/** Accounts in one question. */
const AT_ONCE = 50
/** A page that comes by a link does not wait longer for a grid in trouble; who is disabled is signed out a moment later. */
const LINK_WAIT_MS = 500

interface Kept {
  readonly resident: GridResident
  readonly askedAt: number
}

export function createGridAccounts({ client, grid, timers }: GridAccountsOptions): GridAccounts {
  const kept = new Map<string, Kept>()
  /** When those with a page open were looked at. */
  const lookedAt = new Map<string, number>()

  function keep(resident: GridResident): GridResident {
    remember(kept, resident.agentId, { resident, askedAt: timers.now() }, MAX_KEPT)
    return resident
  }

  const fresh = (agentId: string) => freshIn(kept, agentId, timers)

  async function ask(agentId: string): Promise<GridResident | undefined> {
    const account = await client.accountOf({ agentId })
    if (account) return keep(residentOf(grid, account))
    const visitor = await client.visitorOf(agentId)
    return visitor && keep(visitorIn(grid, visitor))
  }

  async function byId(agentId: string): Promise<GridResident | undefined> {
    return fresh(agentId) ?? (await ask(agentId))
  }

  /** Asks for accounts of this grid; visitors have none. */
  async function askMany(agentIds: readonly string[]): Promise<readonly GridResident[]> {
    const found: GridResident[] = []
    for (let from = 0; from < agentIds.length; from += AT_ONCE) {
      const accounts = await client.accountsOf(agentIds.slice(from, from + AT_ONCE))
      found.push(...accounts.map((account) => keep(residentOf(grid, account))))
    }
    return found
  }

  return {
    byId,
    async byName(name) {
      const [firstName = '', ...rest] = name.trim().split(/\s+/)
      const lastName = rest.join(' ')
      if (firstName === '' || lastName === '') return undefined
      const account = await client.accountOf({ firstName, lastName })
      return account && keep(residentOf(grid, account))
    },
    async namesOf(agentIds) {
      await askMany(agentIds.filter((agentId) => !fresh(agentId)))
      return new Map(agentIds.flatMap((agentId) => namedAs(kept.get(agentId))))
    },
    async requireEnabled(avatar) {
      if (avatar.grid !== grid) return
      const resident = await within(timers, LINK_WAIT_MS, byId(avatar.agentId).catch(ignoreFault))
      if (resident?.disabled)
        throw new VoiceError('account-disabled', 'Your account is disabled on the grid.')
    },
    async lookAgain(agentIds) {
      const isDue = (agentId: string) =>
        timers.now() - (lookedAt.get(agentId) ?? Number.NEGATIVE_INFINITY) >= KEPT_MS
      const due = agentIds.filter((agentId) => UUID.test(agentId) && isDue(agentId)).slice(0, AT_ONCE)
      const found = await askMany(due)
      for (const agentId of due) remember(lookedAt, agentId, timers.now(), MAX_KEPT)
      return found.filter(({ disabled }) => disabled).map(({ agentId }) => ({ grid, agentId }))
    },
  }
}

function freshIn(
  kept: ReadonlyMap<string, Kept>,
  agentId: string,
  stopwatch: Stopwatch,
): GridResident | undefined {
  const known = kept.get(agentId)
  return known && stopwatch.now() - known.askedAt < KEPT_MS ? known.resident : undefined
}

function namedAs(known: Kept | undefined): [string, string][] {
  return known && known.resident.name !== '' ? [[known.resident.agentId, known.resident.name]] : []
}

function residentOf(grid: GridId, { agentId, firstName, lastName, userLevel }: GridAccount): GridResident {
  return {
    grid,
    agentId,
    name: `${firstName} ${lastName}`.trim(),
    home: undefined,
    disabled: userLevel < 0,
  }
}

function visitorIn(grid: GridId, visitor: GridVisitor): GridResident {
  const { agentId, home } = visitor
  return { grid, agentId, name: nameInWorld(visitor), home, disabled: false }
}

/** As simulators name visitors. */
export function nameInWorld({ name, home }: Pick<GridVisitor, 'name' | 'home'>): string {
  return name.includes('@') ? name : `${name.replaceAll(' ', '.')} @${home}`
}

function ignoreFault(error: unknown): undefined {
  if (!(error instanceof RobustFault)) throw error
  return undefined
}

/** What becomes of it, or `undefined` where that takes longer. */
function within<T>(timers: Timers, milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(milliseconds, () => resolve(undefined))
    work.then(resolve, reject).finally(cancel)
  })
}
