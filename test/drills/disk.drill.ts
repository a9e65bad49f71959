/** Attacks by a disk that is full: on the real process, with a small disk of its own that only root may mount. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { placeCertificate } from '../helpers/servers/certificate.js'
import { startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { attack } from './attack.js'

if (process.getuid?.() !== 0) {
  process.stdout.write('skipped: only root may mount a small disk to fill\n')
  process.exit(0)
}

const DATA_DIR = mkdtempSync(join(tmpdir(), 'voice-drill-disk-'))
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=700', 'tmpfs', DATA_DIR])
await placeCertificate(DATA_DIR)
let service = await startService({ DATA_DIR })
await signedInAdmin(service)

const filler = join(DATA_DIR, 'filler')
function fill(): void {
  for (let part = 0; statfsSync(DATA_DIR).bavail > 0; part += 1) {
    const { bavail, bsize } = statfsSync(DATA_DIR)
    try {
      writeFileSync(`${filler}-${part}`, Buffer.alloc(bavail * bsize))
    } catch {
      // The service took some of it meanwhile.
    }
  }
}
const clear = () => execFileSync('sh', ['-c', `rm -f ${filler}-*`])
const readiness = async () => (await fetch(`${service.url}/readyz`)).status

/** So many new residents of a region of their own; how long the slowest took from its link to its room. */
async function comeIn(people: number): Promise<number> {
  const avatars = Array.from({ length: people }, (_, index) => testAvatar(`Resident ${index}`))
  const region = testRegion(service, avatars, 'Newly found')
  await region.push()
  const taken = await Promise.all(
    avatars.map(async (avatar) => {
      const begun = performance.now()
      const socket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
      socket.send({ type: 'join', muted: false })
      await socket.next('room')
      socket.close()
      return performance.now() - begun
    }),
  )
  return Math.max(...taken)
}

await attack('the disk is filled to the last byte', async () => {
  fill()
  const begun = performance.now()
  await eventually('readiness says so', async () => (await readiness()) === 503)
  return `/readyz answers 503 after ${Math.round(performance.now() - begun)} ms`
})
await attack('five regions that nobody has been to yet, ten people each', async () => {
  let slowest = 0
  for (let regions = 0; regions < 5; regions += 1) slowest = Math.max(slowest, await comeIn(10))
  return `all 50 are in their rooms, the slowest after ${Math.round(slowest)} ms`
})
await attack('an admin who is not signed in yet', async () => {
  const late = await signedInAdmin(service)
  const { status, body } = await late.get('/overview')
  if (status !== 200 || body.health.store !== false)
    throw new Error(`${status} ${JSON.stringify(body.health)}`)
  return 'signs in, and reads why nothing can be written'
})
await attack('a restart with a full disk', async () => {
  const { code } = await service.stop()
  service = await startService({ DATA_DIR })
  await comeIn(1)
  return `it ended with ${code}, started, and people come in`
})
await attack('the disk is filled and cleared fifty times while people come in', async () => {
  for (let round = 0; round < 50; round += 1) {
    fill()
    if (round % 10 === 0) await comeIn(2)
    clear()
  }
  await eventually('it is ready again', async () => (await readiness()) === 200)
  return 'it is ready again'
})
await attack('what was said to be written is there after kill -9', async () => {
  const admin = await signedInAdmin(service)
  const { status } = await admin.post('/tokens', { label: 'after the flood', role: 'owner' })
  await service.stop('SIGKILL')
  service = await startService({ DATA_DIR })
  const again = await signedInAdmin(service)
  const keys = (await again.get('/keys')).body.filter(
    ({ label }: { label: string }) => label === 'after the flood',
  )
  if (keys.length !== 1) throw new Error(`answered ${status}, and there are ${keys.length}`)
  return 'one token'
})

await service.stop()
clear()
execFileSync('umount', ['--lazy', DATA_DIR])
rmdirSync(DATA_DIR)
