/**
 * The files that three acts pass through in the running service, by V8's coverage: a step of an avatar whose page is
 * in a room, a region's request for a parcel's channel, and an admin's edit of that room's channel. An argument behind
 * `walks` prints the files themselves.
 */

import { WebSocket } from 'ws'
import { signedInAdmin } from '../test/helpers/browser/admin-client.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { openSignal, signIn } from '../test/helpers/signal-socket.js'

/** Files that are entered each time belong to the act; files entered only sometimes belong to a timer. */
const TIMES = 8

interface ScriptCoverage {
  readonly url: string
  readonly functions: readonly {
    readonly functionName: string
    readonly ranges: readonly { count: number }[]
  }[]
}

const service = await startService({ LOG_LEVEL: 'warn', NODE_OPTIONS: '--inspect=127.0.0.1:0' })
const inspector = await openInspector(service.log().match(/ws:\/\/\S+/)?.[0] ?? '')
await inspector('Profiler.enable')
await inspector('Profiler.startPreciseCoverage', { callCount: true, detailed: false })

const avatar = testAvatar('Ada Walker')
const region = testRegion(service, [avatar])
await region.push()
const page = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
page.send({ type: 'join', muted: true })
const { channel } = await page.next('room')
const admin = await signedInAdmin(service)
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const frames = () => page.frames.length
const step = await filesOf(async () => {
  const before = frames()
  avatar.pos = [avatar.pos[0] + 1, 100, 25]
  await region.push()
  while (frames() === before) await pause(2)
})

const vivox = async (name: string, fields: Record<string, string>) =>
  (await fetch(`${service.url}/api2/${name}.php?${new URLSearchParams(fields)}`)).text()
const signedIn = await vivox('viv_signin', { userid: 'opensim', pwd: service.secrets.vivoxAdminPassword })
const auth_token = signedIn.match(/<auth_token>([^<]+)/)?.[1] ?? ''
const create = await filesOf(async (time) => {
  const answer = await vivox('viv_chan_mod', { mode: 'create', chan_name: `Parcel ${time}`, auth_token })
  if (!answer.includes('<status>OK')) throw new Error(answer)
})

const { body } = await admin.get('/channels')
let own = body.channels.find(({ name }: { name: string }) => name === channel.name) ?? body.channels[0]
const edit = await filesOf(async (time) => {
  const settings = { ...own.settings, maxRangeMetres: 70 + time }
  const answer = await admin.patch(`/channels/${own.id}`, { version: own.version, settings })
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body))
  own = answer.body
  await page.next('channel')
})

process.stdout.write(
  `walks: files entered by an avatar's step ${step.length}, a Vivox create ${create.length}, an admin's edit ${edit.length}\n`,
)
if (process.argv[2]) {
  for (const [name, files] of Object.entries({ step, create, edit })) {
    process.stdout.write(`${name}:\n  ${files.join('\n  ')}\n`)
  }
}
page.close()
await service.stop()
process.exit()

/** The files of the service that were entered each time. */
async function filesOf(act: (time: number) => Promise<unknown>): Promise<string[]> {
  let always: Set<string> | undefined
  for (let time = 0; time < TIMES; time += 1) {
    await pause(300)
    await inspector('Profiler.takePreciseCoverage')
    await act(time)
    const { result } = (await inspector('Profiler.takePreciseCoverage')) as { result: ScriptCoverage[] }
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

/** Connects to the inspector of another process, by its address. */
async function openInspector(address: string) {
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let last = 0
  return (method: string, params = {}): Promise<unknown> => {
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
  }
}
