/** Regions that lie, flood, restart and answer junk, while two people stand on their pages. Some minutes. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AdminClient, signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { type FakeFault, type FakeSimulator, startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { type Service, startService } from '../helpers/service.js'
import { openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'
import { attack } from './attack.js'

const INVENTED_REGIONS = 600
const AVATARS_EACH = 20
const EMPTY_REGIONS = 3000
/** More than there is room for. */
const LINKS = 20_500
const AT_ONCE = 20
const RESTARTS = 4

const SELDOM_MS = 90_000

interface World {
  readonly service: Service
  readonly owner: AdminClient
  readonly simulator: FakeSimulator
  /** Anna's, in the region that is asked. */
  readonly page: SignalSocket
}

function require(fact: boolean, what: string): void {
  if (!fact) throw new Error(what)
}

/** Does it so many times, some at once. */
async function flood(times: number, act: (index: number) => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  let next = 0
  const worker = async () => {
    while (next < times) {
      next += 1
      await act(next)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return performance.now() - begun
}

/** What a report of a small real region takes, in milliseconds, and whether everybody in it is known then. */
async function realRegion(service: Service, owner: AdminClient, size = 5): Promise<number> {
  const people = Array.from({ length: size }, (_, index) => testAvatar(`Real ${index}`))
  const region = testRegion(service, people, 'Real')
  const begun = performance.now()
  await region.push()
  const took = performance.now() - begun
  const { body } = await owner.get(`/regions/${region.id}/live`)
  require(body.people?.length ===
    size, `${body.people?.length} of ${size} people of the real region are known`)
  return took
}

async function invent({ service, owner }: World): Promise<string> {
  const { post } = testRegion(service, [])
  const refused: number[] = []
  await flood(INVENTED_REGIONS, async () => {
    const avatars = Array.from({ length: AVATARS_EACH }, () => testAvatar('Nobody'))
    const { status } = await post('/opensim/v1/positions', { region: testUuid(), name: 'X', avatars })
    if (status !== 204) refused.push(status)
  })
  const took = await realRegion(service, owner)
  return `${INVENTED_REGIONS * AVATARS_EACH} invented avatars (${refused.length} reports refused), the real region told its 5 in ${Math.round(took)} ms`
}

async function inventRegions({ service, owner }: World): Promise<string> {
  const { post } = testRegion(service, [])
  await flood(EMPTY_REGIONS, () =>
    post('/opensim/v1/positions', { region: testUuid(), name: 'X', avatars: [] }),
  )
  return `${EMPTY_REGIONS} invented regions, the real one told its 5 in ${Math.round(await realRegion(service, owner))} ms`
}

async function mint({ service }: World): Promise<string> {
  const { post } = testRegion(service, [])
  const anna = testAvatar('Anna Link')
  const link = await testRegion(service, []).link(anna)
  const flooding = testUuid()
  let minted = 0
  const took = await flood(LINKS, async () => {
    const body = { agent: testUuid(), name: 'X', region: flooding }
    if ((await post('/opensim/v1/tickets', body)).status === 200) minted += 1
  })
  if (took < 110_000) await signIn(service.url, link)
  await signIn(service.url, await testRegion(service, []).link(anna))
  return `${minted} links in ${Math.round(took / 1000)} s, one of another region opened${took < 110_000 ? ', also one from before' : ''}`
}

async function future({ service, owner }: World): Promise<string> {
  const anna = testAvatar('Anna Future')
  const region = testRegion(service, [])
  const tell = (x: number, at: number) =>
    region.post('/opensim/v1/positions', {
      region: region.id,
      name: 'R',
      at,
      avatars: [{ ...anna, pos: [x, 0, 0] }],
    })
  let held = 0
  for (let turn = 1; turn <= 50; turn += 1) {
    await tell(0, Date.now() + turn * 190)
    await tell(turn, Date.now())
    const { body } = await owner.get(`/regions/${region.id}/live`)
    if (body.people[0]?.position[0] === turn) held += 1
  }
  require(held === 50, `${held} of 50 true reports were taken`)
  return '50 of 50 true reports taken, each after a forged one from the future'
}

async function odd({ service, owner }: World): Promise<string> {
  const good = testAvatar('Good One')
  const region = testRegion(service, [])
  const values = [null, '', 'x', -1e9, 1e30, true, [], {}, 'NaN', '\ud800', 0.5, 'x'.repeat(5000)]
  const members = ['id', 'name', 'pos', 'look', 'parcel', 'voice', 'parcel_flags', 'estate_channel']
  let reports = 0
  for (const member of members) {
    for (const value of values) {
      reports += 1
      const bad = { ...testAvatar('Bad One'), [member]: value }
      const avatars = [bad, { ...good, pos: [reports, 0, 0] }, [value]]
      const { status } = await region.post('/opensim/v1/positions', { region: region.id, name: 'R', avatars })
      require(status === 204, `${member} = ${JSON.stringify(value)}: ${status}`)
    }
    const { body } = await owner.get(`/regions/${region.id}/live`)
    const found = body.people.find(({ name }: { name: string }) => name === good.name)
    require(found?.position[0] === reports, `with an odd ${member} somebody else was not taken`)
  }
  const lines = service
    .log()
    .split('\n')
    .filter((line) => line.includes('everybody else counts')).length
  require(lines <= 12, `${lines} lines in the log`)
  return `${reports} reports with odd avatars, the others counted; ${lines} lines in the log`
}

async function restart({ simulator, page }: World): Promise<string> {
  const times: number[] = []
  const [plaza] = simulator.regions
  if (!plaza) throw new Error('no region')
  const people = plaza.agents
  for (let round = 0; round < RESTARTS; round += 1) {
    plaza.agents = []
    await simulator.down()
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await simulator.start()
    const { reason } = await page.next('no-room')
    require(reason === 'region-away', `the page was told ${reason}`)
    const begun = performance.now()
    plaza.agents = people
    await page.next('room')
    times.push((performance.now() - begun) / 1000)
  }
  return `${RESTARTS} restarts, the page waited each time and was in its room ${Math.max(...times).toFixed(1)} s after its avatar was back at most`
}

async function junk({ simulator, service, owner }: World): Promise<string> {
  const faults: FakeFault[] = ['half', 'bomb', 'deep', 'huge', 'empty', 'status-500', 'reset', 'slow']
  let slowest = 0
  for (const fault of faults) {
    simulator.fault = fault
    const calls = simulator.calls.length
    await eventually(
      `asked with ${fault}`,
      () => simulator.calls.length > calls + (fault === 'slow' ? 0 : 1),
      SELDOM_MS,
    )
    const begun = performance.now()
    require((await fetch(`${service.url}/healthz`)).ok, 'the service is not well')
    slowest = Math.max(slowest, performance.now() - begun, await realRegion(service, owner))
  }
  simulator.fault = undefined
  simulator.release()
  const isOk = async () =>
    (await owner.get('/overview')).body.regions.some(
      (region: { remoteAdmin: { state: string } | null }) => region.remoteAdmin?.state === 'ok',
    )
  await eventually('the region answers again', isOk, SELDOM_MS)
  return `${faults.length} kinds of answers (${faults.join(', ')}), other regions told theirs in ${Math.round(slowest)} ms at most, and it came back by itself`
}

async function drill(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-drill-'))
  const anna = { ...testAvatar('Anna Drill'), look: [1, 0, 0] as [number, number, number] }
  const plaza = { id: testUuid(), name: 'Plaza', agents: [anna] }
  const simulator = await startFakeSimulator([plaza])
  const file = join(folder, 'regions.json')
  const { url, password } = simulator
  await writeFile(file, JSON.stringify([{ name: 'Plaza', url, password, region: 'Plaza' }]))
  const service = await startService({ REMOTE_ADMIN_FILE: file })
  const page = openSignal(service.url, await signIn(service.url, await testRegion(service, []).link(anna)))
  page.send({ type: 'join', muted: false })
  await page.next('room')
  const world = { service, owner: await signedInAdmin(service), simulator, page }
  await attack('odd avatars', () => odd(world))
  await attack('reports from the future', () => future(world))
  await attack('a simulator that restarts', () => restart(world))
  await attack('junk and slow answers of RemoteAdmin', () => junk(world))
  await attack('a flood of invented avatars', () => invent(world))
  await attack('a flood of invented regions', () => inventRegions(world))
  await attack('a flood of links', () => mint(world))
  page.close()
  await service.stop()
  await simulator.down()
  await rm(folder, { recursive: true, force: true })
}

await drill()
