/**
 * The cost of the page while it hears 1, 4, 8 and 12 voices: processor time and memory of the listening browser and
 * the page's JavaScript heap, and how much either grows meanwhile, beside a bare page that hears the
 * same in the same seconds, and the median of some turns. The processing of the microphone is off in both, and so is HRTF;
 * `page-cost 12 hrtf`: our page has it on.
 * `page-cost 8 600 1` watches eight voices for ten minutes, once.
 */

import { readdirSync, readFileSync } from 'node:fs'
import type { Browser, Page } from 'puppeteer-core'
import { startTalker } from '../demo/talker.js'
import { makeVoice } from '../demo/voices.js'
import {
  joinVoice,
  openBrowser,
  shownPeople,
  WITH_MOTION,
  withHeadphones,
  withoutProcessing,
} from '../test/helpers/browser/browser.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { median } from './measure/first-sample.js'
import { heapMb } from './measure/heap.js'
import { row } from './table/row.js'

const numbers = process.argv.slice(2).filter((arg) => /^[\d,]+$/.test(arg))
const COUNTS = (numbers[0] ?? '1,4,8,12').split(',').map(Number)
const SECONDS = Number(numbers[1] ?? 10)
/** Of two pages that are open at once: a machine changes its speed from minute to minute. */
const TURNS = Number(numbers[2] ?? 5)
const HRTF = process.argv.includes('hrtf')
const aims = new Map(HRTF ? [[12, 1.5]] : [[8, 1.2]])

/** A page loads, connects, and 12 s later keeps its files for a time without a network: once, and not again. */
const SETTLING_MS = 16_000

/** The barest page possible: it joins by the same protocol, and plays what comes. */
const BARE_PAGE = `<!doctype html><script type=module>
const socket = new WebSocket(location.href.replace('http', 'ws').replace('bare', 'signal'))
const send = (message) => socket.send(JSON.stringify(message))
const raw = { noiseSuppression: false, autoGainControl: false, echoCancellation: false }
const stream = await navigator.mediaDevices.getUserMedia({ audio: raw })
const context = new AudioContext()
const peers = new Map()
const connect = (agentId, link) => {
  const pc = new RTCPeerConnection()
  peers.set(link, pc)
  for (const track of stream.getTracks()) pc.addTrack(track, stream)
  pc.onicecandidate = ({ candidate }) => candidate && send({ type: 'candidate', to: agentId, link, candidate: candidate.toJSON() })
  pc.onconnectionstatechange = () => {
    document.title = String([...peers.values()].filter((one) => one.connectionState === 'connected').length)
  }
  pc.ontrack = ({ streams: [heard], track }) => {
    heard ??= new MediaStream([track])
    const element = new Audio(); element.muted = true; element.srcObject = heard; element.play()
    context.createMediaStreamSource(heard).connect(context.destination)
  }
  return pc
}
const describe = async (pc, to, link) => {
  await pc.setLocalDescription()
  const { type, sdp } = pc.localDescription
  send({ type: 'description', to, link, description: { type, sdp } })
}
socket.onmessage = async ({ data }) => {
  if (typeof data !== 'string') return
  const { type, agentId, from, link, offers, description, candidate } = JSON.parse(data)
  if (type === 'peer-connect') {
    const pc = connect(agentId, link)
    if (offers) await describe(pc, agentId, link)
  }
  if (type === 'candidate') await peers.get(link)?.addIceCandidate(candidate)
  if (type === 'description') {
    await peers.get(link)?.setRemoteDescription(description)
    if (description.type === 'offer') await describe(peers.get(link), from, link)
  }
}
if (socket.readyState === 0) await new Promise((resolve) => { socket.onopen = resolve })
send({ type: 'join', muted: false })
</script>`

interface Used {
  /** So far. */
  readonly processorSeconds: number
  /** Memory that belongs to no other process, and the process's share of the rest. */
  readonly memoryMb: number
}

/** Of all processes of a browser together. */
function usedBy(browser: Browser): Used {
  const root = browser.process()?.pid
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
        return [
          { pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) },
        ]
      } catch {
        return []
      }
    })
  const family = new Set([root])
  for (let grown = true; grown; ) {
    const before = family.size
    for (const { pid, parent } of stats) if (family.has(parent)) family.add(pid)
    grown = family.size > before
  }
  const own = stats.filter(({ pid }) => family.has(pid))
  return {
    processorSeconds: own.reduce((sum, { ticks }) => sum + ticks, 0) / 100,
    memoryMb: own.reduce((sum, { pid }) => sum + proportionalKb(pid), 0) / 1000,
  }
}

function proportionalKb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

interface Cost {
  /** Share of one processor, in per cent. */
  readonly processor: number
  readonly memoryMb: number
  readonly heapMb: number
  /** How much larger the heap was at the end than at the beginning. */
  readonly grownMb: number
}

interface Opened {
  readonly browser: Browser
  readonly page: Page
}

/** What each of them uses in the same seconds. */
async function costsOf(opened: readonly Opened[]): Promise<readonly Cost[]> {
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS))
  const heapsBefore = await Promise.all(opened.map(({ page }) => heapMb(page)))
  const since = Date.now()
  const before = opened.map(({ browser }) => usedBy(browser))
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000))
  const after = opened.map(({ browser }) => usedBy(browser))
  const milliseconds = Date.now() - since
  const heapsAfter = await Promise.all(opened.map(({ page }) => heapMb(page)))
  return opened.map((_, index) => {
    const [used, usedBefore] = [after[index] as Used, before[index] as Used]
    const [heap, heapBefore] = [heapsAfter[index] as number, heapsBefore[index] as number]
    return {
      processor: ((used.processorSeconds - usedBefore.processorSeconds) / milliseconds) * 100_000,
      memoryMb: used.memoryMb,
      heapMb: heap,
      grownMb: heap - heapBefore,
    }
  })
}

/** @param runs opens one page each; measured are all at the same time */
async function inBrowsers(runs: readonly ((page: Page) => Promise<void>)[]): Promise<readonly Cost[]> {
  const browsers = []
  try {
    const opened: Opened[] = []
    for (const run of runs) {
      const one = await openBrowser('anna', [
        WITH_MOTION,
        // The bare page has no origin, which this check takes for a foreign network.
        '--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks',
      ])
      browsers.push(one)
      const page = await one.browser.newPage()
      await run(page)
      opened.push({ browser: one.browser, page })
    }
    return await costsOf(opened)
  } finally {
    for (const one of browsers) await one.close()
  }
}

const service = await startService({ LOG_LEVEL: 'error' })
const { frames } = await makeVoice({
  espeakVoice: 'en+m3',
  text: 'I talk and talk and never stop.',
  tone: 220,
})

/** For README's table. */
const told: string[] = []

for (const count of COUNTS) {
  const listener = testAvatar('Anna Bench', [128, 128, 25])
  const bareListener = testAvatar('Berta Bench', [129, 128, 25])
  // Either page is one of the voices of the other.
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const angle = (2 * Math.PI * index) / count
    return testAvatar(`Speaker ${index}`, [128 + 20 * Math.cos(angle), 128 + 20 * Math.sin(angle), 25])
  })
  const region = testRegion(service, [listener, bareListener, ...others], `Plaza ${count}`)
  await region.push()
  // A region that is silent for minutes loses its avatars.
  const feed = setInterval(() => region.push().catch(() => undefined), 5000)
  const talkers = []
  for (const avatar of others)
    talkers.push(await startTalker(service.url + (await region.link(avatar)), frames))

  async function hearByPage(page: Page): Promise<void> {
    await withoutProcessing(page)
    if (HRTF) await withHeadphones(page)
    await joinVoice(page, service.url + (await region.link(listener)))
    await eventually('every talker is connected', async () => {
      const people = await shownPeople(page)
      return people.length >= count - 1 && people.every(({ media }) => media === 'p2p')
    })
  }
  async function hearBare(page: Page): Promise<void> {
    await page.goto(service.url + (await region.link(bareListener)))
    await page.setRequestInterception(true)
    page.on('request', (request) =>
      new URL(request.url()).pathname === '/bare'
        ? request.respond({ contentType: 'text/html', body: BARE_PAGE })
        : request.continue(),
    )
    await page.goto(`${service.url}/bare?avatar=${bareListener.id}`)
    await page.waitForFunction((wanted) => document.title === wanted, {}, String(count))
  }
  const turns: { readonly ours: Cost; readonly bare: Cost }[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [ours, bare] = await inBrowsers([hearByPage, hearBare])
    if (ours && bare) turns.push({ ours, bare })
  }
  const line = (costs: readonly Cost[]) => {
    const of = (value: (cost: Cost) => number) => median(costs.map(value))
    const grown = of(({ grownMb }) => grownMb)
    return `${of(({ processor }) => processor).toFixed(0)} % of a core, ${of(({ memoryMb }) => memoryMb).toFixed(0)} MB, heap ${of(({ heapMb }) => heapMb).toFixed(1)} MB (${grown >= 0 ? '+' : ''}${grown.toFixed(2)} in ${SECONDS} s)`
  }
  const ratios = turns.map(({ ours, bare }) => ours.processor / bare.processor)
  process.stdout.write(
    `page-cost, hears ${count}: ours ${line(turns.map(({ ours }) => ours))} | bare page ${line(turns.map(({ bare }) => bare))} | ratio of processor ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})${aims.has(count) ? ` (aim ≤ ${aims.get(count)})` : ''}\n`,
  )
  told.push(
    `${median(ratios).toFixed(2)} × the processor time of a bare page that hears the same ${count} in the same seconds`,
  )
  clearInterval(feed)
  for (const talker of talkers) talker.close()
}
await service.stop()
row(`with halos that move${HRTF ? ', and directions as two ears hear them' : ''}: ${told.join('; ')}`)
