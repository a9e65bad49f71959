/**
 * Asks simulators about the parcels where somebody is in voice: at once when an avatar comes to another parcel, then again
 * and again, because an owner's change is told by nobody else.
 */

import { simulatorUrl } from '../../outgoing/simulator-url.js'
import { type GridId, type Region, regionKey } from '../../voice/grids/grid.js'
import { remember } from '../../voice/limits/remember.js'
import type { Clock, Timers } from '../../voice/ports.js'
import type { GridRegions, KnownGridRegion } from '../../voice/presence/regions/grid-regions.js'
import { every } from '../../voice/time/timers.js'
import { SimulatorFault } from '../client/simulator-call.js'
import { type LandClient, type LandReason, landReason, type ToldParcel } from './land-client.js'
import { type LandProbe, probeLand } from './probe-land.js'

/** Somebody in voice, where their region's feed, their viewer or the grid tells. */
export interface Standing extends Region {
  /** `null`: nobody tells the parcel. */
  readonly parcelId: string | null
  /** `undefined`: nobody tells where in the region. */
  readonly position: readonly [x: number, y: number, z: number] | undefined
}

/** A simulator as it answers about its land. */
export interface LandSimulator {
  /** Scheme, host and port. */
  readonly url: string
  /** Why it does not answer; `null` as long as it does. */
  readonly reason: LandReason | 'internal' | null
  /** In words, with what to do about it. */
  readonly error: string | null
  /** The last good answer, in milliseconds since 1970. */
  readonly lastOkAt: number | null
}

export interface LandWatch {
  /** The simulators that were asked, of regions that the grid still lists. */
  simulators(): readonly LandSimulator[]
  /** Looks at each simulator now; one that answers is asked again from now on. */
  probe(): Promise<readonly LandProbe[]>
  close(): void
}

export interface LandWatchOptions {
  readonly client: LandClient
  readonly grid: GridId
  readonly gridRegions: Pick<GridRegions, 'get' | 'list'>
  readonly standing: () => Iterable<Standing>
  /** A simulator has told of the parcel in which somebody stands. */
  readonly onParcel: (told: ToldParcel, at: Standing, region: KnownGridRegion) => void
  /** A simulator tells nothing of its parcels: what it told of that region is void. */
  readonly onSilent: (region: Region) => void
  readonly clock: Clock
  readonly timers: Timers
  readonly log: {
    info(facts: object, message: string): void
    warn(facts: object, message: string): void
    error(facts: object, message: string): void
  }
  /** 0 to 1, for jitter. */
  readonly random?: () => number
}

const TICK_MS = 250
export const LAND_INTERVAL_MS = 10_000
/** An avatar that walks to and fro between two parcels does not make its simulator be asked at each step. */
const ASKED_AGAIN_AFTER_MS = 2000
/** Of all simulators together. */
const MAX_OPEN = 16
/** More than a large grid has; what was wrong with the one asked first is forgotten first. */
const MAX_SIMULATORS = 5000

/** Its ini file is changed and the simulator restarted, at some time. */
const NOT_ENABLED_PAUSE_MS = 10 * 60_000
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000

interface Simulator {
  readonly url: URL
  isAsked: boolean
  failures: number
  /** By the stopwatch. */
  pausedUntil: number
  reason: LandReason | 'internal' | undefined
  error: string | undefined
  lastOkAt: number | undefined
}

/** A parcel with somebody in voice. */
interface Question {
  at: Standing
  dueAt: number
  askedAt: number
  seenAt: number
}

/** Whether the grid still lists a region where it was asked about. */
const isSame = (now: KnownGridRegion, asked: KnownGridRegion) =>
  !now.gone &&
  now.simulator === asked.simulator &&
  now.corner[0] === asked.corner[0] &&
  now.corner[1] === asked.corner[1]

export function createLandWatch(options: LandWatchOptions): LandWatch {
  const {
    client,
    grid,
    gridRegions,
    standing,
    onParcel,
    onSilent,
    clock,
    timers,
    log,
    random = Math.random,
  } = options
  const questions = new Map<string, Question>()
  const simulators = new Map<string, Simulator>()
  let open = 0

  function simulatorOf(region: KnownGridRegion): Simulator | undefined {
    const url = simulatorUrl(region.simulator)
    if (!url) return undefined
    const known = simulators.get(url.origin)
    if (known) return known
    const added: Simulator = {
      url,
      isAsked: false,
      failures: 0,
      pausedUntil: Number.NEGATIVE_INFINITY,
      reason: undefined,
      error: undefined,
      lastOkAt: undefined,
    }
    remember(simulators, url.origin, added, MAX_SIMULATORS)
    return added
  }

  /** Takes in who stands where now. */
  function look(now: number): void {
    for (const at of standing()) {
      if (at.grid !== grid) continue
      const key = `${regionKey(at)} ${at.parcelId ?? ''}`
      const question = questions.get(key)
      if (question) Object.assign(question, { at, seenAt: now })
      else questions.set(key, { at, dueAt: now, askedAt: Number.NEGATIVE_INFINITY, seenAt: now })
    }
    for (const [key, { seenAt, askedAt }] of questions) {
      if (seenAt !== now && now - askedAt >= ASKED_AGAIN_AFTER_MS) questions.delete(key)
    }
  }

  function succeed(simulator: Simulator): void {
    const { reason } = simulator
    const isNews = reason !== undefined || simulator.lastOkAt === undefined
    Object.assign(simulator, { failures: 0, reason: undefined, error: undefined, lastOkAt: clock() })
    if (isNews) log.info({ url: simulator.url.origin }, 'a simulator tells of its parcels')
  }

  /** Those of a simulator, as the grid lists them now. */
  const regionsOf = ({ url }: Simulator) =>
    gridRegions.list(grid).filter((region) => simulatorUrl(region.simulator)?.origin === url.origin)

  function fail(simulator: Simulator, fault: unknown): void {
    const { reason: before } = simulator
    const known = fault instanceof SimulatorFault
    simulator.failures += 1
    simulator.reason = known ? landReason(fault) : 'internal'
    simulator.error = known ? fault.message : 'The voice service failed at the answer; its log says why.'
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (simulator.failures - 1))
    const isOff = simulator.reason === 'land-not-enabled'
    simulator.pausedUntil = timers.now() + (isOff ? NOT_ENABLED_PAUSE_MS : pause * (0.5 + random() / 2))
    const { reason, error, url } = simulator
    if (isOff) for (const { regionId } of regionsOf(simulator)) onSilent({ grid, regionId })
    if (!known) log.error({ err: fault, url: url.origin }, 'a simulator could not be asked about its land')
    else if (reason !== before)
      log.warn({ url: url.origin, reason }, `a simulator does not tell of its parcels: ${error}`)
  }

  async function ask(question: Question, region: KnownGridRegion, simulator: Simulator): Promise<void> {
    const { at } = question
    const [width, depth] = region.sizeMetres
    simulator.isAsked = true
    open += 1
    question.askedAt = timers.now()
    question.dueAt = timers.now() + LAND_INTERVAL_MS
    try {
      const position = at.position ?? ([width / 2, depth / 2] as const)
      const told = await client.parcelAt({ ...region, simulator: simulator.url, position })
      succeed(simulator)
      const now = gridRegions.get(at)
      // Meanwhile the region may be another simulator's, which alone speaks for it.
      if (told && now && isSame(now, region)) onParcel(told, at, now)
    } catch (error) {
      // What is due meanwhile is asked when the pause is over.
      question.dueAt = timers.now()
      fail(simulator, error)
    } finally {
      simulator.isAsked = false
      open -= 1
    }
  }

  function tick(): void {
    const now = timers.now()
    look(now)
    // The simulator of several parcels is asked in turn.
    const due = [...questions.values()].filter(({ dueAt }) => now >= dueAt).sort((a, b) => a.dueAt - b.dueAt)
    for (const question of due) {
      if (open >= MAX_OPEN) return
      const region = gridRegions.get(question.at)
      const simulator = region && !region.gone ? simulatorOf(region) : undefined
      if (!region || !simulator || simulator.isAsked || now < simulator.pausedUntil) continue
      ask(question, region, simulator).catch((err: unknown) =>
        log.error({ err }, 'a parcel was not taken in'),
      )
    }
  }

  const stop = every(timers, TICK_MS, tick)

  return {
    simulators() {
      const listed = new Set(
        gridRegions
          .list(grid)
          .flatMap(({ gone, simulator }) => (!gone && simulatorUrl(simulator)?.origin) || []),
      )
      return [...simulators.values()]
        .filter(({ url }) => listed.has(url.origin))
        .map(({ url, reason, error, lastOkAt }) => ({
          url: url.origin,
          reason: reason ?? null,
          error: error ?? null,
          lastOkAt: lastOkAt ?? null,
        }))
    },
    async probe() {
      const probes = await probeLand(
        client,
        gridRegions.list(grid).filter(({ gone }) => !gone),
      )
      for (const { simulator, fault } of probes) {
        const known = simulators.get(simulator.origin)
        if (known && !fault) known.pausedUntil = timers.now()
      }
      return probes
    },
    close: stop,
  }
}
