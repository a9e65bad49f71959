/** What the network loses between the hub and WebRTC's own library, and what of it is made good. */

import t from 'tap'
import type { JitterCounts } from '../../src/media/jitter-buffer.js'
import { createVoiceDecoder, FRAME_MS } from '../../src/media/opus.js'
import { answerPeer } from '../../src/media/peer.js'
import { createVoiceSource } from '../../src/media/voice-source.js'
import { noBrowser, openBrowser } from '../helpers/browser.js'
import { answerToPage, offerOfPage, receivedByPage } from '../helpers/chromium-viewer.js'
import { eventually } from '../helpers/eventually.js'
import { startLossyPath } from '../helpers/lossy-path.js'
import { endMediaPeers, withoutCandidates } from '../helpers/media-peer.js'
import { freeUdpPort, hubRoom, startTestHub } from '../helpers/test-hub.js'
import { speech } from '../helpers/voice-sound.js'

t.teardown(endMediaPeers)

const LOSS_SHARE = 0.1
/** Browsers report every few seconds. */
const REPORT_MS = 40_000
const SECONDS = 6

t.jobs = 2
const browser = noBrowser ? undefined : await openBrowser('anna')
t.teardown(() => browser?.close())

async function openPage() {
  const page = await browser?.newPage()
  if (!page) throw new Error('no browser')
  // Files may use the microphone, as localhost may; any will do.
  await page.goto(import.meta.url)
  return page
}

t.test('a speaker who loses packets is told, and protects its voice', { skip: noBrowser }, async (t) => {
  const [page, port] = [await openPage(), await freeUdpPort()]
  const path = await startLossyPath(t, port)
  const source = createVoiceSource(await createVoiceDecoder())
  const offer = withoutCandidates(await offerOfPage(page, true))
  const peer = await answerPeer(
    'anna',
    offer,
    { portBegin: port, portEnd: port, mux: true, announced: [] },
    {
      connected: () => undefined,
      closed: () => undefined,
      channelOpen: () => undefined,
      text: () => undefined,
      packet: (packet) => source.push(packet, performance.now()),
      fault: (error) => t.fail(String(error)),
    },
    () => 1,
  )
  await answerToPage(page, path.through(peer.answer))
  let due = performance.now()
  const turns = setInterval(() => {
    for (; due <= performance.now(); due += FRAME_MS) source.pull(due, () => true)
  }, FRAME_MS)
  t.teardown(() => {
    clearInterval(turns)
    peer.close()
    source.free()
  })
  await eventually('its voice', () => source.buffer.counts.played > 50)
  path.lossShare = LOSS_SHARE
  await eventually('the first copies', () => source.buffer.counts.recovered > 5, REPORT_MS)
  const before: JitterCounts = { ...source.buffer.counts }
  const during = (count: keyof JitterCounts) => source.buffer.counts[count] - before[count]
  await eventually('so much sound', () => during('played') > SECONDS * 50)
  const [madeUp, madeGood] = [during('concealed') / during('played'), during('recovered') / during('played')]
  t.comment(`${(madeGood * 100).toFixed(1)} % made good from copies, ${(madeUp * 100).toFixed(1)} % made up`)
  t.ok(madeGood > LOSS_SHARE / 3, `${madeGood}`)
  t.ok(madeUp < LOSS_SHARE / 2, `${madeUp}`)
})

t.test('a viewer that loses packets gets a voice that is protected', { skip: noBrowser }, async (t) => {
  const [page, port] = [await openPage(), await freeUdpPort()]
  const path = await startLossyPath(t, port)
  const network = { portBegin: port, portEnd: port, mux: true, announced: [] }
  const room = hubRoom({ anna: [0, 0, 0], bert: [5, 0, 0] })
  const { hub, join, connect } = await startTestHub(t, room, network)
  const offer = withoutCandidates(await offerOfPage(page))
  await answerToPage(page, path.through(await connect('anna', offer)))
  const bert = await join('bert', { shape: 'viewer' })
  await eventually('bert', () => bert.isConnected())
  bert.speak(speech('bert'))
  const during = async () => {
    const before = await receivedByPage(page)
    const end = before.samples + SECONDS * 48_000
    const after = await eventually('so much sound', async () => {
      const now = await receivedByPage(page)
      return now.samples >= end && now
    })
    const concealed = after.concealed - after.silent - before.concealed + before.silent
    return {
      madeUp: concealed / (after.samples - before.samples),
      copies: (after.protectedPackets - before.protectedPackets) / (after.packets - before.packets),
    }
  }
  await during()
  t.equal((await during()).copies, 0, 'none where nothing is lost')
  path.lossShare = LOSS_SHARE
  const lost = () => hub.statuses().find(({ peerId }) => peerId === 'anna')?.sentLossShare ?? 0
  const unprotected = during()
  await eventually('it says so', () => lost() > LOSS_SHARE / 4, REPORT_MS)
  const { madeUp, copies } = await during()
  t.comment(
    `of what is heard ${((await unprotected).madeUp * 100).toFixed(1)} % is made up at first, ${(madeUp * 100).toFixed(1)} % then; ${(copies * 100).toFixed(0)} % of the packets hold a copy`,
  )
  t.ok(copies > 0.5, `${copies}`)
  t.ok(madeUp < LOSS_SHARE / 2, `${madeUp}`)
  path.lossShare = 0
  await eventually('it ends with the losses', async () => (await during()).copies === 0, 2 * REPORT_MS)
})
