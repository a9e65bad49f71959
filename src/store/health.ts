/** Whether anything can be written down: noticed at every write, looked at anew while it cannot, and said once. */

import { EventEmitter } from 'node:events'
import { statfs } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { VoiceError } from '../errors.js'

/** With less room on its disk the next write may fail. */
export const LEAST_FREE_BYTES = 1024 * 1024

/** What SQLite says of a disk that is full, was made read-only, or breaks. */
const UNWRITABLE = /^SQLITE_(READONLY|CANTOPEN|IOERR|FULL|PERM)/

export interface StoreLog {
  info(facts: object, message: string): void
  error(facts: object, message: string): void
}

interface StoreHealthEvents {
  /** Writing works again, after it did not. */
  writable: []
  /** `fault` has something to say now, or nothing any more. */
  changed: []
}

export interface StoreHealth {
  readonly events: EventEmitter<StoreHealthEvents>
  /** Calls back when `fault` has something to say, or nothing any more. @returns what ends that */
  onChange(callback: () => void): () => void
  /** Why nothing can be written down, in words for an operator; `undefined`: it can. */
  fault(): string | undefined
  /** Something was written. */
  wrote(): void
  /** A write failed. @returns what to throw: `store-unwritable`, where it is no fault of ours */
  failed(error: unknown): unknown
  /** Looks at the disk, and tries to write where that failed last. */
  look(): Promise<void>
}

export interface StoreHealthOptions {
  /** On the disk that is looked at; `undefined` where there is none. */
  readonly folder: string | undefined
  /** Writes something small. @throws what the database throws */
  readonly tryToWrite: () => void
  readonly log: StoreLog
}

export function createStoreHealth({ folder, tryToWrite, log }: StoreHealthOptions): StoreHealth {
  // Every page listens.
  const events = new EventEmitter<StoreHealthEvents>().setMaxListeners(0)
  let failing: string | undefined
  let full: string | undefined
  let said: string | undefined

  const fault = () => failing ?? full

  /** Says each change once. */
  function say(): void {
    const now = fault()
    if ((now === undefined) === (said === undefined)) return
    said = now
    events.emit('changed')
    if (now === undefined) log.info({}, 'the database can be written again')
    else
      log.error(
        { reason: now },
        'nothing can be written down: voice goes on, but what changes now is lost at the next restart',
      )
  }

  function wrote(): void {
    if (failing === undefined) return
    failing = undefined
    say()
    events.emit('writable')
  }

  function failed(error: unknown): unknown {
    if (!(error instanceof Database.SqliteError) || !UNWRITABLE.test(error.code)) return error
    failing = `${folder ?? 'The database'} cannot be written (${error.code}): free some space on its disk, or look at its rights.`
    say()
    return new VoiceError(
      'store-unwritable',
      'The voice service cannot write this down at the moment: its disk is full, or cannot be written.',
      { cause: error },
    )
  }

  return {
    events,
    onChange(callback) {
      events.on('changed', callback)
      return () => events.off('changed', callback)
    },
    fault,
    wrote,
    failed,
    async look() {
      if (folder !== undefined) {
        const { bavail, bsize } = await statfs(folder)
        const free = bavail * bsize
        full =
          free < LEAST_FREE_BYTES
            ? `The disk of ${folder} is full (${Math.floor(free / 1024)} kB free): make room.`
            : undefined
      }
      if (fault() !== undefined) {
        try {
          tryToWrite()
          wrote()
        } catch (error) {
          failed(error)
        }
      }
      say()
    },
  }
}

/** Whether nothing of that was written because nothing can be at the moment. */
export function isUnwritable(error: unknown): boolean {
  return error instanceof VoiceError && error.code === 'store-unwritable'
}

/** For what may be left undone. @throws whatever else went wrong */
export function ignoreUnwritable(error: unknown): void {
  if (!isUnwritable(error)) throw error
}
