/** Checks from time to time whether the operator's TURN servers relay, with an allocation of the service's own. */

import type { Config } from '../../operator/settings/config.js'
import { Attribute, Method, type StunAnswer, uint32 } from '../../stun/stun-message.js'
import type { Clock, Timers } from '../../voice/ports.js'
import { turnCredential } from '../ice-servers.js'
import { openTurnClient } from './turn-client.js'
import { parseTurnUrl } from './turn-url.js'

const PROBE_INTERVAL_MS = 5 * 60 * 1000
/** Sooner after a failure: somebody may be repairing the server. */
const RETRY_INTERVAL_MS = 30 * 1000
const TIMEOUT_MS = 5000

/** The name of the probe in coturn's log. */
const HOLDER = 'voice-service-probe'

/** A credential that lasts this long is valid for every clock that is not years wrong. */
const FAR_SECONDS = 10 * 365 * 86_400

const UDP = 17

export type TurnFault = 'unreachable' | 'wrong-secret' | 'open-to-all' | 'clock' | 'full'

/** What a TURN server let the probe do, step by step. */
export interface TurnServerState {
  readonly url: string
  readonly reachable: boolean
  readonly credentialsAccepted: boolean
  readonly allocated: boolean
  readonly fault: TurnFault | undefined
  /** What is wrong and what to do about it. */
  readonly error: string | undefined
}

export interface TurnProbe {
  /** One for each TURN URL that was tried so far; empty without TURN. */
  states(): readonly TurnServerState[]
  start(): void
  close(): void
}

type TurnSettings = Pick<Config, 'turnUrls' | 'turnSecret' | 'turnTtlSeconds'>

export interface TurnProbeOptions {
  readonly config: TurnSettings
  readonly clock: Clock
  readonly timers: Timers
  readonly log: {
    info(about: object, message: string): void
    warn(about: object, message: string): void
  }
}

/** Tries all URLs at once, and again from time to time; logs each change once. */
export function createTurnProbe({ config, clock, timers, log }: TurnProbeOptions): TurnProbe {
  const states = new Map<string, TurnServerState>()
  let cancel: (() => void) | undefined
  let closed = false

  function note(state: TurnServerState): void {
    const before = states.get(state.url)
    states.set(state.url, state)
    if (before && before.error === state.error) return
    const { url, error } = state
    if (error === undefined) log.info({ url }, 'TURN server relays')
    else log.warn({ url, reason: error }, 'TURN server does not relay; voice goes on without it')
  }

  async function round(): Promise<void> {
    const found = await Promise.all(config.turnUrls.map((url) => probeTurnServer(url, config, clock())))
    if (closed) return
    for (const state of found) note(state)
    const wrong = found.some(({ error }) => error !== undefined)
    cancel = timers.after(wrong ? RETRY_INTERVAL_MS : PROBE_INTERVAL_MS, round)
  }

  return {
    states: () => [...states.values()],
    start() {
      if (config.turnUrls.length > 0 && config.turnSecret) round()
    },
    close() {
      closed = true
      cancel?.()
    },
  }
}

/** Makes one allocation and gives it back at once. Never throws. */
export async function probeTurnServer(
  url: string,
  { turnSecret = '', turnTtlSeconds }: TurnSettings,
  now: number,
): Promise<TurnServerState> {
  const seconds = Math.floor(now / 1000)
  const state = (step: 0 | 1 | 2 | 3, fault?: TurnFault, error?: string): TurnServerState => ({
    url,
    reachable: step > 0,
    credentialsAccepted: step > 1,
    allocated: step > 2,
    fault,
    error,
  })
  try {
    const { error, challenged } = await allocate(url, turnSecret, seconds + turnTtlSeconds)
    if (!error) return challenged ? state(3) : state(3, 'open-to-all', OPEN_TO_ALL)
    if (error.code !== 401) return state(2, 'full', refusal(error))
    const later = await allocate(url, turnSecret, seconds + FAR_SECONDS)
    return later.error?.code === 401
      ? state(1, 'wrong-secret', WRONG_SECRET)
      : state(1, 'clock', clockFault(turnTtlSeconds))
  } catch (error) {
    return state(0, 'unreachable', unreachable(url, error))
  }
}

const WRONG_SECRET =
  'It refuses the credentials of this service: set TURN_SECRET to its static-auth-secret, and use-auth-secret there (npm run turn-config writes both).'

const OPEN_TO_ALL =
  'It relays for anybody, who can then send from its address: set use-auth-secret (npm run turn-config writes it).'

function clockFault(ttlSeconds: number): string {
  return `Its clock is more than ${ttlSeconds} seconds ahead of this machine's, so every credential ends before it is used: set both clocks by NTP.`
}

function refusal({ code, reason }: { code: number; reason: string }): string {
  if (code === 486)
    return 'It has no allocation left for one user (486): raise user-quota in turnserver.conf.'
  if (code === 508) {
    return 'It has no relay port left (508): raise total-quota, or widen min-port to max-port in turnserver.conf.'
  }
  return `It makes no allocation: ${code} ${reason.replace(/[^\x20-\x7e]/g, '')}. Look into coturn's log.`
}

function unreachable(url: string, error: unknown): string {
  const { host, port, transport } = parseTurnUrl(url)
  const reason = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The name ${host} has no address: check TURN_URLS and DNS.`
  if (/certificate|altname/i.test(reason)) return `Its certificate is not valid for ${host}: ${reason}.`
  return `Nothing answers there (${reason}): check that coturn runs and that ${transport} port ${port} of ${host} is open.`
}

async function allocate(
  url: string,
  secret: string,
  expiresAtSeconds: number,
): Promise<Pick<StunAnswer, 'error'> & { challenged: boolean }> {
  const client = await openTurnClient(url, turnCredential(secret, HOLDER, expiresAtSeconds), TIMEOUT_MS)
  try {
    const answer = await client.request(Method.allocate, [
      [Attribute.requestedTransport, Buffer.from([UDP, 0, 0, 0])],
    ])
    // If this is lost, the allocation ends by itself after ten minutes.
    if (!answer.error) await client.request(Method.refresh, [[Attribute.lifetime, uint32(0)]])
    return { error: answer.error, challenged: client.challenged() }
  } finally {
    client.close()
  }
}
