/**
 * The yardstick of the benches that ask how soon or how late a voice is: the barest WebRTC page possible, and a server that
 * does no more than tell each of two pages what the other one says.
 */

import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

export interface BareKind {
  /** What the pages ask of the microphone, as `getUserMedia` takes it. */
  readonly audio: true | MediaTrackConstraints
  /** Whether whoever waits for the offer is silent. */
  readonly oneWay?: boolean
  /** The page that offers opens its microphone, and offers, when its button (`data-testid=bare`) is pressed. */
  readonly atClick?: boolean
}

export interface BarePage {
  /** Of the page that waits for the offer; the title of either says "ready". */
  readonly url: string
  /** Of the page that makes it. */
  readonly offerUrl: string
  close(): void
}

const pageOf = ({ audio, oneWay = false, atClick = false }: BareKind): string => `<!doctype html>
${atClick ? '<button data-testid="bare">take</button>' : ''}<script type=module>
const offers = location.hash === '#offer'
const socket = new WebSocket(location.origin.replace('http', 'ws'))
const send = (message) => socket.send(JSON.stringify(message))
const pc = new RTCPeerConnection()
pc.onicecandidate = ({ candidate }) => candidate && send({ candidate })
pc.ontrack = ({ streams: [stream] }) => {
  const element = new Audio(); element.muted = true; element.srcObject = stream; element.play()
  const context = new AudioContext()
  context.createMediaStreamSource(stream).connect(context.destination)
}
const describe = async () => {
  await pc.setLocalDescription()
  send({ description: pc.localDescription })
}
socket.onmessage = async ({ data }) => {
  const { description, candidate } = JSON.parse(data)
  if (candidate) return pc.addIceCandidate(candidate)
  await pc.setRemoteDescription(description)
  if (description.type === 'offer') await describe()
}
const open = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: ${JSON.stringify(audio)} })
  for (const track of stream.getTracks()) {
    track.enabled = offers || ${!oneWay}
    pc.addTrack(track, stream)
  }
}
if (offers && ${atClick}) {
  document.querySelector('button').onclick = async () => {
    await open()
    await describe()
  }
} else {
  await open()
  if (socket.readyState === 0) await new Promise((resolve) => { socket.onopen = resolve })
  if (offers) await describe()
}
document.title = 'ready'
</script>`

/** Serves the page on a free port of this machine. */
export async function startBarePage(kind: BareKind): Promise<BarePage> {
  const page = pageOf(kind)
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page))
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      for (const other of sockets.clients) if (other !== socket) other.send(data.toString())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://localhost:${typeof address === 'object' ? address?.port : 0}/`
  return {
    url,
    offerUrl: `${url}#offer`,
    close() {
      sockets.close()
      server.close()
    },
  }
}
