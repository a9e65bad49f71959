/** One-time codes: shown to an avatar in-world, and typed on the page by its resident. */

import { randomInt } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../../errors.js'
import { type Avatar, avatarKey, type GridId, gridKey } from '../grids/grid.js'
import type { MakeLimit } from '../limits/limits.js'
import { networkOf } from '../limits/network-of.js'
import type { Clock, Messenger, Stopwatch } from '../ports.js'
import { type Journal, NO_JOURNAL } from './journal.js'
import type { KnownNetworks } from './known-networks.js'
import { isSameSecret } from './same-secret.js'
import type { TicketHolder } from './tickets.js'

export const CODE_TTL_MS = 2 * 60_000
/** Tries for each code and network; a network that asked for no code has as many. */
export const CODE_TRIES = 5

/** A network that asks more often for one avatar gets no new code. */
const CODES_PER_AVATAR_AND_NETWORK = 3
/** Enough for a household with a few residents; too few for a stranger to pester a whole grid. */
const CODES_PER_NETWORK = 10
/**
 * Beyond this number, an avatar is shown a new code only when the last one is about to run out, so that it is not
 * pestered. Until then everybody who asks shares the code on the screen, so strangers keep nobody out.
 */
const CODES_PER_AVATAR = 9
const WINDOW_MS = 10 * 60_000

/** Enough time to read a code and to type it. */
const TIME_TO_TYPE_MS = 45_000

/** Wrong tries of all networks together that asked for no code of this avatar. */
const STRANGERS_TRIES = 20

/** More avatars than sign in at once on any grid; the oldest entry gives way. */
const MAX_AVATARS = 10_000

export interface SignInCodes {
  /**
   * Shows a new code to the avatar in-world. An earlier code that the same network asked for is void from then on;
   * codes that other networks asked for stay valid.
   * @throws VoiceError `avatar-not-found`, `rate-limited`, `simulator-unavailable`
   */
  send(avatar: TicketHolder, address: string): Promise<void>
  /**
   * Uses up all codes of the avatar, and returns the holder whom they prove. Wrong tries count for the network they
   * come from, so that nobody can spend somebody else's.
   * @throws VoiceError `code-wrong`; `code-expired` when there is no code or that network has no tries left;
   * `rate-limited` when strangers have used up theirs
   */
  redeem(avatar: Avatar, code: string, address: string): Promise<TicketHolder>
  /** Resolves when nobody who follows this node would take a code that was used here, or allow more tries. */
  kept(): Promise<void>
  /** Goes on with what another node kept of some grids, and with nothing else of theirs. @param kept by key, as the journal was told */
  restore(kept: ReadonlyMap<string, unknown>, grids: ReadonlySet<GridId>): void
  /** The grid is served no more: its codes are void. */
  forgetGrid(grid: GridId): void
}

interface ActiveCode {
  readonly code: string
  readonly sentAt: number
}

/** The codes of one avatar, by network. */
interface AvatarCodes extends TicketHolder {
  readonly codes: Map<string, ActiveCode>
  readonly triesLeft: Map<string, number>
  touchedAt: number
}

export interface SignInCodesOptions {
  readonly messenger: Messenger
  readonly known: KnownNetworks
  readonly stopwatch: Stopwatch
  readonly makeLimit: MakeLimit
  readonly journal?: Journal
  /** Dates what the journal keeps. */
  readonly clock?: Clock
  /** Six random digits; tests pass their own. */
  readonly drawCode?: () => string
}

/** An avatar's codes as they are kept for another node. */
const Kept = Compile(
  Type.Object({
    grid: Type.String(),
    agentId: Type.String(),
    name: Type.String(),
    /** By network; `at` in milliseconds since 1970. */
    codes: Type.Array(Type.Tuple([Type.String(), Type.Object({ code: Type.String(), at: Type.Number() })])),
    triesLeft: Type.Array(Type.Tuple([Type.String(), Type.Integer()])),
  }),
)

export function createSignInCodes(options: SignInCodesOptions): SignInCodes {
  const {
    messenger,
    known,
    stopwatch,
    makeLimit,
    journal = NO_JOURNAL,
    clock = Date.now,
    drawCode = randomCode,
  } = options
  const entries = new Map<string, AvatarCodes>()
  const limit = (name: string, count: number) =>
    makeLimit({ name: `codes-${name}`, count, windowMs: WINDOW_MS })
  const perNetwork = limit('network', CODES_PER_NETWORK)
  const perAvatarAndNetwork = limit('avatar-network', CODES_PER_AVATAR_AND_NETWORK)
  const perAvatar = limit('avatar', CODES_PER_AVATAR)
  const strangersTries = limit('strangers', STRANGERS_TRIES)

  const isLive = ({ sentAt }: ActiveCode) => stopwatch.now() - sentAt < CODE_TTL_MS

  function entryOf({ grid, agentId, name }: TicketHolder): AvatarCodes {
    const key = avatarKey({ grid, agentId })
    const entry = entries.get(key) ?? {
      grid,
      agentId,
      name,
      codes: new Map(),
      triesLeft: new Map(),
      touchedAt: 0,
    }
    entries.delete(key)
    for (const [oldest, { touchedAt }] of entries) {
      if (entries.size < MAX_AVATARS && stopwatch.now() - touchedAt < CODE_TTL_MS) break
      entries.delete(oldest)
    }
    entry.touchedAt = stopwatch.now()
    entries.set(key, entry)
    return entry
  }

  function note({ grid, agentId, name, codes, triesLeft }: AvatarCodes): void {
    const dated = [...codes].map(([network, { code, sentAt }]) => [
      network,
      { code, at: clock() - (stopwatch.now() - sentAt) },
    ])
    const value = { grid, agentId, name, codes: dated, triesLeft: [...triesLeft] }
    journal.note(avatarKey({ grid, agentId }), value, CODE_TTL_MS)
  }

  function liveCodes(entry: AvatarCodes | undefined): readonly ActiveCode[] {
    return [...(entry?.codes.values() ?? [])].filter(isLive)
  }

  /** The code on the avatar's screen, to be shared when the avatar has been shown too many. */
  function codeToShare(avatar: Avatar): ActiveCode | undefined {
    const [newest] = [...liveCodes(entries.get(avatarKey(avatar)))].sort((a, b) => b.sentAt - a.sentAt)
    return newest && stopwatch.now() - newest.sentAt < CODE_TTL_MS - TIME_TO_TYPE_MS ? newest : undefined
  }

  function keep(avatar: TicketHolder, network: string, code: ActiveCode): void {
    const entry = entryOf(avatar)
    for (const [other, one] of entry.codes) if (!isLive(one)) entry.codes.delete(other)
    entry.codes.set(network, code)
    entry.triesLeft.set(network, CODE_TRIES)
    note(entry)
  }

  /** @throws VoiceError `code-expired` where there is no code */
  function requireCodes(key: string): { readonly entry: AvatarCodes; readonly codes: readonly ActiveCode[] } {
    const entry = entries.get(key)
    const codes = liveCodes(entry)
    if (entry && codes.length > 0) return { entry, codes }
    throw expired('There is no code to type any more: ask for a new one.')
  }

  const triesOf = (entry: AvatarCodes, network: string) => entry.triesLeft.get(network) ?? CODE_TRIES

  /** Takes a try. @throws VoiceError `code-expired` */
  function takeTry(entry: AvatarCodes, network: string): number {
    const left = triesOf(entry, network)
    if (left === 0) throw expired('You have no try left: ask for a new code.')
    entry.triesLeft.set(network, left - 1)
    note(entry)
    return left - 1
  }

  return {
    kept: journal.kept,
    restore(kept, grids) {
      for (const [key, { grid }] of entries) if (grids.has(grid)) entries.delete(key)
      for (const value of kept.values()) {
        if (!Kept.Check(value) || !grids.has(value.grid)) continue
        const { grid, agentId, name, codes, triesLeft } = value
        const sentAt = (at: number) => stopwatch.now() - Math.max(0, clock() - at)
        entries.set(avatarKey({ grid, agentId }), {
          grid,
          agentId,
          name,
          codes: new Map(codes.map(([network, { code, at }]) => [network, { code, sentAt: sentAt(at) }])),
          triesLeft: new Map(triesLeft),
          touchedAt: stopwatch.now(),
        })
      }
    },
    forgetGrid(grid) {
      for (const [key, entry] of entries) {
        if (entry.grid !== grid) continue
        entries.delete(key)
        journal.forget(key)
      }
    },
    async send(avatar, address) {
      const key = avatarKey(avatar)
      const network = networkOf(address)
      if (!messenger.reaches(avatar)) {
        throw new VoiceError('avatar-not-found', 'That avatar is not in-world, or cannot be sent a code.')
      }
      // A network over its own limit must not use up the avatar's.
      if (!(await perNetwork.take(gridKey(avatar.grid, network))))
        throw tooMany('Too many codes from your address')
      if (!(await perAvatarAndNetwork.take(`${key} ${network}`)))
        throw tooMany('Too many codes for this avatar')
      if (!(await perAvatar.take(key)) && !known.has(avatar, address)) {
        const shared = codeToShare(avatar)
        if (shared) return keep(avatar, network, shared)
      }
      const code = drawCode()
      await messenger.alert(avatar, (words) => words.code(code))
      keep(avatar, network, { code, sentAt: stopwatch.now() })
    },
    async redeem(avatar, code, address) {
      const network = networkOf(address)
      const key = avatarKey(avatar)
      const own = requireCodes(key).entry.codes.get(network)
      const isOwn = (own !== undefined && isLive(own)) || known.has(avatar, address)
      if (!isOwn && triesOf(requireCodes(key).entry, network) > 0 && !(await strangersTries.take(key)))
        throw tooMany('Too many wrong codes for this avatar')
      // The code may have been used meanwhile.
      const { entry, codes } = requireCodes(key)
      const triesLeft = takeTry(entry, network)
      if (codes.some((one) => isSameSecret(one.code, code))) {
        entries.delete(key)
        journal.forget(key)
        const { grid, agentId, name } = entry
        return { grid, agentId, name }
      }
      if (triesLeft === 0) throw expired('That was the last try: ask for a new code.')
      throw new VoiceError('code-wrong', `This is not the code. Tries left: ${triesLeft}.`, { triesLeft })
    },
  }
}

function expired(message: string): VoiceError {
  return new VoiceError('code-expired', message)
}

function tooMany(what: string): VoiceError {
  return new VoiceError('rate-limited', `${what}: wait ten minutes, or open a voice link in-world.`, {
    retryAfterSeconds: WINDOW_MS / 1000,
  })
}

function randomCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}
