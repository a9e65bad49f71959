/** What is in a backup, what a restore does with what is there already, and what is no backup. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { create } from 'tar'
import { restoreBackup, writeBackup } from '../../../src/operator/backup/backup-file.js'
import { openStore } from '../../../src/store/store.js'
import { cannotMount, mountSmallDisk } from '../../helpers/servers/small-disk.js'

const NOW = Date.UTC(2026, 10, 26)

function folder(t: Test): string {
  const made = mkdtempSync(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rmSync(made, { recursive: true }))
  return made
}

function write(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

async function sourceIn(t: Test) {
  const [dataDir, elsewhere] = [folder(t), folder(t)]
  await (await openStore({ file: join(dataDir, 'voice.sqlite') })).close()
  write(join(dataDir, 'secrets.json'), '{"regionSecret":"kept"}')
  write(join(dataDir, 'acme/key.pem'), 'the key of an authority')
  const password = write(join(elsewhere, 'password.txt'), 'of a region')
  const locked = write(join(elsewhere, 'locked/password.txt'), 'of another region')
  const regions = ['password.txt', 'locked/password.txt'].map((password_file, index) => ({
    name: `Region ${index}`,
    url: `http://127.0.0.1:${index + 1}`,
    password_file,
  }))
  const remoteAdminFile = write(join(elsewhere, 'regions.json'), JSON.stringify(regions))
  const certFile = write(join(elsewhere, 'cert.pem'), 'certificate')
  const keyFile = write(join(elsewhere, 'key.pem'), 'key')
  const source = { dataDir, remoteAdminFile, tls: { certFile, keyFile } }
  return {
    source,
    files: { password, locked, remoteAdminFile, certFile, keyFile },
    file: join(elsewhere, 'backup.tar.gz'),
  }
}

t.test('everything that a service needs comes back, and nothing that is there is lost', async (t) => {
  const { source, files, file } = await sourceIn(t)
  await writeBackup(source, file, NOW)
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.notOk(
    readdirSync(source.dataDir).some((name) => name.startsWith('.')),
    'nothing half is left',
  )
  await t.rejects(writeBackup(source, file, NOW), /is there already/)
  await t.rejects(
    writeBackup({ ...source, dataDir: folder(t) }, `${file}2`, NOW),
    /There is no voice\.sqlite/,
  )

  rmSync(files.keyFile)
  rmSync(files.password)
  rmSync(dirname(files.locked), { recursive: true })
  write(dirname(files.locked), 'nothing can be put here')
  write(files.certFile, 'another certificate')
  const dataDir = folder(t)
  write(join(dataDir, 'secrets.json'), '{"regionSecret":"of today"}')
  const { keptIn = '', restoredSettings, leftSettings, manifest } = await restoreBackup(dataDir, file, NOW)
  t.equal(manifest.createdAt, new Date(NOW).toISOString())
  t.match(readFileSync(join(dataDir, 'secrets.json'), 'utf8'), 'kept')
  t.match(readFileSync(join(dataDir, 'acme/key.pem'), 'utf8'), 'the key of an authority')
  t.equal(statSync(join(dataDir, 'acme/key.pem')).mode & 0o777, 0o600)
  t.match(readFileSync(join(keptIn, 'secrets.json'), 'utf8'), 'of today')
  t.strictSame(
    [...restoredSettings].sort(),
    [files.keyFile, files.password].sort(),
    'what was missing is put back',
  )
  t.equal(readFileSync(files.keyFile, 'utf8'), 'key')
  t.equal(statSync(files.keyFile).mode & 0o777, 0o600)
  t.equal(readFileSync(files.certFile, 'utf8'), 'another certificate', 'what is another one by now stays')
  t.strictSame(
    leftSettings.map(({ path, copy }) => [path, readFileSync(copy, 'utf8')]),
    [
      [files.locked, 'of another region'],
      [files.certFile, 'certificate'],
    ],
    'and the one of the backup lies beside the data, as does what could not be put back',
  )
  const store = await openStore({ file: join(dataDir, 'voice.sqlite') })
  t.equal(await store.findFault(), undefined)
  await store.close()
})

t.test('with PostgreSQL everything but the database, and an SQLite file stays where it is', async (t) => {
  const { source, file } = await sourceIn(t)
  await writeBackup({ ...source, databaseUrl: 'postgresql://voice:x@db.example/voice' }, file, NOW)
  const dataDir = folder(t)
  write(join(dataDir, 'voice.sqlite'), 'from before')
  const { manifest } = await restoreBackup(dataDir, file, NOW)
  t.equal(manifest.database, 'postgresql')
  t.match(readFileSync(join(dataDir, 'secrets.json'), 'utf8'), 'kept')
  t.equal(readFileSync(join(dataDir, 'voice.sqlite'), 'utf8'), 'from before')
})

t.test(
  'a full disk: it is said, nothing half is left, and the next one is whole',
  {
    skip: cannotMount(),
  },
  async (t) => {
    const { folder: dataDir, fill, clear } = mountSmallDisk(t)
    await (await openStore({ file: join(dataDir, 'voice.sqlite') })).close()
    write(join(dataDir, 'secrets.json'), '{"regionSecret":"kept"}')
    const source = { dataDir, remoteAdminFile: undefined, tls: undefined }
    const [inside, elsewhere] = [join(dataDir, 'backups/a.tar.gz'), join(folder(t), 'a.tar.gz')]
    mkdirSync(dirname(inside))
    fill()
    for (const file of [inside, elsewhere]) {
      await t.rejects(
        writeBackup(source, file, NOW),
        /no room for a backup.*: free some space on the disk of/,
      )
      t.strictSame(readdirSync(dirname(file)), [])
    }
    clear()
    t.notOk(readdirSync(dataDir).some((name) => name.startsWith('.')))
    await writeBackup(source, inside, NOW)
    const { manifest } = await restoreBackup(folder(t), inside, NOW)
    t.equal(manifest.format, 1)
  },
)

t.test('what is no backup, is damaged or newer changes nothing', async (t) => {
  const dataDir = folder(t)
  write(join(dataDir, 'secrets.json'), 'as before')
  const parts = folder(t)
  const manifest = { format: 1, version: '9.9.9', createdAt: '', settings: [] }
  const pack = async (name: string, about: object, database: string) => {
    write(join(parts, 'manifest.json'), JSON.stringify(about))
    write(join(parts, 'data/voice.sqlite'), database)
    const file = join(parts, name)
    await create({ gzip: true, file, cwd: parts }, ['manifest.json', 'data'])
    return file
  }
  for (const [file, why] of [
    [join(parts, 'nothing'), /there is no such file/],
    [write(join(parts, 'junk'), 'junk'), /it is no backup of this service/],
    [await pack('odd', { format: 'x' }, ''), /it is no backup of this service/],
    [await pack('newer', { ...manifest, format: 2 }, ''), /made by a newer version \(9\.9\.9\)/],
    [await pack('damaged', manifest, 'no database, whatever its name says it is'), /its database is damaged/],
  ] as const) {
    await t.rejects(restoreBackup(dataDir, file, NOW), why)
    t.strictSame(readdirSync(dataDir), ['secrets.json'], 'nothing was changed')
    t.equal(readFileSync(join(dataDir, 'secrets.json'), 'utf8'), 'as before')
    t.notOk(existsSync(join(dataDir, '.restore-')))
  }
})
