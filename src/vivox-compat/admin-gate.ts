/**
 * Decides which requests count as the admin's, and works around two faults of VivoxVoiceModule: it writes a URL before
 * it signs in for that request, and it repeats a request for ever if a sign-in works right after an expired token.
 */

import type { FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'
import { remember } from '../voice/limits/remember.js'
import type { Stopwatch } from '../voice/ports.js'
import type { RegionAuthority } from '../voice/region-keys/authority.js'
import type { Tokens } from './tokens.js'

type Socket = FastifyRequest['socket']

/** The module sends its request at once after a sign-in, and signs in at once when it is told to. */
const AT_ONCE_MS = 10_000

const NOT_YET = Number.NEGATIVE_INFINITY

/** Bounds the memory that strangers can fill. */
const MAX_ADDRESSES = 10_000
const MAX_OWED_PER_ADDRESS = 64

/** A sign-in that must be refused, because the client was just told that its token is void. */
interface Owed {
  readonly socket: Socket
  readonly at: number
}

interface SignIn {
  readonly authority: RegionAuthority
  readonly address: string
  readonly at: number
}

export interface AdminGate {
  /** Notes that a region just signed in on this connection. */
  signedIn(request: FastifyRequest, authority: RegionAuthority): void
  /**
   * Whether this sign-in follows a 201 and must fail. The failure ends the module's loop; the next sign-in, for the
   * module's next request, succeeds.
   */
  mustRefuseSignIn(request: FastifyRequest): boolean
  /**
   * Admits the admin with a valid token, or with a void or empty one on a connection on which the admin signed in a
   * moment ago and has sent no valid token since.
   *
   * @returns for whom the region speaks
   * @param repeats whether the module signs in and repeats this request on `token-expired`
   * @throws VoiceError `not-allowed` (an avatar's token), `missing-credentials`, `token-expired`
   */
  admit(request: FastifyRequest, token: string | undefined, repeats: boolean): RegionAuthority
}

export function createAdminGate(tokens: Tokens, stopwatch: Stopwatch): AdminGate {
  const signIns = new WeakMap<Socket, SignIn>()
  const owed = new Map<string, readonly Owed[]>()
  /** Addresses that were refused a sign-in: when they then signed in, `NOT_YET` while they have not. */
  const refused = new Map<string, number>()

  const recent = (at: number | undefined) => at !== undefined && stopwatch.now() - at < AT_ONCE_MS

  function owe(request: FastifyRequest): void {
    const others = (owed.get(request.ip) ?? []).filter(({ at }) => recent(at))
    const all = [...others, { socket: request.socket, at: stopwatch.now() }].slice(-MAX_OWED_PER_ADDRESS)
    remember(owed, request.ip, all, MAX_ADDRESSES)
  }

  return {
    signedIn(request, authority) {
      signIns.set(request.socket, { authority, address: request.ip, at: stopwatch.now() })
      if (refused.get(request.ip) === NOT_YET) remember(refused, request.ip, stopwatch.now(), MAX_ADDRESSES)
    },

    mustRefuseSignIn(request) {
      const open = (owed.get(request.ip) ?? []).filter(({ at }) => recent(at))
      const own = open.find(({ socket }) => socket === request.socket)
      // The same client may come on another connection: its old one is closed, or a proxy uses its own connections.
      const due = own ?? open.find(({ socket }) => !socket.writable || isProxied(request))
      if (!due) return false
      remember(
        owed,
        request.ip,
        open.filter((one) => one !== due),
        MAX_ADDRESSES,
      )
      remember(refused, request.ip, NOT_YET, MAX_ADDRESSES)
      return true
    },

    admit(request, token, repeats) {
      const holder = token === undefined ? undefined : tokens.read(token)
      if (holder?.kind === 'admin') {
        signIns.delete(request.socket)
        return holder.authority
      }
      if (holder) throw new VoiceError('not-allowed', 'Only the admin account may do this.')

      const signIn = signIns.get(request.socket)
      if (signIn?.address === request.ip && recent(signIn.at)) return signIn.authority
      if (token === undefined) throw new VoiceError('missing-credentials', 'Sign in first.')
      if (repeats && recent(refused.get(request.ip))) {
        // The client has signed in on another connection, and its next request will have the new token.
        throw new VoiceError('missing-credentials', 'Use the token of the last sign-in.')
      }
      if (repeats) owe(request)
      throw new VoiceError('token-expired', 'The token is void: sign in again.')
    },
  }
}

function isProxied(request: FastifyRequest): boolean {
  const { 'x-forwarded-for': forwardedFor, forwarded, via } = request.headers
  const announced = [forwardedFor, forwarded, via].some((header) => header !== undefined)
  return announced || request.ip !== request.socket.remoteAddress
}
