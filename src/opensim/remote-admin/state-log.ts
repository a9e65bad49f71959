/** A region's polling in the log: each cause once an outage, few lines about one that comes and goes, and the last line true. */

import type { Stopwatch } from '../../voice/ports.js'
import type { PolledRegion } from './region-poller.js'

/** The same alarm of a region is logged once in this time. */
const SAY_AGAIN_AFTER_MS = 60_000

export interface StateLog {
  /** To be called at every change and often besides: an alarm that was held back is logged if the outage lasts. */
  review(region: PolledRegion): void
}

export interface StateLogOptions {
  readonly region: { readonly name: string; readonly url: URL }
  readonly log: {
    info(facts: object, message: string): void
    warn(facts: object, message: string): void
  }
  readonly stopwatch: Stopwatch
}

export function createStateLog({ region: { name, url }, log, stopwatch }: StateLogOptions): StateLog {
  const saidAt = new Map<string, number>()
  /** What was said of this outage: a simulator that starts has one cause after the other, some of them twice. */
  const ofOutage = new Set<string>()
  let lastWord: string | undefined

  return {
    review({ state, reason, error, regionId }) {
      const news = reason ?? state
      if (state === 'ok') ofOutage.clear()
      if (state === 'starting' || news === lastWord || ofOutage.has(news)) return
      const said = saidAt.get(news)
      const isHeldBack = said !== undefined && stopwatch.now() - said < SAY_AGAIN_AFTER_MS
      // A recovery is always logged, or the last line would be a false alarm. Recoveries are as rare as alarms.
      if (state !== 'ok' && isHeldBack) return
      saidAt.set(news, stopwatch.now())
      lastWord = news
      if (state !== 'ok') ofOutage.add(news)
      const facts = { region: name, url: url.origin, regionId }
      if (state === 'ok') log.info(facts, 'the positions of a region come in over RemoteAdmin')
      else log.warn({ ...facts, reason }, `a region does not tell its positions: ${error}`)
    },
  }
}
