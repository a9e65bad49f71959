/** When each step from a document to a voice happens in a page: what it asks the browser for, and what comes back. */

import type { Page } from 'puppeteer-core'

/** Runs in the page before its own code, and notes the first time of each step in milliseconds since the navigation. */
function installTrace(): void {
  const steps: Record<string, number> = {}
  const note = (step: string): void => {
    steps[step] ??= performance.now()
  }
  Object.assign(globalThis, { startSteps: steps })

  /** Notes when a method is called, and when its promise is kept. */
  function watch(owner: object, name: string, called: string, done?: string): void {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown
    Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
      note(called)
      const answer = original.apply(this, args)
      if (done && answer instanceof Promise)
        answer.then(
          () => note(done),
          () => undefined,
        )
      return answer
    })
  }

  note('document begins')
  watch(globalThis, 'fetch', 'session asked', 'session there')
  watch(MediaDevices.prototype, 'getUserMedia', 'microphone asked', 'microphone there')
  watch(RTCPeerConnection.prototype, 'createOffer', 'offer asked', 'offer made')
  watch(RTCPeerConnection.prototype, 'setLocalDescription', 'describes itself', 'description ready')
  watch(RTCPeerConnection.prototype, 'setRemoteDescription', 'answer comes', 'answer taken')
  watch(RTCPeerConnection.prototype, 'addIceCandidate', 'first candidate comes')
  for (const name of ['WebSocket', 'RTCPeerConnection', 'AudioContext'] as const) {
    const Original = globalThis[name] as unknown as new (...args: unknown[]) => EventTarget
    const traced = new Proxy(Original, {
      construct(target, args) {
        note(`${name} made`)
        const made = Reflect.construct(target, args) as EventTarget
        made.addEventListener('open', () => note('socket open'))
        made.addEventListener('message', ({ data }: Event & { data?: unknown }) => {
          if (typeof data !== 'string') return
          const { type = 'message' } = JSON.parse(data)
          note(`got ${type}`)
        })
        made.addEventListener('icecandidate', () => note('own candidate'))
        made.addEventListener('connectionstatechange', () => {
          const { connectionState } = made as RTCPeerConnection
          note(connectionState)
        })
        return made
      },
    })
    Reflect.set(globalThis, name, traced)
  }
  const send = WebSocket.prototype.send
  WebSocket.prototype.send = function (data) {
    const { type = 'message' } = JSON.parse(String(data))
    note(`sent ${type}`)
    send.call(this, data)
  }
  document.addEventListener('click', () => note('join clicked'), true)
  document.addEventListener('DOMContentLoaded', () => note('document read'))
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) steps[name] = startTime
  }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver((list) => {
    const [entry] = list.getEntries() as PerformanceNavigationTiming[]
    if (entry)
      Object.assign(steps, { 'answer begins': entry.responseStart, 'answer ends': entry.responseEnd })
  }).observe({ type: 'navigation', buffered: true })
}

export const traceStart = (page: Page): Promise<unknown> => page.evaluateOnNewDocument(installTrace)

/** What the page has noted so far: each step's first time. */
export const stepsOf = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => (globalThis as unknown as { startSteps: Record<string, number> }).startSteps)

/** Medians of each step, in their order. @param runs as `stepsOf` returned them */
export function medianSteps(runs: readonly Record<string, number>[]): string {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))]
  return names
    .map((name) => {
      const times = runs.flatMap((run) => run[name] ?? []).sort((a, b) => a - b)
      return { name, at: times[Math.floor(times.length / 2)] ?? 0 }
    })
    .sort((a, b) => a.at - b.at)
    .map(({ name, at }) => `  ${at.toFixed(0).padStart(5)}  ${name}\n`)
    .join('')
}
