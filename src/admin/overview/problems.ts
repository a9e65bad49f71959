/** What is bad now, the worst first: the overview opens with it. The console has the words, and the cures. */

import type { Problem, Sample, Setup } from '../../protocol/admin-api.js'
import { badFrom } from '../../pure/figures.js'

/** Fewer are everyday: a full channel, a microphone that was not allowed. */
const MANY_FAILED_JOINS = 5
const MANY_REFUSED_SIGN_INS = 60
/** Each is a gap of 20 ms; a few come with any start. */
const MANY_DROPPED_TURNS = 50

export interface ProblemFacts {
  readonly storeFault: string | undefined
  /** Whether it is of a database that all nodes share. */
  readonly storeIsShared: boolean
  /** The checks of the set-up. */
  readonly checks: Setup['checks']
  readonly now: Sample
  /** The sample of an hour ago; `undefined` in the first hour. */
  readonly hourAgo: Sample | undefined
  /** Of the last full minute, 0..1. */
  readonly lossShare: number | undefined
}

export function problemsOf({
  storeFault,
  storeIsShared,
  checks,
  now,
  hourAgo,
  lossShare,
}: ProblemFacts): Problem[] {
  const inHour = (count: 'joinFailures' | 'refusedSignIns' | 'droppedTurns') =>
    Math.max(0, now[count] - (hourAgo?.[count] ?? 0))
  const isBad = (figure: 'timeToVoiceMs' | 'lossShare' | 'hubCores', value: number | null | undefined) =>
    typeof value === 'number' && value >= (badFrom(figure, 1) ?? Number.POSITIVE_INFINITY)
  const problem = (isSo: boolean, code: string, page: Problem['page'], detail = ''): Problem[] =>
    isSo ? [{ code, page, detail, findings: [] }] : []
  return [
    ...problem(storeFault !== undefined, storeIsShared ? 'database-away' : 'store', null, storeFault),
    ...checks
      .filter(({ state }) => state === 'bad')
      .map(({ code, detail, findings }) => ({ code, page: 'setup' as const, detail, findings })),
    ...problem(isBad('hubCores', now.hubCores), 'hub-load', 'rooms'),
    ...problem(inHour('droppedTurns') >= MANY_DROPPED_TURNS, 'hub-late', 'rooms'),
    ...problem(isBad('lossShare', lossShare), 'loss', 'rooms'),
    ...problem(isBad('timeToVoiceMs', now.timeToVoiceMs), 'slow-voice', 'setup'),
    ...problem(inHour('joinFailures') >= MANY_FAILED_JOINS, 'failed-joins', null),
    ...problem(inHour('refusedSignIns') >= MANY_REFUSED_SIGN_INS, 'refused-sign-ins', 'accounts'),
  ]
}
