/**
 * The session in the browser: one signed cookie for each avatar, so that somebody with two avatars can
 * have both open at once. The page names the one it means by `?avatar=`. Sessions of other grids than the request's are
 * ignored.
 */

import { type CookieSerializeOptions, Signer } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../errors.js'
import { type Avatar, type GridId, MAIN_GRID } from '../voice/grids/grid.js'
import { SESSION_TTL_MS, type Session, type Sessions } from '../voice/sign-in/sessions.js'
import { gridOf } from './request-grid.js'

const PREFIX = 'voice-'

const Payload = Compile(
  Type.Object({
    id: Type.String(),
    /** Missing in cookies of earlier versions. */
    grid: Type.Optional(Type.String()),
    agentId: Type.String(),
    name: Type.String(),
    expiresAt: Type.Number(),
    ticketHash: Type.Optional(Type.String()),
    keyId: Type.Optional(Type.String()),
  }),
)

/** The grid is part of the name, because grids may share UUIDs; no UUID has a full stop. */
const cookieName = ({ grid, agentId }: Avatar): string =>
  grid === MAIN_GRID ? PREFIX + agentId : `${PREFIX}${grid}.${agentId}`

const attributesFor = ({ isSecure }: FastifyRequest): CookieSerializeOptions & { secure: boolean } => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: isSecure,
  // An age counts by the browser's own clock; a date would depend on ours.
  maxAge: SESSION_TTL_MS / 1000,
})

export interface SessionCookies {
  set(request: FastifyRequest, reply: FastifyReply, session: Session): void
  /** The same as the value of a `Set-Cookie` header, for an answer that is no reply of Fastify. */
  header(request: FastifyRequest, session: Session): string
  clear(reply: FastifyReply, session: Session): void
  /**
   * The session a request carries: that avatar's, else the one it names by `?avatar=`, else the newest.
   * @throws VoiceError `session-missing`, `session-expired` when there is one but it is over, or `grid-busy`
   */
  read(request: FastifyRequest, agentId?: string): Session
  /** A session of the request that has not expired and meets a condition. */
  find(request: FastifyRequest, isWanted: (session: Session) => boolean): Session | undefined
}

/**
 * @param signingKey secret; its holder can be any avatar
 * @param takeRequest counts a request of a signed-in page for its grid
 */
export function createSessionCookies(
  sessions: Sessions,
  signingKey: string,
  takeRequest: (grid: GridId) => void = () => undefined,
): SessionCookies {
  const signer = new Signer(signingKey, 'sha256')

  function decode(value: string): Session | undefined {
    const { valid, value: payload } = signer.unsign(value)
    if (!valid || payload === null) return undefined
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return Payload.Check(parsed) ? { ...parsed, grid: parsed.grid ?? MAIN_GRID } : undefined
  }

  /** The sessions of its grid that a request carries: all, or one avatar's. */
  function carried(request: FastifyRequest, agentId?: string): Session[] {
    const grid = gridOf(request)
    const wanted = agentId === undefined ? undefined : cookieName({ grid, agentId })
    return Object.entries(request.cookies)
      .filter(([name]) => (wanted === undefined ? name.startsWith(PREFIX) : name === wanted))
      .map(([name, value]) => ({ name, session: decode(value ?? '') }))
      .flatMap(({ name, session }) => (session && name === cookieName(session) ? [session] : []))
      .filter((session) => session.grid === grid)
  }

  function isOver(session: Session): boolean {
    try {
      sessions.check(session)
      return false
    } catch {
      return true
    }
  }

  const signed = (session: Session): string =>
    signer.sign(Buffer.from(JSON.stringify(session)).toString('base64url'))

  return {
    set(request, reply, session) {
      reply.setCookie(cookieName(session), signed(session), attributesFor(request))
    },
    header: (request, session) =>
      request.server.serializeCookie(cookieName(session), signed(session), attributesFor(request)),
    clear(reply, session) {
      reply.clearCookie(cookieName(session), { path: '/' })
    },
    read(request, agentId) {
      const wanted = agentId ?? queryAvatar(request)
      const [session] = carried(request, wanted).sort((a, b) => b.expiresAt - a.expiresAt)
      if (!session) {
        throw new VoiceError('session-missing', 'You are not signed in: open a voice link in-world.')
      }
      sessions.check(session)
      takeRequest(session.grid)
      return session
    },
    find: (request, isWanted) => carried(request).find((session) => isWanted(session) && !isOver(session)),
  }
}

function queryAvatar(request: FastifyRequest): string | undefined {
  const { query } = request
  if (typeof query !== 'object' || query === null || !('avatar' in query)) return undefined
  return typeof query.avatar === 'string' ? query.avatar.toLowerCase() : undefined
}
