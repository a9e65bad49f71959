/** Offers that the hub has not answered yet; each waits for a bounded time. */

import { VoiceError } from '../errors.js'
import type { Timers } from '../voice/ports.js'

export interface PendingAnswers {
  /**
   * Waits for the answer to a peer's offer.
   * @param onLate is called where none comes in time
   * @throws VoiceError `hub-unavailable` where none comes
   */
  wait(peerId: string, onLate: () => void): Promise<string>
  answer(peerId: string, sdp: string): void
  refuse(peerId: string, error: VoiceError): void
  /** The hub has ended: nobody is answered. */
  refuseAll(): void
}

/** A region waits ten seconds for its answer and a viewer longer; nobody is helped by more. */
export const ANSWER_LIMIT_MS = 4000

export function hubUnavailable(): VoiceError {
  return new VoiceError(
    'hub-unavailable',
    'The media hub is not up at the moment: try again in some seconds.',
  )
}

interface PendingAnswer {
  resolve(answer: string): void
  reject(error: VoiceError): void
  cancelLimit(): void
}

export function createPendingAnswers(timers: Timers): PendingAnswers {
  const pending = new Map<string, PendingAnswer>()

  function settle(peerId: string, step: (answer: PendingAnswer) => void): void {
    const answer = pending.get(peerId)
    if (!answer) return
    pending.delete(peerId)
    answer.cancelLimit()
    step(answer)
  }

  const refuse = (peerId: string, error: VoiceError) => settle(peerId, ({ reject }) => reject(error))

  return {
    wait: (peerId, onLate) =>
      new Promise((resolve, reject) => {
        const cancelLimit = timers.after(ANSWER_LIMIT_MS, () => {
          refuse(peerId, hubUnavailable())
          onLate()
        })
        pending.set(peerId, { resolve, reject, cancelLimit })
      }),
    answer: (peerId, sdp) => settle(peerId, ({ resolve }) => resolve(sdp)),
    refuse,
    refuseAll() {
      for (const peerId of [...pending.keys()]) refuse(peerId, hubUnavailable())
    },
  }
}
