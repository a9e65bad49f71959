/** The lines of one conversation, in order and in memory only; the oldest go first. */

import { randomUUID } from 'node:crypto'
import { EDIT_MS } from '../../pure/chat-limits.js'
import { forgetOldest, remember } from '../limits/remember.js'
import type { Clock, Stopwatch } from '../ports.js'
import type { Cursor, History, Line, LineRemover } from './line.js'

/** Handed to whoever comes. */
export const LINES_FOR_NEWCOMERS = 50

/** Handed to whoever comes back and has read some already. */
export const LINES_KEPT = 200

/** Where a channel keeps no history, who comes back still gets what was written within this time: a socket broke. */
const GAP_MS = 60_000

/** Lines of one writer that are known when they come again: more than a page holds that nobody has confirmed. */
const NONCES_PER_WRITER = 20

/** Writers whose last lines are known. */
const WRITERS = 500

export interface Writing extends Pick<Line, 'from' | 'name' | 'text' | 'nonce'> {
  readonly inWorld?: boolean
  /** The agents who may read it; everybody in the conversation if it is missing. */
  readonly readers?: ReadonlySet<string>
}

/** A line, and what only the log knows of it. */
export interface LoggedLine {
  readonly line: Line
  readonly readers: ReadonlySet<string> | undefined
  /** By the stopwatch. */
  readonly writtenAt: number
}

export interface ChatLog {
  readonly id: string
  add(writing: Writing): Line
  /** A line that this writer has sent before. */
  known(from: string, nonce: string): Line | undefined
  find(lineId: string): LoggedLine | undefined
  /** When somebody wrote last, by the stopwatch. */
  lastBy(from: string): number | undefined
  /** Whether its writer may still change it. */
  isFresh(logged: LoggedLine): boolean
  edit(logged: LoggedLine, text: string): Line
  remove(logged: LoggedLine, by: LineRemover): Line
  /**
   * What a reader may read of it.
   * @param after how far the reader has read; nothing if it is missing or of another log
   * @param keepsHistory whether more than the gap of a lost socket is told
   */
  history(agentId: string, after: Cursor | undefined, keepsHistory: boolean): History
  /** Lines after a change, oldest first. */
  since(change: number): readonly LoggedLine[]
  /** When the last line was written, by the stopwatch. */
  readonly usedAt: number
}

export function createChatLog(clock: Clock, stopwatch: Stopwatch): ChatLog {
  const id = randomUUID()
  /** By id, in order. */
  const lines = new Map<string, LoggedLine>()
  const sent = new Map<string, Map<string, Line>>()
  const lastWritten = new Map<string, number>()
  let seq = 0
  let change = 0
  let usedAt = stopwatch.now()
  /** The change of the last line that was forgotten. */
  let forgotten = 0

  function put(logged: LoggedLine): Line {
    lines.set(logged.line.id, logged)
    if (lines.size > LINES_KEPT) {
      const [oldest] = lines.values()
      forgotten = Math.max(forgotten, oldest?.line.change ?? 0)
      forgetOldest(lines, LINES_KEPT)
    }
    return logged.line
  }

  function changed({ line, readers, writtenAt }: LoggedLine, to: Partial<Line>): Line {
    change += 1
    return put({ line: { ...line, ...to, change }, readers, writtenAt })
  }

  return {
    id,
    get usedAt() {
      return usedAt
    },
    add({ from, name, text, nonce, inWorld = false, readers }) {
      seq += 1
      change += 1
      usedAt = stopwatch.now()
      const line: Line = {
        id: `${id}.${seq}`,
        seq,
        change,
        from,
        name,
        text,
        at: clock(),
        edited: false,
        removedBy: undefined,
        inWorld,
        nonce,
      }
      const own = sent.get(from) ?? new Map<string, Line>()
      remember(own, nonce, line, NONCES_PER_WRITER)
      remember(sent, from, own, WRITERS)
      remember(lastWritten, from, usedAt, WRITERS)
      return put({ line, readers, writtenAt: usedAt })
    },
    known(from, nonce) {
      const first = sent.get(from)?.get(nonce)
      return first && (lines.get(first.id)?.line ?? first)
    },
    find: (lineId) => lines.get(lineId),
    lastBy: (from) => lastWritten.get(from),
    isFresh: ({ writtenAt, line }) => !line.removedBy && stopwatch.now() - writtenAt <= EDIT_MS,
    edit: (logged, text) => changed(logged, { text, edited: true }),
    remove: (logged, removedBy) => changed(logged, { text: '', removedBy }),
    since: (from) => [...lines.values()].filter(({ line }) => line.change > from),
    history(agentId, after, keepsHistory) {
      const comesBack = after?.log === id
      const from = comesBack ? after.change : 0
      const oldest = keepsHistory ? Number.NEGATIVE_INFINITY : stopwatch.now() - GAP_MS
      const readable =
        comesBack || keepsHistory
          ? this.since(from).filter(
              ({ readers, writtenAt }) => (readers?.has(agentId) ?? true) && writtenAt >= oldest,
            )
          : []
      const told = comesBack
        ? readable
        : readable.filter(({ line }) => !line.removedBy).slice(-LINES_FOR_NEWCOMERS)
      return {
        lines: told.map(({ line }) => line),
        upTo: { log: id, change },
        missed: comesBack && from < forgotten,
      }
    },
  }
}
