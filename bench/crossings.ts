/**
 * An avatar walks to and fro over a border between two regions, with a viewer that is connected to both (as today's are), or
 * with a page. How long is it silent for those who hear it on either side, and they for it, and how much louder does anything get?
 * Some crossings are taken back at once, as by a simulator that refuses them. The regions tell positions over RemoteAdmin, or by a
 * script once a second, or the viewers alone tell them, and the grid where its regions lie. `crossings 20 "script page"`: so many
 * each way, of that kind only. On a busy machine an avatar that stands still is not heard all the time either: what counts is how
 * much longer the silences of those who cross are.
 */

import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decibels } from '../test/helpers/browser/browser.js'
import { tone } from '../test/helpers/browser/voice-sound.js'
import { eventually } from '../test/helpers/eventually.js'
import { createHearing, type Hearing } from '../test/helpers/media/hearing.js'
import { endMediaPeers, type Heard } from '../test/helpers/media/media-peer.js'
import { openLivingPage } from '../test/helpers/pages/living-page.js'
import { startFakeRobust } from '../test/helpers/regions/fake-robust.js'
import { startFakeSimulator } from '../test/helpers/regions/fake-simulator.js'
import { type TestAvatar, testAvatar, testRegion, testUuid } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { signIn } from '../test/helpers/signal-socket.js'
import { connected, startViewer, type TestViewer } from '../test/helpers/viewers/viewer.js'
import { voiceRpc } from '../test/helpers/viewers/voice-rpc.js'

const CROSSINGS = Number(process.argv[2] ?? 10)
/** Whole periods in 20 ms, so that none is found in another. */
const [WALKER_HZ, WEST_HZ, EAST_HZ] = [450, 700, 1000]
const VOICE = 0.1
const BETWEEN_MS = 1500
/** A simulator puts an avatar back so long after it crossed. */
const REFUSED_AFTER_MS = 300
/** A viewer looks at where its avatar is, and tells it, this often. */
const TICK_MS = 100
const CORNERS = { west: [256_000, 256_000], east: [256_256, 256_000] } as const
type Side = keyof typeof CORNERS

/** Of each ear. */
type Round = readonly { readonly silenceMs: number; readonly loudest: number }[]

type Feed = 'remote-admin' | 'script' | 'viewer'

/** What is aimed at, of each kind. */
const AIM_MS = { viewer: 150, page: 60 } as const

const ends: (() => unknown)[] = []
const t = { teardown: (step: () => unknown) => void ends.unshift(step) }
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The regions, the two who stand on either side, and whoever walks. */
async function world(feed: Feed) {
  const wanda = testAvatar('Wanda West', [250, 100, 25])
  const emil = testAvatar('Emil East', [6, 100, 25])
  const walker = testAvatar('Walker', [254, 100, 25])
  const ids = { west: testUuid(), east: testUuid() }
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-bench-'))
  const people: Record<Side, TestAvatar[]> = { west: [wanda, walker], east: [emil] }
  const agents = (side: Side) => people[side].map(({ id, name, pos, look }) => ({ id, name, pos, look }))
  const simulator = await startFakeSimulator([])
  const file = join(dataDir, 'regions.json')
  const entries = (['west', 'east'] as const).map((name) => ({
    name,
    url: simulator.url,
    password: simulator.password,
    region: name,
  }))
  if (feed === 'remote-admin') await writeFile(file, JSON.stringify(entries))
  // Nobody tells positions there.
  const nowhere = 'http://127.0.0.1:9/'
  const robust = await startFakeRobust(
    t,
    (['west', 'east'] as const).map((name) => ({
      ...{ id: ids[name], name, corner: CORNERS[name], simulator: nowhere },
    })),
  )
  const service = await startService({
    LOG_LEVEL: 'error',
    ...(feed === 'remote-admin' && { REMOTE_ADMIN_FILE: file }),
    ...(feed === 'viewer' && { ROBUST_URL: robust.url }),
  })
  t.teardown(() => service.stop())
  t.teardown(() => simulator.down())
  const regions = {
    west: testRegion(service, people.west, 'West', ids.west, CORNERS.west),
    east: testRegion(service, people.east, 'East', ids.east, CORNERS.east),
  }
  const tellSimulator = () => {
    for (const side of ['west', 'east'] as const)
      for (const { id } of people[side]) robust.presences.set(id, ids[side])
    simulator.regions = (['west', 'east'] as const).map((name) => ({
      id: ids[name],
      name,
      agents: agents(name),
    }))
  }
  tellSimulator()
  const push = () => Promise.all(Object.values(regions).map((region) => region.push()))
  // Where regions lie the script tells; with RemoteAdmin it is learned from the viewers.
  if (feed === 'script') {
    await push()
    const beat = setInterval(() => push().catch(() => undefined), 1000)
    t.teardown(() => clearInterval(beat))
  }
  return {
    service,
    ids,
    wanda,
    emil,
    walker,
    /** In the simulator: the feed tells it when its time comes. */
    walk(to: Side) {
      const from: Side = to === 'west' ? 'east' : 'west'
      people[from].splice(people[from].indexOf(walker), 1)
      walker.pos = [to === 'west' ? 254 : 2, 100, 25]
      people[to].push(walker)
      tellSimulator()
    },
  }
}

const globally = (side: Side, [x, y, z]: TestAvatar['pos']) =>
  [CORNERS[side][0] + x, CORNERS[side][1] + y, z] as const

/** A voice as it is heard: its silences, and how loud it gets. */
function createEar(toneHz: number) {
  const hearing = createHearing(toneHz)
  let loudest = 0
  return {
    ...hearing,
    note(heard: Heard): void {
      hearing.note(heard)
      const { left, right } = heard.tone(toneHz)
      if (heard.seconds > 0) loudest = Math.max(loudest, Math.hypot(left, right))
    },
    forget(): void {
      hearing.forget()
      loudest = 0
    },
    loudest: () => loudest,
  }
}

/** Hears all the time. A viewer plays all that its connections bring. */
function listenWith(viewers: readonly TestViewer[], ears: readonly Hearing[]): void {
  const pump = setInterval(() => {
    for (const { peer } of viewers) {
      const heard = peer.take()
      for (const ear of ears) ear.note(heard)
    }
  }, 10)
  t.teardown(() => clearInterval(pump))
}

async function measure(feed: Feed, by: 'viewer' | 'page'): Promise<void> {
  const { service, ids, wanda, emil, walker, walk } = await world(feed)
  const rpc = voiceRpc(service)
  const stand = async (side: Side, { id: agentId, pos }: TestAvatar, hz: number) =>
    connected(
      await startViewer(t, {
        rpc,
        regionId: ids[side],
        agentId,
        place: { position: globally(side, pos) },
        voice: tone(hz, VOICE),
      }),
    )
  const [westEar, eastEar] = [createEar(WALKER_HZ), createEar(WALKER_HZ)]
  const [ofWest, ofEast] = [createEar(WEST_HZ), createEar(EAST_HZ)]
  const west = await stand('west', wanda, WEST_HZ)
  const east = await stand('east', emil, EAST_HZ)
  listenWith([west], [westEar])
  listenWith([east], [eastEar])
  let cross: (to: Side) => void = walk
  if (by === 'viewer' || feed === 'viewer') {
    const place = { position: globally('west', walker.pos) }
    // A page takes the voice over from its viewer, which goes on telling where it is.
    const voice = by === 'viewer' ? tone(WALKER_HZ, VOICE) : undefined
    const session = (side: Side) => {
      const speaks = side === 'west' && voice && { voice }
      const primary = side === 'west'
      return startViewer(t, { rpc, regionId: ids[side], agentId: walker.id, primary, place, ...speaks })
    }
    const sessions = { west: await session('west'), east: await session('east') }
    await Promise.all(Object.values(sessions).map(connected))
    if (by === 'viewer') listenWith(Object.values(sessions), [ofWest, ofEast])
    cross = (to) => {
      const from: Side = to === 'west' ? 'east' : 'west'
      walk(to)
      // In one tick of the viewer; it mutes one connection and unmutes the other by itself.
      setTimeout(() => {
        sessions[from].peer.speak(undefined)
        sessions[from].peer.tell('{"j":{}}')
        sessions[to].peer.speak(voice)
        sessions[to].peer.tell('{"j":{"p":true}}')
        for (const { talk } of Object.values(sessions)) talk.place({ position: globally(to, walker.pos) })
      }, Math.random() * TICK_MS)
    }
  }
  if (by === 'page') {
    const link = await testRegion(service, [walker], 'West', ids.west, CORNERS.west).link(walker)
    openLivingPage(t, {
      url: service.url,
      cookie: await signIn(service.url, link),
      agentId: walker.id,
      media: { voice: tone(WALKER_HZ, VOICE), hearings: [ofWest, ofEast] },
    })
  }
  const ears = [westEar, eastEar, ofWest, ofEast]
  await eventually('everybody is heard', () => ears.every((one) => one.isHeard()), 60_000)
  await pause(3000)
  const heardDuring = async (step: () => void): Promise<Round> => {
    for (const ear of ears) ear.forget()
    step()
    await pause(BETWEEN_MS)
    return ears.map((ear) => ({ silenceMs: ear.longestSilenceMs(), loudest: ear.loudest() }))
  }
  const [still, crossing, refused]: [Round[], Round[], Round[]] = [[], [], []]
  for (let time = 0; time < CROSSINGS; time += 1) {
    still.push(await heardDuring(() => undefined))
    for (const to of ['east', 'west'] as const) crossing.push(await heardDuring(() => cross(to)))
    refused.push(
      await heardDuring(() => {
        cross('east')
        setTimeout(() => cross('west'), REFUSED_AFTER_MS)
      }),
    )
  }
  const silences = (rounds: readonly Round[], from: number) =>
    rounds.flatMap((round) => round.slice(from, from + 2).map(({ silenceMs }) => silenceMs))
  const worst = (rounds: readonly Round[], from: number) => Math.max(...silences(rounds, from))
  const median = (rounds: readonly Round[]) => {
    const all = [...silences(rounds, 0), ...silences(rounds, 2)].sort((one, other) => one - other)
    return all[Math.floor(all.length / 2)] ?? 0
  }
  const aim = AIM_MS[by]
  const loudest = (rounds: readonly Round[], index: number) =>
    Math.max(...rounds.map((round) => round[index]?.loudest ?? 0))
  const told = (rounds: readonly Round[]) =>
    `${worst(rounds, 0).toFixed(0)} ms of its voice, ${worst(rounds, 2).toFixed(0)} ms at its ear`
  // All within the distance of full volume: whatever gets louder is heard twice.
  const louder = ears.map((_, index) =>
    decibels(loudest([...crossing, ...refused], index), loudest(still, index)),
  )
  process.stdout.write(
    `crossings: by ${by}, positions by ${feed}: longest silence of ${crossing.length} crossings ${told(crossing)}, of ${refused.length} refused ones ${told(refused)} (aim ≤ ${aim} ms), of ${still.length} pauses ${told(still)}; half of them ${median(crossing).toFixed(0)} ms and less, of pauses ${median(still).toFixed(0)} ms; at most ${Math.max(...louder).toFixed(1)} dB louder\n`,
  )
}

const runs: readonly (readonly [Feed, 'viewer' | 'page'])[] = [
  ['script', 'viewer'],
  ['remote-admin', 'viewer'],
  ['script', 'page'],
  ['remote-admin', 'page'],
  ['viewer', 'viewer'],
  ['viewer', 'page'],
]
for (const [feed, by] of runs) {
  if (process.argv[3] && !`${feed} ${by}`.includes(process.argv[3])) continue
  await measure(feed, by)
  for (const end of ends.splice(0)) await end()
}
await endMediaPeers()
process.exit(0)
