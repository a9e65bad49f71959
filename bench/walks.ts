/**
 * The files that three acts pass through in the running service: a step of an avatar whose page is in a room, a
 * region's request for a parcel's channel, and an admin's edit of that room's channel. How many are entered tells V8's
 * coverage. `walks files` prints them; `walks order` runs the service with a probe in each function instead, and prints
 * who calls whom, one act after the other: see measure/call-order.ts.
 */

import { WebSocket } from 'ws'
import { signedInAdmin } from '../test/helpers/browser/admin-client.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { openSignal, signIn } from '../test/helpers/signal-socket.js'
import { type Entry, withVisits } from './measure/visits.js'

/** Files that are entered each time belong to the act; files entered only sometimes belong to a timer. */
const TIMES = 8

interface ScriptCoverage {
  readonly url: string
  readonly functions: readonly {
    readonly functionName: string
    readonly ranges: readonly { count: number }[]
  }[]
}

const mode = process.argv[2]
const preload = mode === 'order' ? ` --import=${new URL('measure/call-order.js', import.meta.url)}` : ''
const NODE_OPTIONS = `--inspect=127.0.0.1:0${preload}`
const service = await startService({ LOG_LEVEL: 'warn', NODE_OPTIONS })
const inspector = await openInspector(service.log().match(/ws:\/\/\S+/)?.[0] ?? '')
await inspector.call('Profiler.enable')
await inspector.call('Profiler.startPreciseCoverage', { callCount: true, detailed: false })

const avatar = testAvatar('Ada Walker')
const region = testRegion(service, [avatar])
await region.push()
const page = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
page.send({ type: 'join', muted: true })
const { channel } = await page.next('room')
const admin = await signedInAdmin(service)
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const frames = () => page.frames.length
async function step(): Promise<void> {
  const before = frames()
  avatar.pos = [avatar.pos[0] + 1, 100, 25]
  await region.push()
  while (frames() === before) await pause(2)
}

const vivox = async (name: string, fields: Record<string, string>) =>
  (await fetch(`${service.url}/api2/${name}.php?${new URLSearchParams(fields)}`)).text()
const signedIn = await vivox('viv_signin', { userid: 'opensim', pwd: service.secrets.vivoxAdminPassword })
const auth_token = signedIn.match(/<auth_token>([^<]+)/)?.[1] ?? ''
async function create(time: number): Promise<void> {
  const answer = await vivox('viv_chan_mod', { mode: 'create', chan_name: `Parcel ${time}`, auth_token })
  if (!answer.includes('<status>OK')) throw new Error(answer)
}

const { body } = await admin.get('/channels')
let own = body.channels.find(({ name }: { name: string }) => name === channel.name) ?? body.channels[0]
async function edit(time: number): Promise<void> {
  const settings = { ...own.settings, maxRangeMetres: 70 + time }
  const answer = await admin.patch(`/channels/${own.id}`, { version: own.version, settings })
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body))
  own = answer.body
  await page.next('channel')
}

if (mode === 'order') {
  for (const [name, act] of Object.entries({ step, create, edit })) printOrder(name, await orderOf(act))
} else {
  const files = { step: await filesOf(step), create: await filesOf(create), edit: await filesOf(edit) }
  process.stdout.write(
    `walks: files entered by an avatar's step ${files.step.length}, a Vivox create ${files.create.length}, an admin's edit ${files.edit.length}\n`,
  )
  for (const [name, entered] of mode ? Object.entries(files) : []) {
    process.stdout.write(`${name}:\n  ${entered.join('\n  ')}\n`)
  }
}
page.close()
inspector.close()
await service.stop()
process.exit()

/** The files of the service that were entered each time. */
async function filesOf(act: (time: number) => Promise<void>): Promise<string[]> {
  let always: Set<string> | undefined
  for (let time = 0; time < TIMES; time += 1) {
    await pause(300)
    await inspector.call('Profiler.takePreciseCoverage')
    await act(time)
    const { result } = (await inspector.call('Profiler.takePreciseCoverage')) as { result: ScriptCoverage[] }
    const entered = new Set(
      result
        // A module's own code has no name, and runs once when the module is loaded.
        .filter(({ functions }) =>
          functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0),
        )
        .flatMap(({ url }) => url.match(/\/dist\/(src\/.*)\.js$/)?.[1] ?? []),
    )
    always = new Set([...entered].filter((file) => always?.has(file) ?? true))
  }
  return [...(always ?? [])].sort()
}

/** What calls what during the act, the shortest of all times: the others have a timer between. */
async function orderOf(act: (time: number) => Promise<void>): Promise<readonly Entry[]> {
  let shortest: readonly Entry[] | undefined
  for (let time = 0; time < TIMES; time += 1) {
    await pause(300)
    await inspector.call('Runtime.evaluate', { expression: 'callOrder.take()' })
    await act(time)
    // What follows the answer belongs to the act, too.
    await pause(50)
    const taken = await inspector.call('Runtime.evaluate', {
      expression: 'callOrder.take()',
      returnByValue: true,
    })
    const { value } = (taken as { result: { value: readonly Entry[] } }).result
    if (!shortest || value.length < shortest.length) shortest = value
  }
  return shortest ?? []
}

function printOrder(name: string, entries: readonly Entry[]): void {
  const visits = withVisits(entries)
  const parts = new Set(visits.filter(({ visit }) => visit > 0).map(({ file }) => file))
  const again = visits.filter(({ visit }) => visit > 1)
  process.stdout.write(`${name}: ${parts.size} parts visited, ${again.length} times one of them again\n`)
  const short = (file: string | undefined) => file?.replace('src/', '') ?? '(the platform)'
  for (const { file, from, visit } of visits) {
    if (visit === 0) continue
    const mark = visit > 1 ? `again (${visit})` : ''
    process.stdout.write(`  ${short(file).padEnd(48)} from ${short(from).padEnd(48)} ${mark}\n`)
  }
}

/** Connects to the inspector of another process, by its address. */
async function openInspector(address: string) {
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let last = 0
  return {
    /** To be called at the end: a process waits for its inspectors before it ends. */
    close: () => socket.close(),
    call(method: string, params = {}): Promise<unknown> {
      last += 1
      const id = last
      socket.send(JSON.stringify({ id, method, params }))
      return new Promise((resolve) =>
        socket.on('message', function take(data) {
          const answer = JSON.parse(String(data))
          if (answer.id !== id) return
          socket.off('message', take)
          resolve(answer.result)
        }),
      )
    },
  }
}
