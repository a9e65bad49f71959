/** One-time codes: shown to an avatar in-world, typed by whoever claims to be it. */

import { randomInt } from 'node:crypto'
import { VoiceError } from '../errors.js'
import { sameText } from './accounts.js'
import type { Messenger, Stopwatch } from './ports.js'
import { createRequestLimit } from './request-limit.js'
import { networkOf } from './sign-in-throttle.js'
import type { TicketHolder } from './tickets.js'

export const CODE_TTL_MS = 2 * 60_000
export const CODE_TRIES = 5

/** An avatar sees at most so many codes, whoever asks for them: nobody can pester it. */
const CODES_PER_AVATAR = 3
/** A household may have a few residents; a stranger cannot pester a whole grid. */
const CODES_PER_ADDRESS = 10
const WINDOW_MS = 10 * 60_000

/** More sign-ins at once than any grid has; the oldest code gives way. */
const MAX_CODES = 10_000

export interface SignInCodes {
  /**
   * Shows a new code to the avatar in-world; an earlier one is void from then on.
   * @throws VoiceError `avatar-not-found`, `rate-limited`, `simulator-unavailable`
   */
  send(avatar: TicketHolder, address: string): Promise<void>
  /**
   * Whom the code was shown to; it is used up by this.
   * @throws VoiceError `code-wrong`, or `code-expired` when it is too old, used, or was guessed at too often
   */
  redeem(agentId: string, code: string): TicketHolder
}

interface ActiveCode extends TicketHolder {
  readonly code: string
  readonly sentAt: number
  triesLeft: number
}

/** @param drawCode six random digits; tests pass their own */
export function createSignInCodes(
  messenger: Messenger,
  stopwatch: Stopwatch,
  drawCode: () => string = randomCode,
): SignInCodes {
  const active = new Map<string, ActiveCode>()
  const perAvatar = createRequestLimit(stopwatch, CODES_PER_AVATAR, WINDOW_MS)
  const perAddress = createRequestLimit(stopwatch, CODES_PER_ADDRESS, WINDOW_MS)

  function keep({ agentId, name }: TicketHolder, code: string): void {
    active.delete(agentId)
    for (const [oldest, { sentAt }] of active) {
      if (active.size < MAX_CODES && stopwatch.now() - sentAt < CODE_TTL_MS) break
      active.delete(oldest)
    }
    active.set(agentId, { agentId, name, code, sentAt: stopwatch.now(), triesLeft: CODE_TRIES })
  }

  return {
    async send(avatar, address) {
      const { agentId } = avatar
      if (!messenger.reaches(agentId)) {
        throw new VoiceError('avatar-not-found', 'That avatar is not in-world, or cannot be sent a code.')
      }
      // An address without allowance must not use up the avatar's.
      if (!perAddress.take(networkOf(address))) throw tooMany('from your address')
      if (!perAvatar.take(agentId)) throw tooMany('for this avatar')
      const code = drawCode()
      await messenger.alert(
        agentId,
        `Your voice code is ${code}. Type it on the voice page within 2 minutes. ` +
          'Tell it to nobody: who types it speaks as you. If you did not ask for it, ignore it.',
      )
      keep(avatar, code)
    },
    redeem(agentId, code) {
      const known = active.get(agentId)
      const inTime = known !== undefined && stopwatch.now() - known.sentAt < CODE_TTL_MS
      if (!inTime) {
        active.delete(agentId)
        throw new VoiceError('code-expired', 'There is no code to type any more: ask for a new one.')
      }
      if (sameText(known.code, code)) {
        active.delete(agentId)
        return { agentId, name: known.name }
      }
      known.triesLeft -= 1
      if (known.triesLeft > 0) {
        const { triesLeft } = known
        throw new VoiceError('code-wrong', `This is not the code. Tries left: ${triesLeft}.`, { triesLeft })
      }
      active.delete(agentId)
      throw new VoiceError('code-expired', 'That was the last try: ask for a new code.')
    },
  }
}

function tooMany(why: string): VoiceError {
  return new VoiceError(
    'rate-limited',
    `Too many codes ${why}: wait ten minutes, or open a voice link in-world.`,
  )
}

function randomCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}
