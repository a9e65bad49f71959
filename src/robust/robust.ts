/** The grid's own services, asked again and again: which regions there are, and who of those with a page is in which. */

import type { Avatar, GridId } from '../voice/grids/grid.js'
import type { Clock, Timers } from '../voice/ports.js'
import type { GridWord } from '../voice/presence/grid-words.js'
import type { Presence } from '../voice/presence/presence.js'
import { every } from '../voice/time/timers.js'
import { type ListedRegion, MAX_ASKED, type RobustClient } from './client/robust-client.js'
import { probeRobust, type RobustProbe } from './probe.js'
import { createQuestion, type QuestionState } from './question.js'
import type { GridTold, SharedAsking, SharedState } from './shared-asking.js'

/** What an admin sees of the grid's services. */
export interface RobustStatus {
  /** Without credentials. */
  readonly url: string
  readonly state: QuestionState['state']
  /** Why it fails; `null` as long as it does not. */
  readonly reason: NonNullable<QuestionState['reason']> | null
  /** In words, with what to do about it. */
  readonly error: string | null
  /** The last good answer, in milliseconds since 1970. */
  readonly lastOkAt: number | null
  /** How many regions the grid lists. */
  readonly regions: number
}

export interface Robust {
  status(): RobustStatus
  /** Looks at each of its services now. */
  probe(): Promise<RobustProbe>
  close(): void
}

export interface RobustLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

export interface RobustOptions {
  readonly client: RobustClient
  /** Where that asks, for the log. */
  readonly url: URL
  readonly grid: GridId
  readonly presence: Pick<Presence, 'gridListed' | 'gridLocated' | 'gridRegions'>
  /** Everybody with a page open, on this node. */
  readonly pageAvatars: () => readonly Avatar[]
  /** Feeds that can be asked are to be asked now: somebody has gone elsewhere. */
  readonly hurryFeeds: () => void
  /** The list of all regions has come. */
  readonly onListed?: () => void
  /** `undefined` for the only node. */
  readonly shared?: SharedAsking | undefined
  readonly clock: Clock
  readonly timers: Timers
  readonly log: RobustLog
  /** 0 to 1, for jitter. */
  readonly random?: () => number
}

const TICK_MS = 250

export const WHERE_INTERVAL_MS = 3000
const REGIONS_INTERVAL_MS = 60_000
/** 2,000 regions take Robust 1 to 2 s. */
const MANY_REGIONS = 500
const MANY_REGIONS_INTERVAL_MS = 300_000
/** A region that nobody knows makes the list be asked for at once, but not again and again. */
const UNKNOWN_REGION_PAUSE_MS = 10_000

export function createRobust(options: RobustOptions): Robust {
  const {
    client,
    url,
    grid,
    presence,
    pageAvatars,
    hurryFeeds,
    onListed = () => undefined,
    shared,
    clock,
    timers,
    log,
    random = Math.random,
  } = options
  const onError = (error: unknown) => log.error({ err: error }, 'the grid could not be asked')
  const common = { onError, clock, stopwatch: timers, random }
  const listed = () => presence.gridRegions.list(grid).filter(({ gone }) => !gone)
  /** In which region each avatar was said to be. */
  let lastRegions = new Map<string, string>()
  let askedForUnknownAt: number | undefined
  let asked = new Set<string>()
  /** What the node that asks said last of its questions. */
  let toldState: SharedState | undefined
  const isAsker = () => shared?.isAsker() ?? true
  const state = (): SharedState =>
    (isAsker() ? undefined : toldState) ?? { regions: regions.current(), where: where.current() }

  function takeRegions(all: readonly ListedRegion[]): void {
    presence.gridListed(
      grid,
      all.map((region) => ({ grid, ...region })),
    )
    onListed()
  }

  function takeWords(answers: ReadonlyMap<string, GridWord | undefined>): void {
    presence.gridLocated(grid, answers)
    hurryWhereMoved(answers)
  }

  const regions = createQuestion({
    ...common,
    async ask() {
      const all = await client.regions()
      takeRegions(all)
      tellOthers({ kind: 'regions', regions: all })
    },
    intervalMs: () => (listed().length > MANY_REGIONS ? MANY_REGIONS_INTERVAL_MS : REGIONS_INTERVAL_MS),
    onChange: changed(
      sayState(log, url, 'the regions of the grid come from Robust', 'which regions there are'),
    ),
  })

  const where = createQuestion({
    ...common,
    ask: askWhere,
    intervalMs: () => WHERE_INTERVAL_MS,
    onChange: changed(sayState(log, url, 'who is in which region comes from Robust', 'who is where')),
  })

  /** Other nodes hear of it as well. */
  function changed(say: (state: QuestionState) => void) {
    return (news: QuestionState): void => {
      say(news)
      tellOthers({ kind: 'state', state: state() })
    }
  }

  function tellOthers(told: GridTold): void {
    if (!shared || !isAsker()) return
    const tellAll = () => {
      const known = listed().map(({ grid: _grid, gone: _gone, listedAt: _listedAt, ...region }) => region)
      return shared
        .tell({ kind: 'regions', regions: known })
        .then(() => shared.tell({ kind: 'state', state: state() }))
    }
    shared
      .tell(told)
      .then((knowRegions) => (knowRegions ? undefined : tellAll()))
      .catch(onError)
  }

  function hear(told: GridTold): boolean {
    // Two nodes may ask for a moment, when the one that does is about to be another.
    if (told.kind === 'state') toldState = told.state
    else if (told.kind === 'regions') takeRegions(told.regions)
    else takeWords(new Map(told.words.map(([agentId, word]) => [agentId, word ?? undefined])))
    return presence.gridRegions.isTold(grid)
  }
  shared?.answer({ avatars: pageAvatars, hear })

  async function askWhere(): Promise<void> {
    const avatars = [...pageAvatars(), ...((await shared?.othersAvatars()) ?? [])]
    asked = new Set(avatars.flatMap((avatar) => (avatar.grid === grid ? avatar.agentId : [])))
    const agentIds = [...asked]
    const answers = new Map<string, GridWord | undefined>()
    for (let from = 0; from < agentIds.length; from += MAX_ASKED) {
      const some = agentIds.slice(from, from + MAX_ASKED)
      const places = await client.whereAre(some)
      for (const agentId of some) answers.set(agentId, known(places.get(agentId)))
    }
    takeWords(answers)
    tellOthers({ kind: 'where', words: [...answers].map(([agentId, word]) => [agentId, word ?? null]) })
  }

  /** An avatar in a region that the list does not have yet counts as on its way there. */
  function known(word: GridWord | undefined): GridWord | undefined {
    if (word === undefined || word === 'arriving') return word
    if (presence.gridRegions.get({ grid, regionId: word.regionId })?.gone === false) return word
    if (askedForUnknownAt === undefined || timers.now() - askedForUnknownAt >= UNKNOWN_REGION_PAUSE_MS) {
      askedForUnknownAt = timers.now()
      regions.hurry()
    }
    return 'arriving'
  }

  function hurryWhereMoved(answers: ReadonlyMap<string, GridWord | undefined>): void {
    const now = new Map<string, string>()
    let moved = false
    for (const [agentId, word] of answers) {
      if (word === undefined || word === 'arriving') continue
      now.set(agentId, word.regionId)
      const before = lastRegions.get(agentId)
      if (before !== undefined && before !== word.regionId) moved = true
    }
    lastRegions = now
    if (moved) hurryFeeds()
  }

  const stop = every(timers, TICK_MS, () => {
    if (!isAsker()) return
    regions.tick()
    // Whoever has just come is not kept waiting.
    if (pageAvatars().some((avatar) => avatar.grid === grid && !asked.has(avatar.agentId))) where.hurry()
    // Without the list nobody could be told what a region is called.
    if (presence.gridRegions.isTold(grid)) where.tick()
  })

  return {
    status() {
      const { regions: ofRegions, where: ofWhere } = state()
      const worst = [ofRegions, ofWhere].find((one) => one.state === 'failing') ?? ofRegions
      return {
        url: url.origin,
        state: worst.state,
        reason: worst.reason ?? null,
        error: worst.error ?? null,
        lastOkAt: worst.lastOkAt ?? null,
        regions: listed().length,
      }
    },
    probe: () => probeRobust(client),
    close: stop,
  }
}

/** Logs a change once: an outage has one cause after the other while Robust is restarted. */
function sayState(log: RobustLog, url: URL, works: string, what: string) {
  return ({ state, reason, error }: QuestionState): void => {
    const facts = { url: url.origin }
    if (state === 'ok') log.info(facts, works)
    else log.warn({ ...facts, reason }, `the grid does not tell ${what}: ${error}`)
  }
}
