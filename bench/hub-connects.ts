/**
 * A hundred and fifty viewers come and go, half of them abruptly: what they leave behind in the hub.
 * `npm run bench -- hub-connects [count] [rounds]`
 */

import { createHub } from '../src/media/hub.js'
import { systemTimers } from '../src/voice/time/timers.js'
import { startMediaCrowd } from '../test/helpers/media/media-crowd.js'
import { withoutCandidates } from '../test/helpers/media/media-peer.js'
import { residentMegabytes } from './media/process-cpu.js'
import { row } from './table/row.js'

const COUNT = Number(process.argv[2] ?? 150)
const ROUNDS = Math.max(2, Number(process.argv[3] ?? 3))
const WAVE = 30
/** The hub gives a vanished peer up within half a minute. */
const GIVEN_UP_SECONDS = 60

const print = (line: string) => process.stdout.write(`${line}\n`)
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const say = (megabytes: number) => `${megabytes.toFixed(1)} MB`

const complaints: string[] = []
const told = (details: object, text: string) => complaints.push(`${text} ${JSON.stringify(details)}`)
const hub = createHub({
  network: { portBegin: 42_200, portEnd: 42_200, mux: true, announced: [] },
  timers: systemTimers,
  log: { error: told },
})
let answerMs = 0
let answers = 0

async function wave(number: number): Promise<void> {
  const crowd = startMediaCrowd()
  const ids = Array.from({ length: WAVE }, (_, index) => `wave-${number}-${index}`)
  await crowd.open(ids, 'viewer', async (id, offer, peerId) => {
    const since = performance.now()
    const request = {
      peerId,
      grid: 'main',
      roomKey: 'place:main/1',
      agentId: id,
      kind: 'mix',
      offer: withoutCandidates(offer),
    } as const
    const answer = await hub.connect(request)
    answerMs += performance.now() - since
    answers += 1
    return answer
  })
  crowd.talk(ids.slice(0, 2))
  await pause(0.5)
  crowd.close(ids.slice(0, WAVE / 2))
  await pause(0.5)
  await crowd.kill()
}

/** Connects all of them and waits until the last vanished one is given up; returns the resident memory then. */
async function round(number: number): Promise<number> {
  for (let index = 0; index < Math.ceil(COUNT / WAVE); index += 1) await wave(number * 1000 + index)
  const peak = residentMegabytes(hub.processId() ?? 0)
  const until = performance.now() + GIVEN_UP_SECONDS * 1000
  await pause(3)
  while (hub.statuses().length > 0 && performance.now() < until) await pause(1)
  await pause(3)
  const after = residentMegabytes(hub.processId() ?? 0)
  print(
    `round ${number}: ${COUNT} connects, half of them abrupt: ${say(peak)} at their end, ${say(after)} once all are gone`,
  )
  return after
}

// The first round brings memory to the size that so many peers need; the others show whether it stays there.
const first = await round(1)
let last = first
for (let number = 2; number <= ROUNDS; number += 1) last = await round(number)
const more = say((last - first) / (ROUNDS - 1))
print(
  `hub-connects: ${more} more for each further ${COUNT} connects, ${hub.statuses().length} left over, ` +
    `${complaints.length} complaints; an offer answered in ${(answerMs / answers).toFixed(1)} ms on average`,
)
for (const complaint of complaints.slice(0, 5)) print(complaint)
row(
  `${COUNT} viewers who come and go, half of them abruptly: ${more} more after each further ${COUNT}, ${hub.statuses().length} left over`,
)
const since = performance.now()
await hub.close()
print(`hub-connects: the process ended in ${Math.round(performance.now() - since)} ms`)
process.exit()
