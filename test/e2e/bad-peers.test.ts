/** Others whose programs are faulty: the list says which, everybody else is heard, and the page stays quick. */

import t from 'tap'
import { createRtpStream } from '../../demo/rtp.js'
import { startTalker } from '../../demo/talker.js'
import { makeVoice } from '../../demo/voices.js'
import {
  clickIn,
  enterVoice,
  listen,
  noBrowser,
  shownPeople,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'

/** After so many packets of 20 ms the clock of the odd one jumps, forth and back in turns. */
const JUMP_PACKETS = 100
const JUMP_TICKS = 0x70000000

/** RTP whose timestamps jump, again and again. */
function createOddStream(): ReturnType<typeof createRtpStream> {
  const { ssrc, packet } = createRtpStream()
  let sent = 0
  return {
    ssrc,
    packet(...what) {
      const made = packet(...what)
      const isAhead = Math.floor(sent / JUMP_PACKETS) % 2 === 1
      sent += 1
      made.writeUInt32BE((made.readUInt32BE(4) + (isAhead ? JUMP_TICKS : 0)) >>> 0, 4)
      return made
    },
  }
}

t.test('faulty others', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  t.teardown(endMediaPeers)
  const [anna, silent, nonsense, odd] = [
    testAvatar('Anna Patient'),
    testAvatar('Silent One', [102, 100, 25]),
    testAvatar('Nonsense Two', [100, 102, 25]),
    testAvatar('Odd Three', [98, 100, 25]),
  ]
  const region = testRegion(service, [anna, silent, nonsense, odd], 'Zoo')
  await region.push()
  const page = await enterVoice(t, service, region, anna, 'anna')
  const troubleOf = ({ id }: typeof anna) =>
    page.$eval(`[data-agent-id="${id}"]`, (row) => (row as HTMLElement).dataset.trouble)
  const { frames } = await makeVoice({ espeakVoice: 'en', text: 'One two three four five six', tone: 440 })

  await t.test('whose clock jumps is heard on and on', async () => {
    const talker = await startTalker(service.url + (await region.link(odd)), frames, createOddStream)
    t.teardown(() => talker.close())
    for (let round = 0; round < 3; round += 1) {
      // Longer than from one jump to the next.
      await eventually('the odd one', async () => (await listen(page, 2.5)).both > 0.005)
    }
  })

  await t.test('who sends no audio is called so', async (t) => {
    const talker = await startTalker(service.url + (await region.link(silent)), [])
    await eventually('the list says so', async () => (await troubleOf(silent)) === 'no-audio', 40_000)
    t.equal(await troubleOf(odd), undefined)
    talker.close()
  })

  await t.test('who sends nonsense is called so, and disturbs nobody', async (t) => {
    const socket = openSignal(service.url, await signIn(service.url, await region.link(nonsense)))
    t.teardown(() => socket.close())
    await socket.next('welcome')
    socket.send({ type: 'join', muted: false })
    const { link } = await eventually('to be connected to Anna', async () => {
      const message = await socket.next('peer-connect')
      return message.agentId === anna.id && message
    })
    const texts = [
      '',
      'v=0',
      'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio x',
      '\0'.repeat(40_000),
    ]
    for (const sdp of texts)
      for (const type of ['offer', 'answer'] as const)
        socket.send({ type: 'description', to: anna.id, link, description: { type, sdp } })
    for (const candidate of ['candidate:', 'nonsense', 'candidate:1 1 udp 1 999.999.999.999 99999 typ x'])
      socket.send({
        type: 'candidate',
        to: anna.id,
        link,
        candidate: { candidate, sdpMid: '7', sdpMLineIndex: 9 },
      })
    await eventually('the list says so', async () => (await troubleOf(nonsense)) === 'incompatible')
    await eventually('the other is heard', async () => (await listen(page, 0.5)).both > 0.005)
    t.equal((await shownPeople(page)).find(({ agentId }) => agentId === odd.id)?.media, 'p2p')
    t.equal(await page.$('[data-testid=error]'), null, 'no notice that the resident could do nothing about')
    await clickIn(page, '[data-testid=settings]')
    await page.waitForSelector('[data-testid=settings-panel]')
    await waitForStatus(page, 'connected')
  })
})
