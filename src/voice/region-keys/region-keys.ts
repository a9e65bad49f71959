/** The region keys of all grids: made, changed, found by their secrets and withdrawn, in memory and in the store. */

import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { VoiceError } from '../../errors.js'
import type { Bus } from '../bus.js'
import { type GridId, gridKey } from '../grids/grid.js'
import type { Clock } from '../ports.js'
import { createUseNotes, type NoteUse } from '../storage/last-uses.js'
import { authorityOf, type RegionAuthority } from './authority.js'
import type {
  RegionKey,
  RegionKeyRef,
  RegionKeySecret,
  RegionKeyStore,
  RegionKeyTerms,
  SecretUse,
} from './region-key.js'

/** More keys than a grid has owners of regions. */
const MAX_KEYS = 5000
/** A use is stored at most this often. */
const USE_RESOLUTION_MS = 60_000

const ID_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const KEY_ID_LENGTH = 8
const SECRET_ID_LENGTH = 12
const SECRET_BYTES = 32
/** Fits into paths, headers and ini files as it is. */
const SECRET = new RegExp(`^rk-([${ID_LETTERS}]{${SECRET_ID_LENGTH}})-[\\w-]{43}$`)

/** What no secret has: compared where none is known, so that a wrong id takes as long as a wrong secret. */
const NO_HASH = digest('')

/** A key with a secret that nobody can read again. */
export interface NewSecret {
  readonly key: RegionKey
  readonly secret: string
}

export interface RegionKeys {
  /** A key was changed, or is withdrawn; on any node. */
  readonly events: EventEmitter<{ changed: [key: RegionKey]; withdrawn: [key: RegionKeyRef] }>
  /** To be called before the first request, and again where messages of other nodes were lost. */
  load(): Promise<void>
  /** In the order they were made. */
  list(grid: GridId): readonly RegionKey[]
  find(key: RegionKeyRef): RegionKey | undefined
  /** For whom the holder of that secret speaks; `undefined` for a wrong one. Constant-time. */
  match(secret: string): RegionAuthority | undefined
  /** For whom the holder of the secret with that id speaks, while it is in force. */
  ofSecretId(secretId: string): RegionAuthority | undefined
  /** @throws VoiceError `not-allowed` when there are too many */
  make(grid: GridId, terms: RegionKeyTerms): Promise<NewSecret>
  /** @throws VoiceError `not-found` */
  change(key: RegionKeyRef, terms: Partial<RegionKeyTerms>): Promise<RegionKey>
  /** Makes a second secret; the first one holds until it is ended. @throws VoiceError `not-found`, `not-allowed` with two */
  renew(key: RegionKeyRef): Promise<NewSecret>
  /** Ends every secret but the newest. @throws VoiceError `not-found` */
  endOld(key: RegionKeyRef): Promise<RegionKey>
  /** The key is void at once, also where that cannot be stored. @throws VoiceError `not-found`, `store-unwritable` */
  withdraw(key: RegionKeyRef): Promise<RegionKey>
  /** Notes that a secret was used from that address. */
  noteUse(authority: RegionAuthority, address: string): void
  /** The last use of each secret, on any node, by its id. */
  uses(): Promise<ReadonlyMap<string, SecretUse>>
}

export interface RegionKeysOptions {
  readonly store: RegionKeyStore
  readonly bus: Bus
  readonly clock: Clock
  readonly noteUse?: NoteUse
}

interface InForce {
  readonly expected: Buffer
  readonly authority: RegionAuthority
}

export function createRegionKeys(options: RegionKeysOptions): RegionKeys {
  const { store, bus, clock, noteUse = createUseNotes() } = options
  const events: RegionKeys['events'] = new EventEmitter()
  const keys = new Map<string, RegionKey>()
  const bySecretId = new Map<string, InForce>()
  const lastUses = new Map<string, SecretUse>()
  const keyOf = ({ grid, id }: RegionKeyRef) => gridKey(grid, id)

  function take(ref: RegionKeyRef): void {
    for (const { id } of keys.get(keyOf(ref))?.secrets ?? []) bySecretId.delete(id)
    keys.delete(keyOf(ref))
  }

  function put(key: RegionKey): void {
    take(key)
    keys.set(keyOf(key), key)
    for (const secret of key.secrets) {
      bySecretId.set(secret.id, {
        expected: Buffer.from(secret.hash, 'base64url'),
        authority: authorityOf(key, secret),
      })
    }
  }

  bus.subscribe('region-key-changed', (key) => {
    put(key)
    events.emit('changed', key)
  })
  bus.subscribe('region-key-withdrawn', (ref) => {
    take(ref)
    events.emit('withdrawn', ref)
  })

  function known(ref: RegionKeyRef): RegionKey {
    const key = keys.get(keyOf(ref))
    if (key) return key
    throw new VoiceError('not-found', 'There is no such region key.')
  }

  /** Written first: what cannot be stored is not in force. */
  async function save(key: RegionKey): Promise<RegionKey> {
    await store.save(key)
    bus.publish('region-key-changed', key)
    return key
  }

  function newSecret(): RegionKeySecret & { readonly text: string } {
    const id = randomId(SECRET_ID_LENGTH)
    const text = `rk-${id}-${randomBytes(SECRET_BYTES).toString('base64url')}`
    return { id, text, hash: digest(text).toString('base64url'), createdAt: clock() }
  }

  return {
    events,
    async load() {
      const told = new Set<string>()
      const ends = [
        bus.subscribe('region-key-changed', (key) => told.add(keyOf(key))),
        bus.subscribe('region-key-withdrawn', (ref) => told.add(keyOf(ref))),
      ]
      const stored = (await store.list()).filter((key) => !told.has(keyOf(key)))
      for (const end of ends) end()
      const present = new Set(stored.map(keyOf))
      const gone = [...keys.values()].filter((key) => !present.has(keyOf(key)) && !told.has(keyOf(key)))
      for (const key of stored) put(key)
      for (const key of gone) take(key)
      for (const { grid, id } of gone) events.emit('withdrawn', { grid, id })
    },
    list: (grid) => [...keys.values()].filter((key) => key.grid === grid),
    find: (ref) => keys.get(keyOf(ref)),
    match(text) {
      const found = bySecretId.get(SECRET.exec(text)?.[1] ?? '')
      const fits = timingSafeEqual(digest(text), found?.expected ?? NO_HASH)
      return fits ? found?.authority : undefined
    },
    ofSecretId: (secretId) => bySecretId.get(secretId)?.authority,
    async make(grid, { name, regions, rights }) {
      if (keys.size >= MAX_KEYS) {
        throw new VoiceError('not-allowed', `There are ${MAX_KEYS} region keys: withdraw some first.`)
      }
      const { text, ...secret } = newSecret()
      const id = randomId(KEY_ID_LENGTH)
      const key = { grid, id, name, regions, rights, createdAt: clock(), secrets: [secret] }
      return { key: await save(key), secret: text }
    },
    change: async (ref, terms) => save({ ...known(ref), ...terms }),
    async renew(ref) {
      const key = known(ref)
      if (key.secrets.length > 1) {
        throw new VoiceError('not-allowed', 'This key has two secrets already: end the old one first.')
      }
      const { text, ...secret } = newSecret()
      return { key: await save({ ...key, secrets: [...key.secrets, secret] }), secret: text }
    },
    async endOld(ref) {
      const key = known(ref)
      return save({ ...key, secrets: key.secrets.slice(-1) })
    },
    async withdraw(ref) {
      const key = known(ref)
      // At once: a store that hangs does not keep the key in force meanwhile.
      bus.publish('region-key-withdrawn', { grid: ref.grid, id: ref.id })
      await store.delete(ref)
      return key
    },
    noteUse({ key }, from) {
      if (!key) return
      const { secretId } = key
      const at = clock()
      const before = lastUses.get(secretId)
      const isNews = !before || before.from !== from || Math.abs(at - before.at) >= USE_RESOLUTION_MS
      if (!isNews) return
      const use = { secretId, at, from }
      lastUses.set(secretId, use)
      noteUse(`region key ${secretId}`, () => store.noteUse(use))
    },
    async uses() {
      const uses = new Map((await store.uses()).map((use) => [use.secretId, use]))
      for (const [secretId, use] of lastUses) {
        if (use.at > (uses.get(secretId)?.at ?? 0)) uses.set(secretId, use)
      }
      return uses
    },
  }
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

function randomId(length: number): string {
  return Array.from({ length }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('')
}
