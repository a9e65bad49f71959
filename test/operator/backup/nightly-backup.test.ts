/** A backup each night: made when it is due or was missed, the oldest removed. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startNightlyBackups } from '../../../src/operator/backup/nightly-backup.js'
import { openStore } from '../../../src/store/store.js'
import { eventually } from '../../helpers/eventually.js'
import { createTestTime } from '../../helpers/test-time.js'

const HOUR = 3_600_000

t.test('one a night, seven kept, and a failure is told and tried again', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rmSync(dataDir, { recursive: true }))
  const time = createTestTime()
  const faults: string[] = []
  const backups = startNightlyBackups({
    source: { dataDir, tls: undefined, remoteAdminFile: undefined },
    keep: 7,
    clock: time.clock,
    timers: time.timers,
    log: { info: () => undefined, error: (_, message) => faults.push(message) },
  })
  t.teardown(() => backups.close())

  await time.pass(HOUR / 6)
  await eventually('it is said that nothing could be written', () => faults.length > 0)
  const store = await openStore({ file: join(dataDir, 'voice.sqlite') })
  await store.close()
  const names = () => readdirSync(join(dataDir, 'backups')).sort()
  let newest = ''
  for (let night = 1; night <= 9; night += 1) {
    await eventually('it looks again', () => time.pending() > 0)
    await time.pass(24 * HOUR)
    await eventually('the night has its backup, and no more than seven are kept', () => {
      const found = names()
      return (found.at(-1) ?? '') > newest && found.length === Math.min(night, 7)
    })
    newest = names().at(-1) ?? ''
  }
  await eventually('it looks again', () => time.pending() > 0)
  await time.pass(HOUR / 6)
  await eventually('it has looked', () => time.pending() > 0)
  t.equal(names().at(-1), newest, 'no second one for one night')
})
