/**
 * What a second process adds to the media hub: rooms of 60 with 6 talkers on one and on two processes, each pinned to a
 * core of its own, until mixes are missing. `npm run bench -- hub-pool [most rooms] [turns]`; `hub-pool 4 3` compares four rooms
 * on one and on two processes, three times, which two cores have room for beside what the packets take that come and go.
 *
 * The processes are the hub's own, with real rooms, decoders, mixes and encoders. Their peers are carried: packets that were
 * encoded before come over the local socket, and the mixes go back over it. So there are no clients whose DTLS and SRTP
 * would take more of these two cores than the hub itself; what encryption and sending would take is left out alike
 * on one process and on two.
 */

import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { Encoder } from '@evan/opus'
import { createHub, type HubProcess } from '../src/media/hub.js'
import { type Carrier, createCarrier } from '../src/media/hub-process/carrying/carrier.js'
import { carrierPaths } from '../src/media/pool/carrier-paths.js'
import type { HubRoom } from '../src/voice/rooms/hub.js'
import type { RoomKey } from '../src/voice/rooms/room-key.js'
import { systemTimers } from '../src/voice/time/timers.js'
import { rootMeanSquare, speech } from '../test/helpers/browser/voice-sound.js'
import { cpuSeconds } from './media/process-cpu.js'

const PEOPLE = 60
const TALKERS = 6
/** Rooms grow by so many people, so that the capacity is known to a third of a room. */
const STEP = 20
const FRAME_MS = 20
const SECONDS = Number(process.env.BENCH_SECONDS ?? 6)
const MOST_ROOMS = Number(process.argv[2] ?? 24)
const TURNS = Number(process.argv[3] ?? 1)
const CLIP_FRAMES = 500

const print = (line: string) => process.stdout.write(`${line}\n`)
const say = (part: number, digits = 2) => part.toFixed(digits)
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const keyOf = (room: number): RoomKey => `place:main/${room}`

interface Talker {
  readonly id: number
  readonly path: string
  at: number
}

const clip = encodedSpeech()

/** Ten seconds of a voice, as a viewer sends it. */
function encodedSpeech(): readonly { payload: Uint8Array; level: number }[] {
  const encoder = new Encoder({ channels: 1, sample_rate: 48_000, application: 'voip' })
  encoder.bitrate = 32_000
  const next = speech('anna')
  return Array.from({ length: CLIP_FRAMES }, () => {
    const frame = next()
    const rms = rootMeanSquare(frame, 32_768)
    const level = rms === 0 ? 127 : Math.min(127, Math.round(-20 * Math.log10(rms)))
    return { payload: Uint8Array.from(encoder.encode(frame)), level }
  })
}

/** Everybody on a circle of 12 m, so that all hear all, each from another side. */
function roomOf(room: number): HubRoom {
  return {
    attenuation: { distanceModel: 'linear', rollOff: 1, maxRangeMetres: 60, clampingDistanceMetres: 10 },
    directional: true,
    speakers: Array.from({ length: PEOPLE }, (_, index) => {
      const angle = (2 * Math.PI * index) / PEOPLE
      const position = [12 * Math.cos(angle), 12 * Math.sin(angle), 20] as const
      return { agentId: `${room}-${index}`, pose: { position, look: [0, 1, 0] as const }, maySpeak: true }
    }),
  }
}

/** Sends what everybody says, 50 times a second. */
function startTalk(carrier: () => Carrier): { readonly talkers: Talker[]; end(): void } {
  const talkers: Talker[] = []
  let due = performance.now()
  let sequence = 0
  let timer: ReturnType<typeof setTimeout>
  const beat = () => {
    for (; due <= performance.now(); due += FRAME_MS) {
      sequence += 1
      for (const talker of talkers) {
        talker.at += 1
        const frame = clip[talker.at % clip.length]
        if (!frame) continue
        const numbers = { sequence: sequence & 0xffff, timestamp: (sequence * 960) >>> 0, marker: false }
        carrier().send(talker.path, { type: 'voice', id: talker.id, ...numbers, ...frame })
      }
    }
    timer = setTimeout(beat, Math.max(1, due - performance.now()))
  }
  beat()
  return { talkers, end: () => clearTimeout(timer) }
}

function pin(pid: number, core: number): void {
  spawnSync('taskset', ['-acp', String(core), String(pid)])
}

interface Measured {
  readonly people: number
  readonly dropped: number
  readonly cores: readonly number[]
  readonly packetShare: number
  readonly medianTurnMs: number
  readonly turnMs: number
}

async function measure(
  hubs: readonly HubProcess[],
  people: number,
  takePackets: () => number,
): Promise<Measured> {
  // Its own reports are of the last ten seconds, and come every two.
  await pause(3)
  const droppedOf = () => hubs.reduce((sum, hub) => sum + (hub.load()?.droppedTurns ?? 0), 0)
  const cpu = () => hubs.map((hub) => cpuSeconds(hub.processId() ?? 0))
  takePackets()
  const [dropped, before, at] = [droppedOf(), cpu(), performance.now()]
  await pause(SECONDS)
  const [packets, after, seconds] = [takePackets(), cpu(), (performance.now() - at) / 1000]
  await pause(2.2)
  const most = (read: (hub: HubProcess) => number | undefined) =>
    Math.max(...hubs.map((hub) => read(hub) ?? 0))
  return {
    people,
    dropped: droppedOf() - dropped,
    cores: after.map((used, index) => (used - (before[index] ?? 0)) / seconds),
    packetShare: packets / seconds / (people * 50),
    medianTurnMs: most((hub) => hub.load()?.medianTurnMs),
    turnMs: most((hub) => hub.load()?.turnMs),
  }
}

/** Fills rooms, each in the process that has fewest people, until mixes are missing. @returns every step, the last one too much */
async function fill(processes: number, from: number): Promise<readonly Measured[]> {
  const { paths, remove } = carrierPaths(processes + 1)
  const [own = '', ...others] = paths
  let packets = 0
  const fault = (error: unknown) => print(String(error))
  const carrier: Carrier = createCarrier(
    own,
    ({ type }) => {
      if (type === 'sound') packets += 1
    },
    fault,
  )
  const log = { error: (details: object, text: string) => print(`${text} ${JSON.stringify(details)}`) }
  const hubs = others.map((carrierPath, index) => {
    const port = 42_200 + index
    const network = { portBegin: port, portEnd: port, mux: true, announced: [] }
    return createHub({ network, carrierPath, timers: systemTimers, log })
  })
  for (const hub of hubs) hub.prepare()
  await pause(1)
  for (const [index, hub] of hubs.entries()) pin(hub.processId() ?? 0, index % cpus().length)
  const talk = startTalk(() => carrier)
  const takePackets = () => {
    const taken = packets
    packets = 0
    return taken
  }
  let people = 0
  const counts = hubs.map(() => 0)

  async function grow(): Promise<void> {
    const room = Math.floor(people / PEOPLE)
    const index = room % hubs.length
    const hub = hubs[index]
    if (!hub) return
    if (people % PEOPLE === 0) hub.setRoom(keyOf(room), roomOf(room))
    for (let added = 0; added < STEP; added += 1) {
      const seat = people % PEOPLE
      people += 1
      const guest = { agentId: `${room}-${seat}`, kind: 'mix' as const, roomKey: keyOf(room), from: own }
      await hub.host({
        ...guest,
        grid: 'main',
        peerId: guest.agentId,
        carriageId: people,
        outlets: 1,
        ear: undefined,
        gains: new Map(),
        slots: [],
      })
      if (seat < TALKERS) talk.talkers.push({ id: people, path: others[index] ?? '', at: people * 61 })
    }
    counts[index] = (counts[index] ?? 0) + STEP
  }

  const steps: Measured[] = []
  try {
    while (people < MOST_ROOMS * PEOPLE) {
      do await grow()
      while (people < from)
      const measured = await measure(hubs, people, takePackets)
      steps.push(measured)
      const { cores, dropped, medianTurnMs, turnMs, packetShare } = measured
      print(
        `hub-pool ${processes} process${processes > 1 ? 'es' : ''}, ${say(people / PEOPLE, 1)} rooms: ${cores.map((each) => say(each)).join(' + ')} cores, ` +
          `turns ${say(medianTurnMs, 1)} ms (half), ${say(turnMs, 1)} ms (99 %), ${dropped} dropped, ${say(packetShare * 100, 1)} % of the mixes came`,
      )
      if (!holds(measured)) break
    }
    return steps
  } finally {
    talk.end()
    carrier.close()
    await Promise.all(hubs.map((hub) => hub.close()))
    remove()
  }
}

/** No turn was dropped, and the mixes came: a process that is far behind drops few turns, as it begins few. */
const holds = ({ dropped, packetShare }: Measured) => dropped === 0 && packetShare >= 0.98

/** How many rooms were kept up. */
const capacityOf = (steps: readonly Measured[]) => (steps.findLast(holds)?.people ?? 0) / PEOPLE

const FIRST_ROOMS = 4
const busiest = ({ cores }: Measured) => Math.max(...cores)
const sum = ({ cores }: Measured) => cores.reduce((all, one) => all + one, 0)
const isFilled = MOST_ROOMS > FIRST_ROOMS
for (let turn = 0; turn < TURNS; turn += 1) {
  const one = await fill(1, FIRST_ROOMS * PEOPLE)
  const two = await fill(2, FIRST_ROOMS * PEOPLE)
  const [oneFirst, twoFirst] = [one[0], two[0]]
  if (oneFirst && twoFirst) {
    print(
      `hub-pool ${FIRST_ROOMS} rooms: the busiest process takes ${say(busiest(oneFirst))} cores of one, ${say(busiest(twoFirst))} of two: ` +
        `${say(busiest(oneFirst) / busiest(twoFirst))} × the room before a process is full; both together take ${say(sum(twoFirst) / sum(oneFirst))} × the processor time of one`,
    )
  }
  if (isFilled) {
    print(
      `hub-pool: ${say(capacityOf(one), 1)} rooms of ${PEOPLE} on one process, ${say(capacityOf(two), 1)} on two: ${say(capacityOf(two) / capacityOf(one))} ×`,
    )
  }
}
process.exit(0)
