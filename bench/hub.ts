/**
 * What the media hub costs: everybody in range of everybody, a stereo mix for each, beside Debian's Janus
 * AudioBridge with the same clients and beside the Opus encodes alone, all as CPU time in one run.
 * `npm run bench -- hub [participants talkers [open|lossy]]`; `open`: those who do not talk have an open microphone in a
 * quiet room; `lossy`: everybody reports that a tenth of the packets is lost.
 * `npm run bench -- hub 110 8 ../older`: turn by turn with the built hub of another checkout, instead of with Janus
 * `npm run bench -- hub 110 8 headphones`: turn by turn with and without mixes for headphones
 */

import { resolve } from 'node:path'

import { createHub as createOwnHub } from '../src/media/hub.js'
import type { HubRoom } from '../src/voice/rooms/hub.js'
import { systemTimers } from '../src/voice/time/timers.js'
import { startMediaCrowd } from '../test/helpers/media/media-crowd.js'
import type { Others } from '../test/helpers/media/media-crowd-process.js'
import { withoutCandidates } from '../test/helpers/media/media-peer.js'
import { otherCheckout } from './measure/other-checkout.js'
import { encodeCostMs } from './media/bare-encodes.js'
import { noJanus, startJanus } from './media/janus.js'
import { cpuSeconds, residentMegabytes } from './media/process-cpu.js'
import { row } from './table/row.js'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 10)
/** Where nobody talks there is little to measure: peers are asked every five seconds whether they are there. */
const QUIET_SECONDS = Number(process.env.BENCH_SECONDS ?? 25)
const FRAMES_PER_SECOND = 50
/** Per cent of the packets: reported by `lossy` clients, and given to Janus as expected loss. */
const LOSS_PERCENT = 10
/** A measure that does not change with the hub's own settings. */
const YARDSTICK = 3

type Kind = 'plain' | 'open' | 'lossy'

interface Measured {
  /** Cores. */
  readonly cores: number
  /** Packets a second that its clients received. */
  readonly packets: number
}

const print = (line: string) => process.stdout.write(`${line}\n`)
const say = (part: number, digits = 2) => part.toFixed(digits)
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `resident-${index}`)

/** Everybody on a circle of 12 m, so that all hear all, each from another side. */
function roomOf(ids: readonly string[], headphones: boolean): HubRoom {
  return {
    headphones,
    attenuation: { distanceModel: 'linear', rollOff: 1, maxRangeMetres: 60, clampingDistanceMetres: 10 },
    directional: true,
    speakers: ids.map((agentId, index) => {
      const angle = (2 * Math.PI * index) / ids.length
      const position = [12 * Math.cos(angle), 12 * Math.sin(angle), 20] as const
      return { agentId, pose: { position, look: [0, 1, 0] as const }, maySpeak: true }
    }),
  }
}

type Crowd = ReturnType<typeof startMediaCrowd>

async function measure(pid: number, crowd: Crowd, forSeconds = SECONDS): Promise<Measured> {
  await crowd.takePackets()
  const [cpu, at] = [cpuSeconds(pid), performance.now()]
  await pause(forSeconds)
  const [used, seconds] = [cpuSeconds(pid) - cpu, (performance.now() - at) / 1000]
  const packets = Object.values(await crowd.takePackets()).reduce((sum, count) => sum + count, 0)
  return { cores: used / seconds, packets: packets / seconds }
}

async function withHub<T>(
  ids: readonly string[],
  slots: number | undefined,
  step: (hub: ReturnType<typeof createOwnHub>, pid: number, crowd: Crowd) => Promise<T>,
  createHub = createOwnHub,
  headphones = false,
): Promise<T> {
  const network = { portBegin: 42_100, portEnd: 42_100, mux: true, announced: [] }
  const told = (details: object, text: string) => print(`${text} ${JSON.stringify(details)}`)
  const log = { error: told }
  const hub = createHub({ network, timers: systemTimers, log })
  hub.events.on('ready', () => hub.setRoom('place:main/1', roomOf(ids, headphones)))
  const crowd = startMediaCrowd()
  try {
    const kind = slots === undefined ? 'mix' : 'forward'
    await crowd.open(ids, slots === undefined ? 'viewer' : { slots }, (id, offer, peerId) =>
      hub.connect({
        peerId,
        grid: 'main',
        roomKey: 'place:main/1',
        agentId: id,
        kind,
        offer: withoutCandidates(offer),
      }),
    )
    return await step(hub, hub.processId() ?? 0, crowd)
  } finally {
    await crowd.kill()
    await hub.close()
  }
}

async function janusWith(
  ids: readonly string[],
  talkers: number,
  others: Others,
  expectedLoss: number,
): Promise<Measured> {
  const janus = await startJanus(expectedLoss)
  const crowd = startMediaCrowd()
  try {
    await crowd.open(ids, 'viewer', janus.connect)
    crowd.talk(ids.slice(0, talkers), others)
    await pause(2)
    return await measure(janus.pid, crowd)
  } finally {
    await crowd.kill()
    await janus.close()
  }
}

/** For README's table. */
const told: string[] = []

async function mixing(participants: number, talkers: number, kind: Kind): Promise<void> {
  const ids = idsOf(participants)
  const others: Others = kind === 'open' ? 'room-noise' : 'nothing'
  const notes = { plain: '', open: ', all microphones open', lossy: ', all lose a tenth' }
  const name = `hub ${participants}/${talkers}${notes[kind]}`
  const own = await withHub(ids, undefined, async (hub, pid, crowd) => {
    crowd.talk(ids.slice(0, talkers), others)
    if (kind === 'lossy') crowd.lose(LOSS_PERCENT / 100)
    await pause(3)
    const dropped = hub.load()?.droppedTurns ?? 0
    const own = await measure(pid, crowd)
    await pause(2.2)
    const load = hub.load()
    const droppedTurns = (load?.droppedTurns ?? 0) - dropped
    const isProtected = kind === 'lossy' && talkers === 1
    const bare = ((await encodeCostMs(participants, talkers, isProtected)) * own.packets) / 1000
    const fixed = ((await encodeCostMs(participants, talkers, false, YARDSTICK)) * own.packets) / 1000
    const each = (own.cores * 1000) / participants
    print(
      `${name}: ${say(own.cores)} cores (${say(each, 1)} ms per listener and second), ${Math.round(own.packets)} packets/s of ${participants * FRAMES_PER_SECOND}, ` +
        `turns: ${droppedTurns} dropped, p99 ${say(load?.turnMs ?? 0, 1)} ms long and ${say(load?.lateMs ?? 0, 1)} ms late, ${Math.round(residentMegabytes(pid))} MB`,
    )
    print(
      `${name}: bare encodes ${say(bare)} cores: the hub takes ${say(own.cores / bare)} times that; at complexity ${YARDSTICK} ${say(fixed)} cores, ${say(own.cores / fixed)} times`,
    )
    told.push(
      `a stereo mix of its own for each of ${participants} viewers, ${talkers} of them talking${notes[kind]}: ${say(own.cores)} of a core, ${say(own.cores / bare)} × the bare Opus encodes, ${droppedTurns} turns dropped, 99 % of them within ${say(load?.turnMs ?? 0, 0)} ms`,
    )
    return own
  })
  if (noJanus) {
    print(`${name}: no comparison, ${noJanus}`)
    return
  }
  // With all microphones open and error correction, Janus needs more than two cores, and nothing can be measured.
  for (const expectedLoss of kind === 'open' ? [0] : [0, LOSS_PERCENT]) {
    const other = await janusWith(ids, talkers, others, expectedLoss)
    const share = own.cores / own.packets / (other.cores / other.packets)
    const how = expectedLoss > 0 ? 'with error correction' : 'as it comes'
    print(
      `${name}: Janus AudioBridge ${how} ${say(other.cores)} cores, ${Math.round(other.packets)} packets/s: the hub takes ${say(own.cores / other.cores)} of that, ${say(share)} by packet`,
    )
    // What it has no time for it does not send.
    const wanted = participants * FRAMES_PER_SECOND
    const missing =
      other.packets < 0.98 * wanted ? ` (it sends ${Math.round(other.packets)} of ${wanted} a second)` : ''
    told.push(`packet by packet ${say(share)} × Janus' AudioBridge ${how}${missing}`)
  }
}

/** What one hub takes, in cores and in times the bare encodes at a fixed complexity that were measured right after it. */
async function oneTurn(participants: number, talkers: number, createHub = createOwnHub, headphones = false) {
  const ids = idsOf(participants)
  const step = async (_: unknown, pid: number, crowd: Crowd) => {
    crowd.talk(ids.slice(0, talkers))
    await pause(3)
    const { cores, packets } = await measure(pid, crowd)
    const bare = ((await encodeCostMs(participants, talkers, false, YARDSTICK)) * packets) / 1000
    return { cores, times: cores / bare }
  }
  return await withHub(ids, undefined, step, createHub, headphones)
}

const TURNS = Number(process.env.BENCH_TURNS ?? 5)

/** Both hubs in turn, each of them first as often as the other. */
async function turnByTurn(participants: number, talkers: number, checkout: string): Promise<void> {
  const headphones = checkout === 'headphones'
  const module: { createHub: typeof createOwnHub } = headphones
    ? { createHub: createOwnHub }
    : await import(`${resolve(checkout)}/dist/src/media/hub.js`)
  const [ours, theirs]: Record<'cores' | 'times', number>[][] = [[], []]
  for (let turn = 0; turn < TURNS; turn++) {
    const order = [
      async () => ours?.push(await oneTurn(participants, talkers, createOwnHub, headphones)),
      async () => theirs?.push(await oneTurn(participants, talkers, module.createHub)),
    ]
    for (const take of turn % 2 === 0 ? order : order.toReversed()) await take()
    print(
      `turn ${turn + 1}: ${[ours, theirs].map((all) => `${say(all?.at(-1)?.cores ?? 0)} cores, ${say(all?.at(-1)?.times ?? 0)} × bare`).join('; other: ')}`,
    )
  }
  const median = (all: Record<'cores' | 'times', number>[] | undefined, key: 'cores' | 'times') =>
    (all ?? []).map((one) => one[key]).sort((a, b) => a - b)[Math.floor(TURNS / 2)] ?? 0
  const ratios = (['cores', 'times'] as const).map((key) => say(median(ours, key) / median(theirs, key)))
  print(
    `hub ${participants}/${talkers}, medians of ${TURNS} turns: ${ratios[0]} × ${headphones ? 'the plain mix' : 'the other checkout'} in cores, ${ratios[1]} × in times the bare encodes`,
  )
}

async function quiet(participants: number): Promise<void> {
  await withHub(idsOf(participants), undefined, async (_, pid, crowd) => {
    // What the connections left is collected meanwhile, and what runs often is compiled.
    await pause(10)
    const { cores, packets } = await measure(pid, crowd, QUIET_SECONDS)
    print(
      `hub ${participants}/0: ${say(cores, 3)} cores with nobody talking, ${Math.round(packets)} packets/s`,
    )
    told.push(`${participants} viewers of whom nobody talks: ${say(cores, 3)} of a core`)
  })
}

async function forwarding(pages: number, talkers: number): Promise<void> {
  const ids = idsOf(pages)
  await withHub(ids, 12, async (_, pid, crowd) => {
    await pause(2)
    const idle = await measure(pid, crowd)
    crowd.talk(ids.slice(0, talkers))
    await pause(2)
    const { cores, packets } = await measure(pid, crowd)
    const each = (cores / packets) * 1000
    print(
      `hub forwarding to ${pages} pages, ${talkers} talk: ${say(cores)} cores (${say(idle.cores)} idle) for ${Math.round(packets)} packets/s: ${say(each, 3)} per 1,000 packets/s`,
    )
  })
}

const kinds: readonly Kind[] = ['plain', 'open', 'lossy']
const [participants, talkers] = process.argv.slice(2).map(Number)
const other = process.argv[4] === 'headphones' ? 'headphones' : otherCheckout()
if (participants !== undefined && talkers !== undefined) {
  if (other) await turnByTurn(participants, talkers, other)
  else if (talkers === 0) await quiet(participants)
  else await mixing(participants, talkers, kinds.find((kind) => kind === process.argv[4]) ?? 'plain')
} else if (process.argv[2] === 'forward') {
  await forwarding(16, 8)
} else {
  for (const count of [10, 50, 110]) for (const talking of [1, 8]) await mixing(count, talking, 'plain')
  await mixing(110, 8, 'open')
  await mixing(110, 1, 'lossy')
  await quiet(110)
  await forwarding(16, 8)
}
if (told.length > 0) row(told.join('; '))
