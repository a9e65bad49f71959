/** What the network loses between the hub and WebRTC's own library, and what of it is made good. */

import t from 'tap'
import { createDecodedVoice } from '../../src/media/mixing/decoded-voice.js'
import type { JitterCounts } from '../../src/media/mixing/jitter/jitter-buffer.js'
import { createVoiceDecoder, FRAME_MS } from '../../src/media/opus/opus.js'
import { answerPeer } from '../../src/media/peers/peer.js'
import { noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { speech } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { startLossyPath } from '../helpers/media/lossy-path.js'
import { endMediaPeers, withoutCandidates } from '../helpers/media/media-peer.js'
import { freeUdpPort, hubRoom, startTestHub } from '../helpers/media/test-hub.js'
import { answerToPage, offerOfPage, receiveFor } from '../helpers/viewers/chromium-viewer.js'

t.teardown(endMediaPeers)

const LOSS_SHARE = 0.1
/** Browsers report every few seconds, and a mean over some of them counts. */
const SETTLING_MS = 60_000
const SECONDS = 6

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

t.jobs = 3
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
  const source = createDecodedVoice(await createVoiceDecoder())
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
  const during = async () => {
    const before: JitterCounts = { ...source.buffer.counts }
    const shareOf = (count: 'recovered' | 'concealed') =>
      (source.buffer.counts[count] - before[count]) / (source.buffer.counts.played - before.played)
    await eventually('so much sound', () => source.buffer.counts.played - before.played > SECONDS * 50)
    const [madeGood, madeUp] = [shareOf('recovered'), shareOf('concealed')]
    t.comment(`${percent(madeGood)} made good from copies, ${percent(madeUp)} made up`)
    return { madeGood, madeUp }
  }
  // On a busy machine some is made up because it comes late.
  await eventually(
    'most is made good',
    async () => {
      const { madeGood, madeUp } = await during()
      return madeGood > LOSS_SHARE / 2 && madeUp < LOSS_SHARE / 2
    },
    SETTLING_MS,
  )
  t.pass('most is made good')
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
  const during = () => receiveFor(page, SECONDS)
  await during()
  t.equal((await during()).copies, 0, 'none where nothing is lost')
  path.lossShare = LOSS_SHARE
  const lost = () => hub.statuses().find(({ peerId }) => peerId === 'anna')?.sentLossShare ?? 0
  const unprotected = during()
  await eventually('it says so', () => lost() > LOSS_SHARE / 4, SETTLING_MS)
  t.comment(`of what is heard ${percent((await unprotected).madeUp)} is made up at first`)
  await eventually(
    'most is made good',
    async () => {
      const { madeUp, copies } = await during()
      t.comment(`${percent(madeUp)} with a copy in ${percent(copies)} of the packets`)
      return copies > 0.5 && madeUp < LOSS_SHARE / 2
    },
    SETTLING_MS,
  )
  path.lossShare = 0
  await eventually('it ends with the losses', async () => (await during()).copies === 0, SETTLING_MS)
  t.pass('and not when nothing is lost any more')
})

t.test(
  "a page that loses packets gets copies from the speaker's own encoder",
  { skip: noBrowser },
  async (t) => {
    const [listener, speaker, port] = [await openPage(), await openPage(), await freeUdpPort()]
    const path = await startLossyPath(t, port)
    const network = { portBegin: port, portEnd: port, mux: true, announced: [] }
    const { connect } = await startTestHub(t, hubRoom({ anna: [0, 0, 0], bert: [5, 0, 0] }), network)
    const offered = withoutCandidates(await offerOfPage(listener))
    await answerToPage(listener, path.through(await connect('anna', offered, 'forward')))
    await answerToPage(speaker, await connect('bert', await offerOfPage(speaker, true), 'forward'))
    /** A stretch with a voice in it. */
    const during = () =>
      eventually('its voice', async () => {
        const stretch = await receiveFor(listener, SECONDS)
        return stretch.packets > SECONDS * 30 && stretch
      })
    t.equal((await during()).copies, 0, 'none where nothing is lost')
    path.lossShare = LOSS_SHARE
    await eventually('copies in most packets', async () => (await during()).copies > 0.5, SETTLING_MS)
    t.pass('copies in most packets')
  },
)
