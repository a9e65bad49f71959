/** Two grids with the same avatars, regions and names: what each has, what it was told, and what gives the other one away. */

import { request as httpRequest } from 'node:http'
import type { Test } from 'tap'
import { decodePositions } from '../../../src/protocol/position-frame.js'
import { type AdminClient, signedInAdmin } from '../../helpers/browser/admin-client.js'
import { testUuid } from '../../helpers/regions/region.js'
import { openSignal, type SignalSocket } from '../../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../../helpers/test-app.js'

export const AGENTS = [testUuid(), testUuid(), testUuid()] as const
export const REGIONS = [testUuid(), testUuid()] as const
export const PARCEL = testUuid()
/** Metres: positions of a grid are on its own side, and tell whose they are. */
export const SIDES = { main: 40, beta: 200 } as const
export type GridName = keyof typeof SIDES
export const GRIDS = ['main', 'beta'] as const
export const other = (grid: GridName): GridName => (grid === 'main' ? 'beta' : 'main')
export const markOf = (grid: GridName): string => (grid === 'main' ? 'OnlyApples' : 'OnlyBerries')
export const hostOf = (grid: GridName): string => (grid === 'main' ? 'localhost' : 'beta.localhost')
export const originOf = (grid: GridName): string => `http://${hostOf(grid)}`

export interface Answer {
  readonly status: number
  readonly text: string
  readonly cookie: string | undefined
}

/** What one grid has, and all that it was told. */
export interface World {
  readonly name: GridName
  /** The region secret and the password of the Vivox admin, which nobody is told. */
  readonly secret: string
  readonly vivoxPassword: string
  readonly admin: AdminClient
  /** Answers and messages, each with what it answers. */
  readonly told: { readonly about: string; readonly text: string }[]
  vivoxToken: string
  readonly cookies: Map<string, string>
  readonly pages: Map<string, SignalSocket>
  readonly tickets: string[]
}

export interface Scene {
  readonly app: TestApp
  readonly worlds: Readonly<Record<GridName, World>>
  ask(world: World, path: string, options?: Asked): Promise<Answer>
}

export interface Asked {
  readonly method?: string
  readonly body?: unknown
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Numbers from which an act chooses what it does, and with whom. */
export interface Choice {
  readonly grid: GridName
  readonly agent: number
  readonly region: number
  readonly number: number
}

export type Act = (scene: Scene, world: World, choice: Choice) => Promise<void>

export const agentOf = ({ agent }: Choice) => AGENTS[agent % AGENTS.length] ?? AGENTS[0]
export const regionOf = ({ region }: Choice) => REGIONS[region % REGIONS.length] ?? REGIONS[0]
export const nameOf = (world: World, agentId: string) =>
  `Anna${AGENTS.indexOf(agentId as never)} ${markOf(world.name)}`
export const bearer = (world: World) => ({ authorization: `Bearer ${world.secret}` })

export function note(world: World, about: string, text: string): void {
  world.told.push({ about, text })
}

export async function openPage({ app }: Scene, world: World, agentId: string): Promise<void> {
  const cookie = world.cookies.get(agentId)
  if (!cookie) return
  world.pages.get(agentId)?.close()
  const socket = openSignal(app.url, cookie, { host: hostOf(world.name), origin: originOf(world.name) })
  world.pages.set(agentId, socket)
  socket.send({ type: 'join', muted: false })
}

export const say = (page: SignalSocket | undefined, message: object) => page?.sendRaw(JSON.stringify(message))

/** The newest first. */
export const found = (world: World, what: RegExp): string[] =>
  world.told.flatMap(({ text }) => what.exec(text)?.[1] ?? []).reverse()

/** Calls of which its pages were told. */
export const callsOf = (world: World): string[] => found(world, /"call":"([^"]+)"/).slice(0, 2)

/** Metres east, of everybody whom a text places. */
export const eastOf = (text: string): number[] =>
  [...text.matchAll(/"(?:position|pos)":\[([-\d.]+)/g)].map(([, x]) => Number(x))

export const isOnSide = (x: number, grid: GridName): boolean => Math.abs(x - SIDES[grid]) < 10

/** What a text says that only the other grid may know: its mark in any spelling, its secrets, or a position on its side. */
export function foreignIn(text: string, theirs: World): string | undefined {
  if (text.toLowerCase().includes(markOf(theirs.name).toLowerCase())) return markOf(theirs.name)
  if (text.includes(theirs.secret) || text.includes(theirs.vivoxPassword)) return 'a secret'
  const x = eastOf(text).find((one) => isOnSide(one, theirs.name))
  return x === undefined ? undefined : `a position at ${x} m`
}

/** Takes what pages were told since the last look. */
export function readPages(world: World): void {
  for (const page of world.pages.values()) {
    for (const message of page.messages.splice(0))
      note(world, `a page: ${message.type}`, JSON.stringify(message))
    for (const frame of page.frames.splice(0)) {
      const position = decodePositions(frame)?.map((entry) => entry.position)
      for (const one of position ?? []) note(world, 'a page: positions', JSON.stringify({ position: one }))
    }
  }
}

/** A service with both grids, and an admin of each who sees that grid alone. */
export async function startScene(t: Test): Promise<Scene> {
  const app = await startTestApp(t, { env: { LOG_LEVEL: 'trace', VIVOX_ADMIN_USER: 'admin-main' } })
  const { secrets } = await app.grids.make({
    id: 'beta',
    name: markOf('beta'),
    hostNames: [hostOf('beta')],
    vivoxAdminUser: 'admin-beta',
  })
  const owner = await signedInAdmin(app)
  async function worldOf(name: GridName, secret: string, vivoxPassword: string): Promise<World> {
    const password = 'long enough 1'
    await owner.post('/admins', { name: `owner-${name}`, password, role: 'owner', grid: name })
    return {
      name,
      secret,
      vivoxPassword,
      admin: await signedInAdmin(app, { name: `owner-${name}`, password }),
      told: [],
      vivoxToken: '',
      cookies: new Map(),
      pages: new Map(),
      tickets: [],
    }
  }
  const worlds = {
    main: await worldOf('main', app.secrets.regionSecret, app.secrets.vivoxAdminPassword),
    beta: await worldOf('beta', secrets.regionSecret, secrets.vivoxPassword),
  }
  t.teardown(() => {
    for (const grid of GRIDS) for (const page of worlds[grid].pages.values()) page.close()
  })

  /** By hand: `fetch` chooses the host by itself. */
  function ask(
    world: World,
    path: string,
    { method = 'POST', body, type, headers }: Asked = {},
  ): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          port: app.port,
          host: '127.0.0.1',
          path,
          method,
          headers: {
            host: hostOf(world.name),
            origin: originOf(world.name),
            ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () => {
            const answer = Buffer.concat(parts).toString()
            const [cookie] = response.headers['set-cookie'] ?? []
            note(world, `${method} ${path}`, `${JSON.stringify(response.headers)} ${answer}`)
            resolve({ status: response.statusCode ?? 0, text: answer, cookie: cookie?.split(';')[0] })
          })
        },
      )
      request.on('error', reject)
      request.end(body === undefined ? undefined : text)
    })
  }
  return { app, worlds, ask }
}
