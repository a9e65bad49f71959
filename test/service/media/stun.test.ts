/** An operator needs no STUN server of somebody else's: the service names its own in the lines to paste, and it answers. */

import { execFile } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { stunServerLine } from '../../../src/operator/region-lines.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { noBrowser, openBrowser } from '../../helpers/browser/browser.js'
import { eventually } from '../../helpers/eventually.js'
import { startService } from '../../helpers/service.js'
import { startTestApp } from '../../helpers/test-app.js'

const CLIENT = '/usr/bin/turnutils_stunclient'
const noClient = !existsSync(CLIENT) && 'not installed: coturn'
const OWN_ADDRESS = '192.168.77.2'

/** What a simulator would tell its viewers, as they put it into their configuration. */
const stunServerIn = (lines: string) =>
  lines.match(/^\[SimulatorFeatures\]\n\s+StunServers = (\S+)$/m)?.[1] ?? 'none'

/** What a STUN client reads in the answer. It asks only once, so that is done again where a packet was lost. */
function ask(host: string, port: number): Promise<string> {
  return eventually(`an answer from ${host}`, async () => {
    const { stdout } = await promisify(execFile)(CLIENT, ['-p', String(port), host], { timeout: 2000 })
    return stdout.match(/UDP reflexive addr: (.*):\d+/)?.[1]
  })
}

/** Sends on what comes from inside, each from a port of its own, as a home's router does: who is behind it is seen as that. */
async function startRouter(t: Pick<Test, 'teardown'>, port: number) {
  const outside = new Map<string, Socket>()
  const inside = createSocket('udp4')
  const seenAs = () => [...outside.values()].map((socket) => `${OWN_ADDRESS}:${socket.address().port}`)
  inside.on('message', (message, from) => {
    const key = `${from.address}:${from.port}`
    let socket = outside.get(key)
    if (!socket) {
      socket = createSocket('udp4').bind(0, OWN_ADDRESS)
      socket.on('message', (answer) => inside.send(answer, from.port, from.address))
      outside.set(key, socket)
    }
    socket.send(message, port, OWN_ADDRESS)
  })
  await new Promise<void>((resolve) => inside.bind(0, OWN_ADDRESS, resolve))
  t.teardown(() => {
    for (const socket of [inside, ...outside.values()]) socket.close()
  })
  return { port: inside.address().port, seenAs }
}

t.test('the lines that are printed, and those of Set-up, name a STUN server that answers', async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const server = stunServerIn(service.output())
  const { body } = await (await signedInAdmin(service)).get('/setup')
  t.equal(stunServerIn(body.webRtcIni), server)
  const [host = '', port = ''] = server.split(':')
  t.equal(host, 'localhost')
  const { detail } = body.checks.find(({ code }: { code: string }) => code === 'media-port')
  t.match(detail, `STUN on UDP ${port}`)
  await eventually('STUN is answered', () => service.log().includes('STUN is answered'))

  await t.test('to a STUN client', { skip: noClient }, async (t) => {
    t.equal(await ask('127.0.0.1', Number(port)), '127.0.0.1')
    t.equal(await ask('::1', Number(port)), '::1')
  })

  await t.test('to Chromium', { skip: noBrowser }, async (t) => {
    const router = await startRouter(t, Number(port))
    const browser = await openBrowser(undefined)
    t.teardown(() => browser.close())
    const page = await browser.newPage()
    await page.goto(service.url)
    const seen = await page.evaluate(
      (urls) =>
        new Promise<string>((resolve) => {
          const connection = new RTCPeerConnection({ iceServers: [{ urls }] })
          connection.createDataChannel('any')
          connection.onicecandidate = ({ candidate }) => {
            if (!candidate) resolve('none')
            else if (candidate.type === 'srflx') resolve(`${candidate.address}:${candidate.port}`)
          }
          connection.setLocalDescription()
        }),
      `stun:${OWN_ADDRESS}:${router.port}`,
    )
    t.ok(router.seenAs().includes(seen), `${seen} is one of ${router.seenAs()}`)
  })

  await t.test('while somebody floods it', { skip: noClient }, async (t) => {
    const socket = createSocket('udp4')
    let answers = 0
    socket.on('message', () => {
      answers += 1
    })
    const request = Buffer.from('000100002112a442000102030405060708090a0b', 'hex')
    const begun = Date.now()
    for (let sent = 0; sent < 8000; sent += 1) {
      socket.send(request, Number(port), '127.0.0.1')
      if (sent % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    t.equal(await ask(OWN_ADDRESS, Number(port)), OWN_ADDRESS)
    t.equal((await fetch(`${service.url}/healthz`)).status, 200)
    const seconds = Math.ceil((Date.now() - begun) / 1000) + 1
    // One second's more than usual: the thread that the flood is handed to counts anew.
    t.ok(answers > 50 && answers <= 150 * (seconds + 1), `${answers} answers in ${seconds} s`)
    await eventually('it was handed over', () => service.log().includes('STUN is flooded'))
    socket.close()
  })
})

t.test('it is where the media hub is, which need not be where the page is', async (t) => {
  for (const [announced, host] of [
    [['home.example.org', '203.0.113.7'], 'home.example.org'],
    [['2001:db8::7'], '[2001:db8::7]'],
    [undefined, 'voice.example.org'],
  ] as const) {
    const line = stunServerLine({ mediaAnnouncedHosts: announced }, 'https://voice.example.org', 40_001)
    t.equal(line, `${host}:40001`)
  }
  const env = { PUBLIC_URL: 'https://voice.example.org', MEDIA_ANNOUNCED_IP: '203.0.113.7' }
  t.match((await startTestApp(t, { env })).stunServer(), /^203\.0\.113\.7:\d+$/)
})

t.test('without a port for it nothing is promised', async (t) => {
  const range = { MEDIA_PORT_MIN: '39881', MEDIA_PORT_MAX: '39881' }
  const app = await startTestApp(t, { env: range })
  t.equal(app.stunServer(), undefined)
  t.ok(app.log.some(({ msg }) => msg.includes('no UDP port is left to answer STUN')))
  const { body } = await (await signedInAdmin(app)).get('/setup')
  t.equal(stunServerIn(body.webRtcIni), 'none')
  t.equal((await startTestApp(t, { env: { MEDIA_ROUTE: 'mesh' } })).stunServer(), undefined)
})
