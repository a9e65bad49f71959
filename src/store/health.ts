/** Whether the database can be written: noticed at every write, checked again while it cannot, and logged once. */

import { EventEmitter } from 'node:events'
import { statfs } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { VoiceError } from '../errors.js'

/** With less free space on the disk, the next write may fail. */
export const LEAST_FREE_BYTES = 1024 * 1024

/** SQLite's codes for a disk that is full, read-only or broken. */
const UNWRITABLE = /^SQLITE_(READONLY|CANTOPEN|IOERR|FULL|PERM)/

export interface StoreLog {
  info(facts: object, message: string): void
  error(facts: object, message: string): void
}

export interface StoreHealthEvents {
  /** Writing works again, after it did not. */
  writable: []
  /** `fault` has changed between a text and `undefined`. */
  changed: []
}

export interface StoreHealth {
  readonly events: EventEmitter<StoreHealthEvents>
  /** Calls back when `fault` changes between a text and `undefined`. @returns a function that removes the callback */
  onChange(callback: () => void): () => void
  /** Why nothing can be written, in words for an operator; `undefined` if writing works. */
  fault(): string | undefined
  /** Looks whether the database can be written now. */
  look(): Promise<void>
}

export interface SqliteHealth extends StoreHealth {
  /** Notes a successful write. */
  wrote(): void
  /** Notes a failed write. @returns the error to throw: `store-unwritable` if the disk is the cause */
  failed(error: unknown): unknown
}

export interface StoreHealthOptions {
  /** A folder on the disk that is checked; `undefined` for a database in memory. */
  readonly folder: string | undefined
  /** Writes something small. @throws what the database throws */
  readonly tryToWrite: () => void
  readonly log: StoreLog
}

/** Of SQLite: its file's disk is checked, and writing is tried after a write has failed. */
export function createStoreHealth({ folder, tryToWrite, log }: StoreHealthOptions): SqliteHealth {
  // Every page adds a listener.
  const events = new EventEmitter<StoreHealthEvents>().setMaxListeners(0)
  let failing: string | undefined
  let full: string | undefined
  let said: string | undefined

  const fault = () => failing ?? full

  /** Logs each change once. */
  function say(): void {
    const now = fault()
    if ((now === undefined) === (said === undefined)) return
    said = now
    events.emit('changed')
    if (now === undefined) log.info({}, 'the database can be written again')
    else
      log.error(
        { reason: now },
        'nothing can be stored: voice goes on, but what changes now is lost at the next restart',
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

/** Whether an error says that the store cannot be written at the moment. */
export function isUnwritable(error: unknown): boolean {
  return error instanceof VoiceError && error.code === 'store-unwritable'
}

/** For writes that may be skipped. @throws any other error */
export function ignoreUnwritable(error: unknown): undefined {
  if (!isUnwritable(error)) throw error
}
