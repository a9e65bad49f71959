/** Somebody goes from one room of the hub into another: whoever hears them in both hears no gap. */

import t from 'tap'
import { createForwarder } from '../../../src/media/hub-process/forwarder.js'
import { createHubRooms } from '../../../src/media/hub-process/hub-rooms.js'
import { NOTHING_SENT, type PeerMedia } from '../../../src/media/hub-process/peers/peer-media.js'
import { createDecodedVoice } from '../../../src/media/mixing/decoded-voice.js'
import { createMix, type Mix } from '../../../src/media/mixing/mix.js'
import { createNoiseGate } from '../../../src/media/mixing/noise-gate.js'
import { FRAME_MS, FRAME_SAMPLES } from '../../../src/media/opus/opus.js'
import type { HubRoom } from '../../../src/voice/rooms/hub.js'
import type { RoomKey } from '../../../src/voice/rooms/room-key.js'

const [WEST, EAST, NORTH] = ['place:main/1', 'place:main/2', 'place:main/3'] as const
const TALKING = 10
const QUIET = 100
const REVIEW_EVERY_TURNS = 5
const PAYLOAD_BYTES = 40
/** Longer than anything is held for. */
const TURNS = 30
const SLOTS = 2

const LEVEL = 64

/** Everybody says a constant. What is missing is silence, or made up as loud as what was said. */
const voiceThat = (conceals: boolean) => () =>
  createDecodedVoice({
    decode: (payload) => new Float32Array(FRAME_SAMPLES).fill((payload[0] ?? 0) / 256),
    recover: () => new Float32Array(FRAME_SAMPLES),
    conceal: () => new Float32Array(FRAME_SAMPLES).fill(conceals ? LEVEL / 256 : 0),
    free: () => undefined,
  })

/** Three rooms that hear each other, a viewer in each, and pages in two of them. */
function world({ conceals = false } = {}) {
  const voice = voiceThat(conceals)
  let nowMs = 0
  let turn = 0
  const rooms = createHubRooms({
    shares: {
      turn(byGrid, step) {
        for (const own of byGrid.values()) for (const room of own) step(room)
      },
      packet: (_, step) => step(),
    },
    fault: (error) => t.fail(String(error)),
    wake: () => undefined,
    createVoice: voice,
    now: () => nowMs,
  })
  const mix = createMix()
  /** What each viewer hears in each turn, and each page gets: the numbers of its stream. */
  const mixes = new Map<string, number[]>()
  const peaks = new Map<string, number>()
  const streams = new Map<string, number[]>()
  const homes = new Map<string, RoomKey>()
  const speaking: { peerId: string; agentId: string; ssrc: number; sequence: number; level: number }[] = []
  const inRoom = new Map<string, RoomKey>()

  function peer(agentId: string, room: RoomKey, kind: 'viewer' | 'page', peerId = agentId): PeerMedia {
    const media: PeerMedia = {
      peerId,
      agentId,
      ear: undefined,
      personalGains: new Map(),
      headphones: undefined,
      voice: voice(),
      gate: createNoiseGate(),
      stream:
        kind === 'page'
          ? undefined
          : {
              limiter: { gain: 1 },
              free: () => undefined,
              encoded: () => 0,
              restingTurns: () => 0,
              rest: () => undefined,
              turn(own: Mix) {
                const samples = own.finish({ gain: 1 })
                const levels = samples.map(Math.abs)
                mixes.set(peerId, [...(mixes.get(peerId) ?? []), Math.min(...levels) / 32_767])
                peaks.set(peerId, Math.max(peaks.get(peerId) ?? 0, Math.max(...levels) / 32_767))
              },
            },
      forwarder:
        kind === 'viewer'
          ? undefined
          : createForwarder(
              Array.from({ length: SLOTS }, (_, slot) => ({
                send({ sequence }) {
                  const key = `${peerId}, slot ${slot}`
                  streams.set(key, [...(streams.get(key) ?? []), sequence])
                  return true
                },
              })),
            ),
      losses: NOTHING_SENT,
    }
    rooms.enter(room, media)
    inRoom.set(peerId, room)
    return media
  }

  function describe(room: RoomKey): void {
    const speakers = [...homes].map(([agentId, home]) => ({
      agentId,
      pose: { position: [0, 0, 0], look: [0, 1, 0] } as const,
      maySpeak: true,
      ...(home !== room && { from: home }),
    }))
    const described: HubRoom = {
      attenuation: { distanceModel: 'linear', rollOff: 1, maxRangeMetres: 60, clampingDistanceMetres: 10 },
      directional: false,
      speakers,
    }
    rooms.set(room, described)
  }

  function review(): void {
    for (const [, room] of rooms.all()) room.review(nowMs)
  }

  function pass(turns: number): void {
    for (let passed = 0; passed < turns; passed += 1) {
      nowMs += FRAME_MS
      turn += 1
      for (const one of speaking) {
        one.sequence += 1
        const payload = Buffer.alloc(PAYLOAD_BYTES, LEVEL)
        const { ssrc, sequence, level } = one
        const packet = {
          payloadType: 111,
          marker: false,
          ssrc,
          sequence,
          timestamp: sequence * FRAME_SAMPLES,
        }
        rooms.packet(inRoom.get(one.peerId), one, { ...packet, sequence: sequence & 0xffff, payload, level })
      }
      rooms.turn(nowMs, mix, turn)
      if (turn % REVIEW_EVERY_TURNS === 0) review()
    }
  }

  return {
    rooms,
    homes,
    peer,
    pass,
    review,
    describe,
    mixes,
    peaks,
    streams,
    inRoom,
    speak(peerId: string, agentId: string, sequence: number) {
      const one = { peerId, agentId, ssrc: sequence, sequence, level: TALKING }
      speaking.push(one)
      return {
        quiet: (isQuiet: boolean) => {
          one.level = isQuiet ? QUIET : TALKING
        },
        stop: () => void speaking.splice(speaking.indexOf(one), 1),
      }
    },
    forget() {
      for (const heard of [...mixes.values(), ...streams.values()]) heard.splice(0)
      peaks.clear()
    },
  }
}

/** A stream with no number left out and none used twice. */
const isWhole = (numbers: readonly number[]) =>
  numbers.length > 0 &&
  numbers.every((one, at) => at === 0 || one === (((numbers[at - 1] ?? 0) + 1) & 0xffff))

t.test('a page that crosses, and crosses back, is heard all the time in all rooms, and hears all', (t) => {
  const { rooms, homes, peer, pass, review, describe, mixes, streams, inRoom, speak, forget } = world()
  const listeners = [WEST, EAST, NORTH].map((room) => `viewer in ${room}`)
  for (const room of [WEST, EAST, NORTH]) peer(`viewer in ${room}`, room, 'viewer')
  const pages = [WEST, EAST].map((room) => `page in ${room}`)
  for (const room of [WEST, EAST]) peer(`page in ${room}`, room, 'page')
  const walker = peer('walker', WEST, 'page')
  homes.set('walker', WEST)
  for (const who of [...listeners, ...pages]) homes.set(who, who.slice(-WEST.length) as RoomKey)
  for (const room of [WEST, EAST, NORTH]) describe(room)
  const [inWest = '', , inNorth = ''] = listeners
  const speakers = [speak('walker', 'walker', 65_500), speak(inNorth, inNorth, 100)]
  pass(50)
  // What the gate leaves out is no loss, whichever room the packets are heard in.
  for (const { quiet } of speakers) quiet(true)
  pass(100)
  for (const { quiet } of speakers) quiet(false)
  pass(20)
  const steady = new Map(listeners.map((listener) => [listener, mixes.get(listener)?.at(-1) ?? 0]))
  t.ok(
    (steady.get(inWest) ?? 0) > 1.9 * (steady.get(inNorth) ?? 1),
    'both are heard, and nobody hears itself',
  )
  /** As the service says it, in one breath; the hub's process may look at its rooms at any time. */
  const cross = (from: RoomKey, to: RoomKey) => {
    homes.set('walker', to)
    describe(to)
    review()
    rooms.move(from, to, walker)
    inRoom.set('walker', to)
    review()
    for (const room of [WEST, EAST, NORTH]) if (room !== to) describe(room)
    pass(TURNS)
  }
  for (const [from, to] of [
    [WEST, EAST],
    [EAST, WEST],
    [WEST, EAST],
  ] as const) {
    forget()
    cross(from, to)
    for (const listener of listeners) {
      const heard = mixes.get(listener) ?? []
      const whole = steady.get(listener) ?? 1
      t.equal(heard.length, TURNS)
      t.ok(
        heard.every((level) => Math.abs(level - whole) < whole * 0.05),
        `${from} → ${to}: ${listener}: ${Math.min(...heard)} to ${Math.max(...heard)} of ${whole}`,
      )
    }
    const got = [...streams].filter(([, numbers]) => isWhole(numbers)).map(([slot]) => slot.split(',')[0])
    t.strictSame(got.sort(), [...pages, ...pages, 'walker'].sort(), `${from} → ${to}: pages`)
  }
  // Nobody is heard from there: what was kept of the voice ends.
  speakers[1]?.stop()
  homes.delete('walker')
  for (const room of [WEST, EAST, NORTH]) describe(room)
  rooms.move(EAST, 'place:main/4', walker)
  inRoom.set('walker', 'place:main/4')
  pass(3 * REVIEW_EVERY_TURNS)
  forget()
  pass(1)
  t.strictSame(
    listeners.map((listener) => mixes.get(listener)),
    [[0], [0], [0]],
  )
  t.strictSame(
    [WEST, EAST, NORTH].map((room) => rooms.get(room)?.size),
    // Each its viewer, those of the others, and in two of them the pages.
    [5, 5, 5],
  )
  t.end()
})

t.test('a viewer that speaks by its other connection from now on is heard by pages at once', (t) => {
  const { homes, peer, pass, describe, streams, mixes, peaks, speak, forget } = world({ conceals: true })
  for (const room of [WEST, EAST]) {
    peer(`page in ${room}`, room, 'page')
    peer(`viewer in ${room}`, room, 'viewer')
    homes.set(`viewer in ${room}`, room)
    peer('walker', room, 'viewer', `walker in ${room}`)
  }
  const beginsAt = { [WEST]: 30_000, [EAST]: 1000 } as const
  homes.set('walker', WEST)
  const pages = [WEST, EAST].map((room) => `page in ${room}`)
  // The pages hear the walker alone.
  const speaksAt = (room: typeof WEST | typeof EAST) => speak(`walker in ${room}`, 'walker', beginsAt[room])
  for (const page of pages) homes.set(page, page.slice(-WEST.length) as RoomKey)
  for (const room of [WEST, EAST]) describe(room)
  let spoken = speaksAt(WEST)
  pass(60)
  for (const to of [EAST, WEST] as const) {
    forget()
    spoken.stop()
    spoken = speaksAt(to)
    homes.set('walker', to)
    describe(to)
    describe(to === EAST ? WEST : EAST)
    pass(30)
    for (const page of pages) {
      const numbers =
        [...streams].find(([slot, { length }]) => slot.startsWith(page) && length > 0)?.[1] ?? []
      t.ok(isWhole(numbers) && numbers.length >= 29, `${page} gets ${numbers.length}`)
    }
    for (const room of [WEST, EAST]) {
      const heard = mixes.get(`viewer in ${room}`) ?? []
      const silent = heard.filter((level) => level < 0.01).length
      t.ok(silent * FRAME_MS <= 60, `${silent} turns of silence in ${room}`)
      const [loudest = 0, whole = 0] = [peaks.get(`viewer in ${room}`), heard.at(-1)]
      t.ok(loudest < whole * 1.05, `${loudest} of ${whole}: nobody is heard twice`)
    }
  }
  t.end()
})
