/** A service that is far away: what goes to it and comes from it takes so much longer. */

import { connect, createServer, type Socket } from 'node:net'

export interface FarAway {
  /** In place of the service's own. */
  readonly url: string
  close(): void
}

/** Hands on everything that one says to the other, so much later, in its order. */
function handOnLater(from: Socket, to: Socket, milliseconds: number): void {
  from.on('data', (data) => setTimeout(() => to.writable && to.write(data), milliseconds))
  from.on('end', () => setTimeout(() => to.end(), milliseconds))
  from.on('close', () => setTimeout(() => to.destroy(), milliseconds))
  from.on('error', () => to.destroy())
}

/**
 * @param url of a server of this machine
 * @param milliseconds each way, as half of what `ping` says; connecting alone takes no longer
 */
export async function farAway(url: string, milliseconds: number): Promise<FarAway> {
  const { hostname, port, pathname } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true })
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    handOnLater(near, far, milliseconds)
    handOnLater(far, near, milliseconds)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const ownPort = typeof address === 'object' ? address?.port : 0
  return {
    url: `http://${hostname}:${ownPort}${pathname === '/' ? '' : pathname}`,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
