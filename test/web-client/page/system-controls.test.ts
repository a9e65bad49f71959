/** What the system knows of a talk: its controls, and a screen that stays on. */

import { signal } from '@preact/signals-core'
import t from 'tap'
import { keepFiles } from '../../../web-client/page/kept-files.js'
import { keepScreenAwake } from '../../../web-client/page/screen-wake.js'
import { watchSystemControls } from '../../../web-client/page/system-controls.js'
import { fakeBrowser } from '../../helpers/browser/fake-browser.js'

/** @param known the actions that this browser has */
function controls(known: readonly string[], active?: (active: boolean) => Promise<void>) {
  const handlers = new Map<string, (() => void) | null>()
  const session = {
    metadata: null as { title: string } | null,
    playbackState: 'none',
    setActionHandler(action: string, handler: (() => void) | null) {
      if (!known.includes(action)) throw new TypeError('unknown action')
      handlers.set(action, handler)
    },
    ...(active && { setMicrophoneActive: active }),
  }
  const place = signal<string | undefined>(undefined)
  const microphoneOpen = signal(true)
  const done: string[] = []
  watchSystemControls(fakeBrowser({ mediaSession: session as unknown as MediaSession }), {
    place,
    microphoneOpen,
    onToggle: () => done.push('toggle'),
    onLeave: () => done.push('leave'),
  })
  return { session, handlers, place, microphoneOpen, done }
}

t.test('the system names the place, switches the microphone and hangs up', (t) => {
  const told: boolean[] = []
  const { session, handlers, place, microphoneOpen, done } = controls(
    ['togglemicrophone', 'hangup'],
    async (active) => {
      told.push(active)
      throw new Error('not in front')
    },
  )
  t.strictSame([session.metadata, handlers.get('hangup'), told], [null, null, []], 'nothing before voice')
  place.value = 'Plaza'
  t.match(session, { metadata: { title: 'Plaza' }, playbackState: 'playing' })
  microphoneOpen.value = false
  t.strictSame(told, [true, false])
  handlers.get('togglemicrophone')?.()
  handlers.get('hangup')?.()
  t.strictSame(done, ['toggle', 'leave'])
  place.value = undefined
  t.match(session, { metadata: null, playbackState: 'none' })
  t.strictSame([...handlers.values()], [null, null])
  t.end()
})

t.test('a browser with fewer controls, or none, gets what it has', (t) => {
  const { session, handlers, place } = controls(['hangup'])
  place.value = 'Plaza'
  t.match(session.metadata, { title: 'Plaza' })
  t.strictSame([...handlers.keys()], ['hangup'])
  watchSystemControls(fakeBrowser(), {
    place,
    microphoneOpen: signal(true),
    onToggle: t.fail,
    onLeave: t.fail,
  })
  t.end()
})

t.test(
  'a phone’s screen stays on while one talks, and is asked for again when the page is back',
  async (t) => {
    const locks: { released: boolean; release(): Promise<void> }[] = []
    const wakeLock = {
      async request() {
        const lock = {
          released: false,
          async release() {
            lock.released = true
          },
        }
        locks.push(lock)
        return lock as unknown as WakeLockSentinel
      },
    }
    const settle = () => new Promise((resolve) => setImmediate(resolve))
    const on = () => locks.filter(({ released }) => !released).length
    const browser = fakeBrowser({ wakeLock, isHandheld: true })
    const wanted = signal(false)
    keepScreenAwake(browser, wanted)
    browser.document.fire('visibilitychange')
    t.equal(locks.length, 0)
    wanted.value = true
    browser.document.fire('visibilitychange')
    await settle()
    t.strictSame([locks.length, on()], [1, 1], 'one lock')
    browser.document.visibilityState = 'hidden'
    await locks[0]?.release()
    browser.document.fire('visibilitychange')
    await settle()
    t.equal(on(), 0)
    browser.document.visibilityState = 'visible'
    browser.document.fire('visibilitychange')
    await settle()
    t.equal(on(), 1, 'again')
    wanted.value = false
    t.equal(on(), 0)
    wanted.value = true
    wanted.value = false
    await settle()
    t.equal(on(), 0, 'an answer that comes too late')

    const desk = signal(true)
    keepScreenAwake(fakeBrowser({ wakeLock, isHandheld: false }), desk)
    keepScreenAwake(fakeBrowser({ isHandheld: true }), desk)
    await settle()
    t.equal(on(), 0, 'no phone, or a browser without')
  },
)

t.test('the page’s files are kept long after the first voice, where the browser allows that', async (t) => {
  const registered: string[] = []
  const serviceWorker = {
    register(file: string) {
      registered.push(file)
      return Promise.reject(new DOMException('', 'SecurityError'))
    },
  }
  const browser = fakeBrowser({ serviceWorker: serviceWorker as unknown as ServiceWorkerContainer })
  const language = signal('de')
  keepFiles(browser, () => language.value)
  await browser.testTime.pass(10_000)
  t.strictSame(registered, [])
  await browser.testTime.pass(5000)
  t.strictSame(registered, ['./service-worker.js?language=de'])
  language.value = 'ja'
  t.equal(registered.at(-1), './service-worker.js?language=ja')
  const without = fakeBrowser()
  keepFiles(without, () => 'de')
  await without.testTime.pass(15_000)
})
