/** Keeps a phone's screen on while its resident talks: a phone that sleeps stops the page. */

import { effect, type ReadonlySignal } from '@preact/signals-core'
import type { PageBrowser } from './page-browser.js'

/** @param wanted whether the resident wants to talk */
export function keepScreenAwake(
  { wakeLock, isHandheld, document }: Pick<PageBrowser, 'wakeLock' | 'isHandheld' | 'document'>,
  wanted: ReadonlySignal<boolean>,
): void {
  if (!wakeLock || !isHandheld) return
  const request = () => wakeLock.request('screen')
  let lock: WakeLockSentinel | undefined
  let asking = false

  const isDue = () => wanted.value && document.visibilityState === 'visible'

  async function hold(): Promise<void> {
    if (asking || !isDue() || (lock && !lock.released)) return
    asking = true
    try {
      lock = await request()
    } catch {
      // The battery is low, or the page went to the back meanwhile.
    } finally {
      asking = false
    }
    if (!wanted.value) letGo()
  }

  function letGo(): void {
    lock?.release().catch(() => undefined)
    lock = undefined
  }

  effect(() => {
    if (wanted.value) hold()
    else letGo()
  })
  // The browser takes the lock from a page that is not seen.
  document.addEventListener('visibilitychange', hold)
}
