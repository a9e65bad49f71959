/**
 * A backup: one private .tar.gz with the database, secrets, settings and certificate. The service may run meanwhile.
 * PostgreSQL's database is not in it: that is backed up with PostgreSQL's own means.
 */

import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { create, extract } from 'tar'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { passwordFilesOf } from '../../opensim/remote-admin/regions-file.js'
import { isThere } from '../data-directory/data-dir.js'
import { type Config, SQLITE_FILE, settingsFile } from '../settings/config.js'
import { readVersion } from '../version.js'

const MANIFEST = 'manifest.json'
const FORMAT = 1

const NO_ROOM =
  'There is no room for a backup and the copy of the database that it needs: free some space on the disk of'

/** Files and folders of the data directory that are backed up if they exist. */
const DATA_ENTRIES = ['secrets.json', 'self-signed-cert.pem', 'self-signed-key.pem', 'acme']

const Manifest = Type.Object({
  format: Type.Integer(),
  version: Type.String(),
  createdAt: Type.String(),
  /** Where the database was, if it is not in the backup. */
  database: Type.Optional(Type.Literal('postgresql')),
  /** Files outside the data directory: their names in the backup, and their original paths. */
  settings: Type.Array(Type.Object({ name: Type.String({ pattern: '^[\\w.-]+$' }), path: Type.String() })),
})
export type BackupManifest = Static<typeof Manifest>
const manifestSchema = Compile(Manifest)

export type BackupSource = Pick<Config, 'dataDir' | 'tls' | 'remoteAdminFile'> &
  Partial<Pick<Config, 'databaseUrl'>>

/**
 * Writes a backup, in one step: a kill in the middle leaves no half file under that name.
 * @param file where to; its folder is made
 * @param now milliseconds since 1970
 * @throws Error when there is no database yet, the disk is full, or the file is there already
 */
export async function writeBackup(source: BackupSource, file: string, now: number): Promise<void> {
  const { dataDir } = source
  const hasFile = source.databaseUrl === undefined
  if (hasFile && !(await isThere(join(dataDir, SQLITE_FILE)))) {
    throw new Error(`There is no ${SQLITE_FILE} in ${dataDir}: is DATA_DIR the service's own?`)
  }
  if (await isThere(file)) throw new Error(`${file} is there already: name another file.`)
  await mkdir(dirname(resolve(file)), { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(dataDir, '.backup-'))
  try {
    await mkdir(join(folder, 'data'))
    await mkdir(join(folder, 'settings'))
    if (hasFile) await copyDatabase(join(dataDir, SQLITE_FILE), join(folder, 'data', SQLITE_FILE))
    for (const entry of DATA_ENTRIES) {
      const from = join(dataDir, entry)
      if (await isThere(from)) await cp(from, join(folder, 'data', entry), { recursive: true })
    }
    const settings = await copySettings(source, join(folder, 'settings'))
    const manifest: BackupManifest = {
      format: FORMAT,
      version: readVersion(),
      createdAt: new Date(now).toISOString(),
      ...(!hasFile && { database: 'postgresql' as const }),
      settings,
    }
    await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
    const unfinished = `${file}.part`
    await writeFile(unfinished, '', { mode: 0o600 })
    await create({ gzip: true, file: unfinished, cwd: folder, portable: true }, [
      MANIFEST,
      'data',
      'settings',
    ])
    await chmod(unfinished, 0o600)
    await rename(unfinished, file)
  } catch (error) {
    if (!(await isFull(dataDir, error))) throw error
    throw new Error(`${NO_ROOM} ${dataDir} or ${dirname(file)}.`, { cause: error })
  } finally {
    await rm(folder, { recursive: true, force: true })
    await rm(`${file}.part`, { force: true })
  }
}

/** Whether a full disk is the cause: SQLite, which writes an index even for reading, then reports just an "I/O error". */
async function isFull(dataDir: string, error: unknown): Promise<boolean> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)$/.test(code)) return true
  return code.startsWith('SQLITE_IOERR') && (await statfs(dataDir)).bavail === 0
}

/** Copies a database with SQLite's own backup, while others may write to it. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const database = new Database(from, { readonly: true, fileMustExist: true })
  try {
    await database.backup(to)
  } finally {
    database.close()
  }
}

async function copySettings(
  { tls, remoteAdminFile }: BackupSource,
  folder: string,
): Promise<BackupManifest['settings']> {
  const files = [
    settingsFile(),
    ...(remoteAdminFile ? [remoteAdminFile, ...passwordFilesOf(remoteAdminFile)] : []),
    ...(tls ? [tls.certFile, tls.keyFile] : []),
  ]
  const copied: BackupManifest['settings'] = []
  for (const path of new Set(files)) {
    if (!(await isThere(path))) continue
    const name = `${copied.length}-${basename(path).replaceAll(/[^\w.-]/g, '_')}`
    await copyFile(path, join(folder, name))
    copied.push({ name, path })
  }
  return copied
}

/** What a restore did, for the operator. */
export interface Restored {
  readonly manifest: BackupManifest
  /** The folder with the earlier content of the data directory; `undefined` if that was empty. */
  readonly keptIn: string | undefined
  /** Files outside the data directory that were put back. */
  readonly restoredSettings: readonly string[]
  /** Files that exist already or cannot be written, and where the backup's copies lie instead. */
  readonly leftSettings: readonly { readonly path: string; readonly copy: string }[]
}

/**
 * Restores a backup. The caller must hold the lock of the data directory. Nothing is deleted: the earlier content is
 * moved into a folder beside it.
 * @throws Error when the file is no backup, is damaged, or was made by a newer version of the format
 */
export async function restoreBackup(dataDir: string, file: string, now: number): Promise<Restored> {
  const folder = await mkdtemp(join(dataDir, '.restore-'))
  try {
    const manifest = await unpack(file, folder)
    const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '')
    const keptIn = await moveAway(manifest, dataDir, join(dataDir, `before-restore-${stamp}`))
    for (const entry of await readdir(join(folder, 'data'))) {
      await rename(join(folder, 'data', entry), join(dataDir, entry))
      await makePrivate(join(dataDir, entry))
    }
    const restoredSettings: string[] = []
    const leftSettings: { path: string; copy: string }[] = []
    for (const { name, path } of manifest.settings) {
      const from = join(folder, 'settings', name)
      if (await isPutBack(from, path)) restoredSettings.push(path)
      else if (!(await isSame(from, path))) {
        const copy = join(dataDir, `restored-settings-${stamp}`, name)
        await mkdir(dirname(copy), { recursive: true, mode: 0o700 })
        await copyFile(from, copy)
        leftSettings.push({ path, copy })
      }
    }
    return { manifest, keptIn, restoredSettings, leftSettings }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Restores a file unless it exists, or its folder is missing or not writable, as with a package's or a container's. */
async function isPutBack(from: string, path: string): Promise<boolean> {
  if ((await isThere(path)) || !(await isThere(dirname(path)))) return false
  try {
    await copyFile(from, path)
    await chmod(path, 0o600)
    return true
  } catch {
    return false
  }
}

async function unpack(file: string, folder: string): Promise<BackupManifest> {
  const noBackup = (cause: unknown, why = 'it is no backup of this service, or it is damaged') =>
    new Error(`${file} cannot be restored: ${why}. Nothing was changed.`, { cause })
  if (!(await isThere(file))) throw noBackup(undefined, 'there is no such file')
  let manifest: unknown
  try {
    await extract({
      file,
      cwd: folder,
      strict: true,
      filter: (path) => /^(manifest\.json$|data(\/|$)|settings(\/|$))/.test(path),
    })
    manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'))
  } catch (error) {
    throw noBackup(error)
  }
  if (!manifestSchema.Check(manifest)) throw noBackup(undefined)
  if (manifest.format > FORMAT)
    throw noBackup(undefined, `it was made by a newer version (${manifest.version})`)
  if (manifest.database) return manifest
  try {
    const database = new Database(join(folder, 'data', SQLITE_FILE), { fileMustExist: true })
    const health = database.pragma('quick_check(1)', { simple: true })
    database.close()
    if (health !== 'ok') throw new Error(String(health))
  } catch (error) {
    throw noBackup(error, 'its database is damaged')
  }
  return manifest
}

/** Moves what a backup replaces out of the way. @returns the folder, or `undefined` if there was nothing */
async function moveAway(
  { database }: BackupManifest,
  dataDir: string,
  to: string,
): Promise<string | undefined> {
  let moved = false
  const files = database ? [] : [SQLITE_FILE, `${SQLITE_FILE}-wal`, `${SQLITE_FILE}-shm`]
  for (const entry of [...files, ...DATA_ENTRIES]) {
    if (!(await isThere(join(dataDir, entry)))) continue
    await mkdir(to, { recursive: true, mode: 0o700 })
    await rename(join(dataDir, entry), join(to, entry))
    moved = true
  }
  return moved ? to : undefined
}

async function makePrivate(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) return chmod(path, 0o600)
  await chmod(path, 0o700)
  for (const entry of await readdir(path)) await makePrivate(join(path, entry))
}

async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => readFile(path).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.equals(b)
}
