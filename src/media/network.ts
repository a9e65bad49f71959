/** Chooses the UDP ports of the hub, and the one that answers STUN. */

import { createSocket } from 'node:dgram'

export interface PortSettings {
  readonly portMin: number
  readonly portMax: number
  /** Whether all peers share one port; otherwise each has one of the range. */
  readonly mux: boolean
}

export interface MediaPorts {
  readonly portBegin: number
  readonly portEnd: number
  readonly mux: boolean
  /** `undefined` where the range has no port left. */
  readonly stunPort: number | undefined
}

/**
 * One port for all peers is the first free one of the range, and STUN gets the next free one. Otherwise STUN gets the last
 * port of the range, and the peers all others.
 * @throws Error when every port of the range is taken
 */
export async function findPorts({ portMin, portMax, mux }: PortSettings): Promise<MediaPorts> {
  if (!mux) {
    const stunPort = portMax > portMin ? portMax : undefined
    return { mux, portBegin: portMin, portEnd: stunPort === undefined ? portMax : portMax - 1, stunPort }
  }
  const port = await firstFreePort(portMin, portMax)
  if (port === undefined) {
    throw new Error(
      `No UDP port from ${portMin} to ${portMax} is free: set MEDIA_PORT_MIN and MEDIA_PORT_MAX to others.`,
    )
  }
  return { mux, portBegin: port, portEnd: port, stunPort: await firstFreePort(port + 1, portMax) }
}

async function firstFreePort(min: number, max: number): Promise<number | undefined> {
  for (let port = min; port <= max; port += 1) if (await isFree(port)) return port
  return undefined
}

function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false))
    socket.bind(port, () => socket.close(() => resolve(true)))
  })
}
