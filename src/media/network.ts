/** Where the hub can be reached: its UDP ports, and the addresses it is to be announced under. */

import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { PeerNetwork } from './peer.js'

export interface NetworkSettings {
  readonly portMin: number
  readonly portMax: number
  readonly mux: boolean
  /** As the operator says; `undefined`: the addresses of the public host. */
  readonly announcedIps: readonly string[] | undefined
  /** Name or address under which residents reach the service, where the operator says. */
  readonly publicHost: string | undefined
}

/** A start is not held up by a name server that does not answer. */
const LOOKUP_LIMIT_MS = 2000

/** With one port for all, it is the first of the range that is free; else all of the range are used. */
export async function findNetwork(settings: NetworkSettings): Promise<PeerNetwork> {
  const { portMin, portMax, mux, announcedIps, publicHost } = settings
  const announced = announcedIps ?? (publicHost === undefined ? [] : await addressesOf(publicHost))
  const portBegin = mux ? await firstFreePort(portMin, portMax) : portMin
  return { mux, announced, portBegin, portEnd: mux ? portBegin : portMax }
}

/** @throws Error when every port of the range is taken */
async function firstFreePort(min: number, max: number): Promise<number> {
  for (let port = min; port <= max; port += 1) if (await isFree(port)) return port
  throw new Error(
    `No UDP port from ${min} to ${max} is free: set MEDIA_PORT_MIN and MEDIA_PORT_MAX to others.`,
  )
}

function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false))
    socket.bind(port, () => socket.close(() => resolve(true)))
  })
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host)) return [host]
  const limit = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), LOOKUP_LIMIT_MS).unref()
  })
  try {
    const found = (await Promise.race([lookup(host, { all: true }), limit])) ?? []
    return found.map(({ address }) => address).filter((address) => !/^(127\.|::1$)/.test(address))
  } catch {
    // A name that this machine cannot resolve: its own addresses are announced all the same.
    return []
  }
}
