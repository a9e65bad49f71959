/** One question to the grid's services (Robust, private port): a form that is posted, and what stands in the answer. */

import { PostFault, post } from '../../outgoing/http-post.js'
import type { MayReach } from '../../outgoing/reachable-addresses.js'
import type { Timers } from '../../voice/ports.js'
import { emptyAnswer, faultOfPost, invalidAnswer, refusedAnswer, tooBusy } from './robust-fault.js'
import { readServerResponse, type ServerMembers, textOf } from './server-response.js'

export interface Asking {
  /** Scheme, host and private port, with user and password where Robust wants them. */
  readonly url: URL
  readonly timers: Timers
  /** To which addresses that may lead; everywhere where it is `undefined`. */
  readonly mayReach: MayReach | undefined
}

/** What is asked: a list is written once for each of its values. */
export type Form = Readonly<Record<string, string | readonly string[]>>

/** @throws RobustFault */
export type Ask = (path: string, form: Form, timeoutMs?: number) => Promise<ServerMembers>

/** Most services want to know which versions of them are spoken. */
export const VERSION = { VERSIONMIN: '0', VERSIONMAX: '0' }

/** Most answers take some milliseconds. */
const TIMEOUT_MS = 4000
/** 2,000 regions are 1.25 MB. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024
const MAX_OPEN = 4

/** Asks with a few questions open at a time; more are refused at once. */
export function createAsk({ url, timers, mayReach }: Asking): Ask {
  let open = 0

  return async (path, form, timeoutMs = TIMEOUT_MS) => {
    if (open >= MAX_OPEN) throw tooBusy()
    open += 1
    try {
      const text = await post(new URL(path, url), encode(form), {
        contentType: 'application/x-www-form-urlencoded',
        timeoutMs,
        maxBytes: MAX_ANSWER_BYTES,
        timers,
        mayReach,
      })
      return await read(text)
    } catch (error) {
      throw error instanceof PostFault ? faultOfPost(error) : error
    } finally {
      open -= 1
    }
  }
}

/** @throws RobustFault where the answer tells of a failure */
export function requireSuccess(answer: ServerMembers, what: string): void {
  if (resultOf(answer) === 'failure') throw refusedAnswer(what)
}

/** The word with which an answer says what became of the question, in lower case; `<Result>` and `<result>` are both in use. */
export function resultOf(answer: ServerMembers): string {
  return (textOf(answer, 'result') || textOf(answer, 'Result')).toLowerCase()
}

/** As Robust's own clients write it: brackets stay as they are. */
function encode(form: Form): string {
  return Object.entries(form)
    .flatMap(([name, values]) => [values].flat().map((value) => `${name}=${encodeURIComponent(value)}`))
    .join('&')
}

async function read(xml: string): Promise<ServerMembers> {
  if (xml.trim() === '') throw emptyAnswer()
  try {
    return await readServerResponse(xml)
  } catch (error) {
    throw invalidAnswer(error instanceof Error ? error.message : String(error), error)
  }
}
