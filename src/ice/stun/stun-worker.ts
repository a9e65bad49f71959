/** The thread that answers STUN during a flood: it costs nobody else's time. It ends when it is terminated. */

import { parentPort } from 'node:worker_threads'
import type { StunReport } from './stun-server.js'
import { openStunSocket } from './stun-socket.js'

const report = (message: StunReport): void => parentPort?.postMessage(message)

// Told once. Whoever listens for more keeps the thread alive, which the socket does not.
parentPort?.on('message', (port: number) => {
  openStunSocket({
    port,
    now: () => performance.now(),
    onOpen: () => undefined,
    onFault: (fault) => report({ type: 'fault', fault }),
    onFlood: () => report({ type: 'flood' }),
  })
})
report({ type: 'ready' })
