/** A room full of avatars, each with a socket that has joined, and a count of a page's work. */

import type { Page } from 'puppeteer-core'
import type { Test } from 'tap'
import { type TestAvatar, type TestRegion, testAvatar } from '../regions/region.js'
import type { Service } from '../service.js'
import { openSignal, signIn } from '../signal-socket.js'

/** A square of avatars around a point of the region, `gapMetres` apart. */
export function crowdAvatars(count: number, gapMetres = 4): TestAvatar[] {
  const side = Math.ceil(Math.sqrt(count))
  return Array.from({ length: count }, (_, index) => {
    const place = (of: number) => 128 + (of - side / 2) * gapMetres
    return testAvatar(`Visitor ${index}`, [place(index % side), place(Math.floor(index / side)), 25])
  })
}

/** Lets them join voice; they neither answer nor send anything. They leave when the test ends. */
export async function enterCrowd(
  t: Pick<Test, 'teardown'>,
  { url }: Pick<Service, 'url'>,
  region: TestRegion,
  avatars: readonly TestAvatar[],
): Promise<void> {
  for (const avatar of avatars) {
    const socket = openSignal(url, await signIn(url, await region.link(avatar)))
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
  }
}

export interface PageWork {
  /** Animation frames that were requested and came, and how many milliseconds the script of each took. */
  readonly frames: readonly number[]
  /** Tasks of more than 50 ms, in milliseconds. */
  readonly longTasks: readonly number[]
  /** How many pictures were begun on a canvas. */
  readonly drawings: number
  /** How often something of the sound was sent on its way to another value. */
  readonly glides: number
  /** How often a connection was asked for its level, for which the page waits. */
  readonly waits: number
}

interface Counted {
  pageWork: { frames: number[]; longTasks: number[]; drawings: number; glides: number; waits: number }
}

/** Must be called before a page opens its document. */
export async function countWork(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const pageWork = { frames: [] as number[], longTasks: [] as number[], drawings: 0, glides: 0, waits: 0 }
    Object.assign(globalThis, { pageWork })
    const { clearRect } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.clearRect = function (...rectangle) {
      pageWork.drawings += 1
      clearRect.apply(this, rectangle)
    }
    // Halos are drawn by a worker, one picture for each message.
    const { postMessage } = Worker.prototype
    Worker.prototype.postMessage = function (
      message: unknown,
      options?: StructuredSerializeOptions | Transferable[],
    ) {
      pageWork.drawings += 1
      postMessage.call(this, message, options as StructuredSerializeOptions)
    }
    const { setTargetAtTime } = AudioParam.prototype
    AudioParam.prototype.setTargetAtTime = function (...target) {
      pageWork.glides += 1
      return setTargetAtTime.apply(this, target)
    }
    const { getSynchronizationSources } = RTCRtpReceiver.prototype
    RTCRtpReceiver.prototype.getSynchronizationSources = function () {
      pageWork.waits += 1
      return getSynchronizationSources.apply(this)
    }
    const original = globalThis.requestAnimationFrame.bind(globalThis)
    globalThis.requestAnimationFrame = (callback) =>
      original((now) => {
        const since = performance.now()
        callback(now)
        pageWork.frames.push(performance.now() - since)
      })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) pageWork.longTasks.push(duration)
    }).observe({ type: 'longtask' })
  })
}

/** What a page did since the last call. */
export function takeWork(page: Page): Promise<PageWork> {
  return page.evaluate(() => {
    const { pageWork } = globalThis as unknown as Counted
    const taken = {
      ...pageWork,
      frames: pageWork.frames.slice(),
      longTasks: pageWork.longTasks.slice(),
    }
    pageWork.frames.length = 0
    pageWork.longTasks.length = 0
    pageWork.drawings = 0
    pageWork.glides = 0
    pageWork.waits = 0
    return taken
  })
}
