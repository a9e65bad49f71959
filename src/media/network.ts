/** Chooses the UDP ports of the hub, and the one that answers STUN. */

import { createSocket } from 'node:dgram'

export interface PortSettings {
  readonly portMin: number
  readonly portMax: number
  /** Whether all peers of a process share one port; otherwise each has one of the range. */
  readonly mux: boolean
  /** How many processes the hub shall have. */
  readonly processes: number
}

export interface PortRange {
  readonly portBegin: number
  readonly portEnd: number
}

export interface MediaPorts {
  /** Those of each process of the hub: fewer processes than asked for where the range has no more ports. */
  readonly hubs: readonly PortRange[]
  readonly mux: boolean
  /** `undefined` where the range has no port left. */
  readonly stunPort: number | undefined
}

/**
 * The first process of the hub has the first free port of the range, STUN the second, and further processes those after it:
 * so the first two stay what they are when processes are added. With a port for each peer, STUN has the last port
 * of the range, and the processes share the others evenly.
 * @throws Error when every port of the range is taken
 */
export async function findPorts({ portMin, portMax, mux, processes }: PortSettings): Promise<MediaPorts> {
  if (!mux) {
    const stunPort = portMax > portMin ? portMax : undefined
    return { mux, hubs: split(portMin, stunPort === undefined ? portMax : portMax - 1, processes), stunPort }
  }
  const [first, stunPort, ...further] = await freePorts(portMin, portMax, processes + 1)
  if (first === undefined) {
    throw new Error(
      `No UDP port from ${portMin} to ${portMax} is free: set MEDIA_PORT_MIN and MEDIA_PORT_MAX to others.`,
    )
  }
  return { mux, hubs: [first, ...further].map((port) => ({ portBegin: port, portEnd: port })), stunPort }
}

function split(min: number, max: number, parts: number): readonly PortRange[] {
  const count = max - min + 1
  const least = Math.min(parts, count)
  return Array.from({ length: least }, (_, part) => ({
    portBegin: min + Math.floor((count * part) / least),
    portEnd: min + Math.floor((count * (part + 1)) / least) - 1,
  }))
}

async function freePorts(min: number, max: number, count: number): Promise<readonly number[]> {
  const found: number[] = []
  for (let port = min; port <= max && found.length < count; port += 1) {
    if (await isFree(port)) found.push(port)
  }
  return found
}

function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false))
    socket.bind(port, () => socket.close(() => resolve(true)))
  })
}
