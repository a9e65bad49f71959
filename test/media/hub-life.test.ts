import { readdirSync, readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { startMediaCrowd } from '../helpers/media/media-crowd.js'
import {
  createMediaPeer,
  endMediaPeers,
  type MediaPeer,
  rtpPacket,
  withoutCandidates,
} from '../helpers/media/media-peer.js'
import { hubRoom, startTestHub } from '../helpers/media/test-hub.js'

t.teardown(endMediaPeers)

const room = hubRoom({ anna: [0, 0, 0], bert: [35, 0, 0], carl: [0, 5, 0] })

async function viewers(t: Test) {
  const started = await startTestHub(t, room)
  const anna = await started.join('anna', { shape: 'viewer' })
  const bert = await started.join('bert', { shape: 'viewer' })
  await eventually('both connected', () => anna.isConnected() && bert.isConnected() && anna.isChannelOpen())
  return { ...started, anna, bert }
}

function loudness(peer: MediaPeer): number {
  const { rms } = peer.take()
  return Math.hypot(rms.left, rms.right)
}

/** Timer slack of a process' threads, by their names, ms; empty where it cannot be read: another system, or not root's to see. */
function timerSlack(pid: number | undefined): Record<string, number> {
  const textOf = (thread: string, file: string) => readFileSync(`/proc/${thread}/${file}`, 'utf8').trim()
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const entries = threads.map((thread) => [
      textOf(thread, 'comm'),
      Number(textOf(thread, 'timerslack_ns')) / 1e6,
    ])
    return Object.fromEntries(entries)
  } catch {
    return {}
  }
}

t.test('a hub that dies comes back, and says that it knows nobody', async (t) => {
  const { hub, anna, bert, join } = await viewers(t)
  const slack = timerSlack(hub.processId())
  if (slack['juice mux'] !== undefined)
    t.match(slack, { 'juice mux': 30, 'SCTP timer': 20 }, 'what wakes up often wakes up together with others')
  if (process.platform === 'linux')
    t.match(
      readFileSync(`/proc/${hub.processId()}/environ`, 'utf8'),
      /\0GLIBC_TUNABLES=glibc.malloc.hugetlb=1\0/,
    )
  const closed: string[] = []
  let ready = 0
  hub.events.on('closed', (peerId) => closed.push(peerId))
  hub.events.on('ready', () => {
    ready += 1
  })
  const before = hub.processId()
  process.kill(before ?? 0, 'SIGKILL')
  await eventually('ready again', () => ready === 1)
  t.not(hub.processId(), before)
  t.strictSame(closed.sort(), ['anna', 'bert'])
  t.strictSame(hub.statuses(), [])
  anna.close()
  bert.close()
  const again = await join('anna', { shape: 'viewer' })
  const other = await join('bert', { shape: 'viewer' })
  other.speak(tone(440, 0.1))
  again.take()
  await eventually('the room sounds again', () => loudness(again) > 0.03)
})

t.test('floods and forgeries change nothing for anybody else', async (t) => {
  const { hub, anna, bert, join, complaints } = await viewers(t)
  const carl = await join('carl', { shape: 'viewer' })
  await eventually('carl', () => carl.isConnected() && carl.isChannelOpen())
  const texts: string[] = []
  hub.events.on('text', (peerId, text) => texts.push(`${peerId}: ${text.length}`))
  bert.speak(tone(440, 0.1))
  await eventually('bert is heard', () => loudness(anna) > 0.03)
  const begun = performance.now()
  for (let index = 0; index < 500; index += 1) carl.tell('{"sp":{}}')
  carl.tell('x'.repeat(20_000))
  carl.tellRaw(Buffer.alloc(5000, 1))
  const payload = Buffer.alloc(60, 0xff)
  for (let index = 0; index < 300; index += 1) {
    const at = { sequence: index, timestamp: index * 960, level: 0 }
    carl.sendRaw(rtpPacket({ ...at, ssrc: carl.ssrc ^ 1, payload }))
    carl.sendRaw(rtpPacket({ ...at, ssrc: carl.ssrc, payload: Buffer.alloc(1300, index) }))
    carl.sendRaw(rtpPacket({ ...at, ssrc: carl.ssrc, sequence: 5, payload }))
  }
  await eventually('bert is heard as before, and nothing else', () => {
    const heard = anna.take()
    const { left, right } = heard.tone(440)
    const [all, berts] = [Math.hypot(heard.rms.left, heard.rms.right), Math.hypot(left, right)]
    return heard.seconds > 0.04 && Math.abs(berts - 0.05) < 0.01 && all - berts < 0.01
  })
  const seconds = Math.ceil((performance.now() - begun) / 1000) + 1
  t.ok(texts.length <= 60 * seconds, `${texts.length} texts in ${seconds} s`)
  t.ok(texts.every((text) => text === 'carl: 9'))
  t.strictSame(complaints, [])
})

t.test('peers that come and go, or die without a word, leave nothing behind', async (t) => {
  const { hub, anna, connect, complaints } = await viewers(t)
  const residentKilobytes = () => {
    const status = readFileSync(`/proc/${hub.processId()}/status`, 'utf8')
    return Number(status.match(/VmRSS:\s+(\d+)/)?.[1])
  }
  const closed = new Set<string>()
  hub.events.on('closed', (peerId) => closed.add(peerId))
  const waveOf = (wave: number) => Array.from({ length: 12 }, (_, index) => `wave ${wave} ${index}`)
  let afterFirst = 0
  for (let wave = 0; wave < 4; wave += 1) {
    const crowd = startMediaCrowd()
    const ids = waveOf(wave)
    await crowd.open(ids, 'viewer', (_, offer, peerId) => connect(peerId, withoutCandidates(offer)))
    const polite = ids.slice(0, 6)
    crowd.close(polite)
    await eventually(
      'the polite have left',
      () => [...closed].filter((id) => id.startsWith(`wave ${wave}`)).length >= 6,
    )
    await crowd.kill()
    if (wave === 0) afterFirst = residentKilobytes()
  }
  // A connection that says nothing any more is given up after half a minute.
  await eventually('nobody is left', () => hub.statuses().length === 2, 90_000)
  // Memory is given back when the process gets to it.
  await eventually('no more than 25 MB more than after the first twelve', () => {
    const more = residentKilobytes() - afterFirst
    if (more >= 25_000) throw new Error(`${more} kB more`)
    return true
  })
  t.ok(anna.isConnected())
  t.strictSame(complaints, [])
})

t.test('an offer that cannot be answered is refused, and the next is answered', async (t) => {
  const { hub, connect, join, anna } = await viewers(t)
  for (const offer of ['', 'v=0\r\n', anna.offer.replaceAll('opus', 'PCMU'), 'm=audio '.repeat(20_000)]) {
    await t.rejects(connect('carl', offer), { code: 'offer-invalid' })
  }
  const half = anna.offer.slice(0, anna.offer.indexOf('a=ice-ufrag'))
  await t.rejects(connect('carl', `${half}a=mid:0\r\n`), { code: 'offer-invalid' })
  const carl = await createMediaPeer('carl', { shape: 'viewer' })
  t.teardown(() => carl.close())
  carl.accept(await connect('carl', withoutCandidates(carl.offer)))
  await eventually('carl', () => carl.isConnected())
  await eventually('nobody else', () => hub.statuses().length === 3)
  const again = await join('anna', { shape: 'viewer' })
  await eventually('who comes again has the place of the one before', () => again.isConnected())
  await eventually('which is let go', () => !anna.isConnected())
  t.ok(again.isConnected())
})
