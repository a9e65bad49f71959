/** The thread that answers STUN: a flood at its port costs nobody else's time. */

import { createSocket, type Socket } from 'node:dgram'
import { parentPort, workerData } from 'node:worker_threads'
import { createStunAnswers } from './stun-answers.js'
import type { StunReport } from './stun-server.js'

const { port }: { port: number } = workerData
const answer = createStunAnswers()
const report = (message: StunReport): void => parentPort?.postMessage(message)

/** On both kinds of addresses, or on IPv4 where this machine has nothing else. */
function open(type: 'udp6' | 'udp4'): void {
  const socket: Socket = createSocket(type)
  let bound = false
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (bound) return
    socket.close()
    if (type === 'udp6' && (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL')) open('udp4')
    else report({ fault: error.code ?? error.message })
  })
  socket.on('message', (message, asker) => {
    const answered = answer(message, asker, performance.now())
    // Where it cannot be sent, the client asks again.
    if (answered) socket.send(answered, asker.port, asker.address, () => undefined)
  })
  socket.bind({ port }, () => {
    bound = true
    report({ port: socket.address().port })
  })
}

open('udp6')
