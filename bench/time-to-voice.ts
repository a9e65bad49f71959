/**
 * Time to voice: from opening the link to the first audible sample in the other browser, beside the same
 * two browsers connected by a bare WebRTC page. Prints medians in milliseconds and their ratio.
 */

import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { joinVoice, openBrowser } from '../test/helpers/browser/browser.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { inFreshTabs, median, timeToVoice } from './measure/first-sample.js'

const ROUNDS = Number(process.argv[2] ?? 7)

/** The barest page possible: microphone, one connection, and a socket that passes signals on. */
const BARE_PAGE = `<!doctype html><script type=module>
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
socket.onmessage = async ({ data }) => {
  const { description, candidate } = JSON.parse(data)
  if (candidate) return pc.addIceCandidate(candidate)
  await pc.setRemoteDescription(description)
  if (description.type !== 'offer') return
  await pc.setLocalDescription()
  send({ description: pc.localDescription })
}
const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
for (const track of stream.getTracks()) pc.addTrack(track, stream)
if (socket.readyState === 0) await new Promise((resolve) => { socket.onopen = resolve })
if (offers) {
  await pc.setLocalDescription()
  send({ description: pc.localDescription })
}
document.title = 'ready'
</script>`

const service = await startService()
const bareServer = createServer((_, response) =>
  response.setHeader('content-type', 'text/html').end(BARE_PAGE),
)
const sockets = new WebSocketServer({ server: bareServer })
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    for (const other of sockets.clients) if (other !== socket) other.send(data.toString())
  })
})
await new Promise<void>((resolve) => bareServer.listen(0, '127.0.0.1', resolve))
const bareAddress = bareServer.address()
const bareUrl = `http://localhost:${typeof bareAddress === 'object' ? bareAddress?.port : 0}/`

const browsers = await Promise.all([openBrowser('anna'), openBrowser('sweep')])
const [listening, speaking] = browsers.map(({ browser }) => browser)
if (!listening || !speaking) throw new Error('no browsers')
const anna = testAvatar('Anna Bench', [100, 100, 25])
const bert = testAvatar('Bert Bench', [104, 100, 25])
const region = testRegion(service, [anna, bert])
await region.push()

const ours: number[] = []
const bare: number[] = []

for (let round = 0; round < ROUNDS; round += 1) {
  ours.push(
    await inFreshTabs(listening, speaking, async (listener, speaker) => {
      await joinVoice(listener, service.url + (await region.link(anna)))
      const link = service.url + (await region.link(bert))
      return timeToVoice(listener, () => speaker.goto(link))
    }),
  )
  bare.push(
    await inFreshTabs(listening, speaking, async (listener, speaker) => {
      await listener.goto(bareUrl)
      await listener.waitForFunction(() => document.title === 'ready')
      return timeToVoice(listener, () => speaker.goto(`${bareUrl}#offer`))
    }),
  )
}

const ratio = median(ours) / median(bare)
process.stdout.write(
  `time-to-voice: ours ${median(ours)} ms, bare page ${median(bare)} ms, ratio ${ratio.toFixed(2)} (median of ${ROUNDS}; aim ≤ 1.50)\n`,
)
process.stdout.write(`  ours ${ours.join(' ')} | bare ${bare.join(' ')}\n`)
await Promise.all(browsers.map((browser) => browser.close()))
sockets.close()
bareServer.close()
await service.stop()
