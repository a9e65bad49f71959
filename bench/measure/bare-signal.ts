/** The yardstick's own server: one bare page, and a socket that tells each page what the other one says. */

import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

export interface BareSignal {
  readonly url: string
  close(): void
}

export async function startBareSignal(page: string): Promise<BareSignal> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page))
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      for (const other of sockets.clients) if (other !== socket) other.send(data.toString())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : 0}/`,
    close() {
      sockets.close()
      server.close()
    },
  }
}
