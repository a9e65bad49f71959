/**
 * Two grids with the same avatars, regions, channels and accounts: whatever is done on one, by its regions, its residents'
 * pages, its viewers and its admins, honest or not, nothing of it is in any answer, message, log line or metric of the
 * other. Every name and text of a grid carries its mark, and every position of one is on its own side.
 *
 * `ISOLATION_SEED=…` runs a failed run again; `ISOLATION_RUNS=…` runs more.
 */

import fc from 'fast-check'
import t from 'tap'
import { eventually } from '../../helpers/eventually.js'
import type { SignalSocket } from '../../helpers/signal-socket.js'
import { ACTS, HONEST } from './acts.js'
import {
  AGENTS,
  eastOf,
  foreignIn,
  GRIDS,
  isOnSide,
  markOf,
  other,
  PARCEL,
  REGIONS,
  readPages,
  type Scene,
  say,
  startScene,
} from './world.js'

const ACTS_IN_A_RUN = 60
const RUNS = Number(process.env.ISOLATION_RUNS ?? 2)
const FIRST = [
  'capabilities',
  'Vivox account',
  'Vivox channels',
  'what is said in-world',
  'a line',
  'a call',
  'what one resident does about another',
  'an admin looks',
  'an admin acts',
  'an admin looks',
]
/** What tells each grid its own: else nothing would be proved. */
const TELLING = [
  'a page: room',
  'a page: chat-line',
  'a page: people-found',
  'a page: call',
  'GET /admin/api/rooms',
  'GET /admin/api/accounts',
  'GET /admin/api/complaints',
  'GET /admin/api/audit',
  'GET /admin/api/region-keys',
  'GET /admin/api/look',
  `GET /admin/api/residents/${AGENTS[0]}`,
  'GET /admin/api/regions',
]

/** Everybody is there on both grids, in voice, has an account, and has said something. */
async function begin(scene: Scene): Promise<void> {
  for (const grid of GRIDS) {
    const world = scene.worlds[grid]
    const choice = { grid, agent: 0, region: 0, number: 2 }
    await HONEST.positions?.(scene, world, choice)
    for (const agent of AGENTS.keys()) await HONEST['sign in']?.(scene, world, { ...choice, agent })
    for (const page of world.pages.values())
      await eventually('in a room', () => page.messages.some(({ type }) => type === 'room'))
    for (const act of FIRST) await HONEST[act]?.(scene, world, choice)
  }
}

/** Whatever was sent has been answered: a page's messages are taken in order. */
async function settle({ worlds }: Scene): Promise<void> {
  const pages = GRIDS.flatMap((grid) => [...worlds[grid].pages.values()])
  for (const page of pages) say(page, { type: 'ping' })
  const isAnswered = (page: SignalSocket) =>
    page.isClosed() || page.messages.some(({ type }) => type === 'pong')
  await eventually('an answer to every page', () => pages.every(isAnswered))
}

/** A text near what it must not say. */
function around(text: string, foreign: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(foreign.toLowerCase()))
  return text.slice(Math.max(0, at - 200), at + 100)
}

function faultsOf({ app, worlds }: Scene): string[] {
  const faults = GRIDS.flatMap((grid) => {
    readPages(worlds[grid])
    return worlds[grid].told.flatMap(({ about, text }) => {
      const foreign = foreignIn(text, worlds[other(grid)])
      return foreign === undefined ? [] : [`${grid} learns ${foreign} by ${about}: ${around(text, foreign)}`]
    })
  })
  for (const line of app.log) {
    const text = JSON.stringify(line)
    if (GRIDS.every((grid) => text.includes(markOf(grid))))
      faults.push(`both grids in one line of the log: ${text}`)
    for (const grid of GRIDS)
      if (text.includes(worlds[grid].secret) || text.includes(worlds[grid].vivoxPassword))
        faults.push(`a secret in the log: ${text}`)
  }
  return faults
}

const choices = fc.record({
  act: fc.constantFrom(...Object.keys(ACTS)),
  grid: fc.constantFrom(...GRIDS),
  agent: fc.nat(2),
  region: fc.nat(1),
  number: fc.nat(11),
})

t.test('nothing of one grid is told on the other, whatever is done on both', async (t) => {
  const scene = await startScene(t)
  await begin(scene)
  const seed = Number(process.env.ISOLATION_SEED ?? Date.now() % 2 ** 31)
  t.comment(`ISOLATION_SEED=${seed}`)
  await fc.assert(
    fc.asyncProperty(
      fc.array(choices, { minLength: ACTS_IN_A_RUN, maxLength: ACTS_IN_A_RUN }),
      async (acts) => {
        for (const { act, ...choice } of acts) {
          await ACTS[act]?.(scene, scene.worlds[choice.grid], choice)
          for (const grid of GRIDS) readPages(scene.worlds[grid])
        }
        await settle(scene)
        const faults = faultsOf(scene)
        if (faults.length > 0) throw new Error(faults.slice(0, 5).join('\n'))
      },
    ),
    // What a run leaves behind is there for the next one: a shorter list of acts proves nothing.
    { seed, numRuns: RUNS, endOnFailure: true },
  )

  for (const grid of GRIDS) {
    const { told } = scene.worlds[grid]
    const own = new Set(told.filter(({ text }) => text.includes(markOf(grid))).map(({ about }) => about))
    for (const about of TELLING) t.ok(own.has(about), `${grid}: ${about} tells its own`)
    t.ok(
      told.some(({ text }) => eastOf(text).some((x) => isOnSide(x, grid))),
      `${grid}: positions`,
    )
  }
  const metrics = await (await fetch(`${scene.app.url}/metrics`)).text()
  t.match(metrics, /^voice_grid_people\{grid="beta"\} [1-9]/m)
  t.match(metrics, /^voice_grid_people\{grid="main"\} [1-9]/m)
  for (const secret of [...GRIDS.map(markOf), ...AGENTS, ...REGIONS, PARCEL])
    t.notOk(metrics.toLowerCase().includes(secret.toLowerCase()), 'metrics name nobody')
})
