/** A region as the service sees it: it pushes positions and makes voice links, over real HTTP. */

import type { Service } from '../service.js'

export interface TestAvatar {
  readonly id: string
  readonly name: string
  pos: [number, number, number]
  look: [number, number, number]
  parcel?: string
}

export interface TestRegion {
  readonly id: string
  readonly avatars: TestAvatar[]
  /** Reports where everybody is. */
  push(): Promise<void>
  /** A personal voice link, as a path on the service. */
  link(avatar: TestAvatar): Promise<string>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
}

/** The corner that every test region reports, in global metres; of several in one test only the first is believed. */
export const REGION_CORNER = [256_000, 256_000] as const

let serial = 0

/** A UUID that no other call returns. */
export function testUuid(): string {
  serial += 1
  return `00000000-0000-4000-8000-${process.pid.toString(16).padStart(6, '0')}${serial.toString(16).padStart(6, '0')}`
}

export function testAvatar(name: string, pos: TestAvatar['pos'] = [100, 100, 25]): TestAvatar {
  return { id: testUuid(), name, pos, look: [0, 1, 0] }
}

export function testRegion(
  service: Pick<Service, 'url'> & { readonly secrets: { readonly regionSecret: string } },
  avatars: TestAvatar[],
  name = 'Test Region',
  id = testUuid(),
  corner: readonly [x: number, y: number] = REGION_CORNER,
): TestRegion {
  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(service.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${service.secrets.regionSecret}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  return {
    id,
    avatars,
    post,
    async push() {
      const response = await post('/opensim/v1/positions', {
        region: id,
        name,
        corner,
        avatars,
      })
      if (response.status !== 204) throw new Error(`positions: ${response.status} ${await response.text()}`)
    },
    async link({ id: agent, name }) {
      const response = await post('/opensim/v1/tickets', { agent, name, region: id })
      const { url } = (await response.json()) as { url: string }
      return new URL(url).pathname
    },
  }
}
