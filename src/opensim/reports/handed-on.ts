/**
 * Positions that another node has handed on, taken without a request of HTTP: nearly all of a grid's requests are such reports,
 * and reading a request twice costs more than the report.
 */

import type { IncomingHttpHeaders } from 'node:http'
import { Compile } from 'typebox/compile'
import { networkOf } from '../../voice/limits/network-of.js'
import type { RegionAuthority } from '../../voice/region-keys/authority.js'
import type { RegionGate } from '../../voice/region-keys/region-gate.js'
import { secretIn } from '../region-secret.js'
import { MAX_BODY_BYTES, type Positions, PositionsBody, PositionsHeaders } from './positions.js'

export interface HandedOnReport {
  readonly headers: IncomingHttpHeaders
  /** The address that it comes from, proxies left out. */
  readonly address: string
  readonly body: Buffer
}

export interface HandedOnOptions {
  readonly gate: Pick<RegionGate, 'resolve' | 'count'>
  readonly positions: Pick<Positions, 'take'>
}

/** What a parser of requests looks at twice. */
const SUSPICIOUS = /\\u|__proto__|constructor/
const PLAIN_TYPE = /^(application\/json|text\/plain)\b/i

/**
 * @returns takes a report. @returns for whom it spoke; `undefined`: it is no plain one, and has to be answered as a request,
 * which then says what is wrong
 */
export function createHandedOn({
  gate,
  positions,
}: HandedOnOptions): (report: HandedOnReport) => RegionAuthority | undefined {
  let check: ReturnType<typeof compiled> | undefined

  return ({ headers, address, body }) => {
    const secret = secretIn(headers)
    const authority = secret === undefined ? undefined : gate.resolve(secret)
    if (!authority || body.length > MAX_BODY_BYTES || !PLAIN_TYPE.test(headers['content-type'] ?? ''))
      return undefined
    check ??= compiled()
    try {
      const text = body.toString()
      if (SUSPICIOUS.test(text)) return undefined
      const told: unknown = JSON.parse(text)
      if (!check.body.Check(told) || !check.headers.Check(headers)) return undefined
      gate.count(authority, address, 'positions', body.length)
      const sequence = headers['x-sequence']
      positions.take({ authority, network: networkOf(address), body: told, sequence, log: undefined })
      return authority
    } catch {
      return undefined
    }
  }
}

/** Not at the start, which it would make longer for all. */
function compiled() {
  return { body: Compile(PositionsBody), headers: Compile(PositionsHeaders) }
}
