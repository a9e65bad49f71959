/** Attacks by the clock on the real process: it is set, and the process sleeps, while two people talk. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodePositions } from '../../src/protocol/position-frame.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startShiftedService } from '../helpers/shifted-clock.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { attack } from './attack.js'

const HOUR_MS = 3_600_000
const YEAR_MS = 365 * 24 * HOUR_MS
/** What is told too late is a freeze. */
const LIMIT_MS = 2000

const directory = mkdtempSync(join(tmpdir(), 'voice-drill-'))
const service = await startShiftedService(directory)
const [anna, bert] = [testAvatar('Anna Drill'), testAvatar('Bert Drill', [104, 100, 25])]
const region = testRegion(service, [anna, bert])
await region.push()
const open = async (avatar: typeof anna) => {
  const socket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  return socket
}
const [hers, his] = [await open(anna), await open(bert)]

/** She walks a step; how long it takes until he is told. */
async function stepIsTold(): Promise<number> {
  anna.pos = [anna.pos[0] + 1, 100, 25]
  const begun = performance.now()
  await region.push()
  await eventually(
    'her step is told',
    () => {
      const entries = his.frames.flatMap((frame) => decodePositions(frame) ?? [])
      return entries.some(({ position: [x] }) => Math.abs(x - anna.pos[0]) < 0.1)
    },
    LIMIT_MS,
  )
  return performance.now() - begun
}

/** Nobody may be told that anything ended. */
function requireCalm(): void {
  const bad = [...hers.messages, ...his.messages].filter(({ type }) =>
    ['feed', 'no-room', 'participant-left', 'error'].includes(type),
  )
  if (bad.length > 0) throw new Error(JSON.stringify(bad[0]))
}

let sleptMs = 0
async function survives(setMs: number, sleepMs = 0): Promise<string> {
  sleptMs += sleepMs
  service.shift({ setMs, sleptMs })
  let longest = 0
  for (let steps = 0; steps < 20; steps += 1) {
    longest = Math.max(longest, await stepIsTold())
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  requireCalm()
  const link = await region.link(anna)
  await signIn(service.url, link)
  return `positions went on within ${Math.round(longest)} ms, nobody was ended, a new link opens`
}

await attack('nothing is set', () => survives(0))
await attack('the clock is set an hour back', () => survives(-HOUR_MS))
await attack('the clock is right again', () => survives(0))
await attack('the clock is set an hour forward', () => survives(HOUR_MS))
await attack('the clock goes back from there', () => survives(0))
await attack('the process slept for an hour', () => survives(0, HOUR_MS))
await attack('the clock jumps back by a year', () => survives(-YEAR_MS))
await attack('the process is stopped for twelve seconds and goes on', async () => {
  process.kill(service.processId, 'SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, 12_000))
  process.kill(service.processId, 'SIGCONT')
  return survives(-YEAR_MS)
})

for (const socket of [hers, his]) socket.close()
await service.stop()
rmSync(directory, { recursive: true, force: true })
