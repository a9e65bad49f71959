/** A region without a simulator: avatars that walk, reported to the service as a real region would report them. */

import type { Vector3 } from '../src/spatial/direction.js'

export interface Walker {
  readonly id: string
  readonly name: string
  /** The avatar's position and direction that many seconds after the start. */
  at(seconds: number): { readonly position: Vector3; readonly look: Vector3 }
}

export interface PretendRegion {
  /** A personal voice link, as the kiosk of a real region would get it. */
  link(walker: Walker): Promise<string>
  /** Pushes every position once, and then four times a second. */
  start(): Promise<void>
  close(): void
}

const REGION = { id: '5d2c1f3e-0000-4000-8000-00000000de30', name: 'Demo Plaza' }
const PUSH_INTERVAL_MS = 250

/** Stands still and looks north. */
export function standing(position: Vector3): Walker['at'] {
  return () => ({ position, look: [0, 1, 0] })
}

/** Walks around a point, nearer and further in turn, looking ahead. */
export function circling(
  [x, y, z]: Vector3,
  { near, far, roundSeconds, phase }: { near: number; far: number; roundSeconds: number; phase: number },
): Walker['at'] {
  return (seconds) => {
    const angle = 2 * Math.PI * (seconds / roundSeconds + phase)
    const radius = near + ((far - near) * (1 - Math.cos(angle / 2))) / 2
    return {
      position: [x + radius * Math.cos(angle), y + radius * Math.sin(angle), z],
      look: [-Math.sin(angle), Math.cos(angle), 0],
    }
  }
}

export function createPretendRegion(
  serviceUrl: string,
  regionSecret: string,
  walkers: readonly Walker[],
): PretendRegion {
  const startedAt = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined

  async function post(path: string, body: unknown): Promise<Response> {
    const response = await fetch(`${serviceUrl}/opensim/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${regionSecret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }

  async function push(): Promise<void> {
    const seconds = (Date.now() - startedAt) / 1000
    await post('positions', {
      region: REGION.id,
      name: REGION.name,
      corner: [256_000, 256_000],
      at: Date.now(),
      avatars: walkers.map(({ id, name, at }) => {
        const { position, look } = at(seconds)
        return { id, name, pos: position, look }
      }),
    })
  }

  return {
    async link({ id, name }) {
      const response = await post('tickets', { agent: id, name, region: REGION.id })
      const answer: unknown = await response.json()
      if (typeof answer === 'object' && answer && 'url' in answer && typeof answer.url === 'string')
        return answer.url
      throw new Error('The service gave no link.')
    },
    async start() {
      await push()
      timer = setInterval(() => push().catch(() => undefined), PUSH_INTERVAL_MS)
    },
    close() {
      clearInterval(timer)
    },
  }
}
