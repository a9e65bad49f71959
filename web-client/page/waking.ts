/** Notices when the page has slept or the network has changed: a closed lid, a frozen tab, another network. */

import type { PageBrowser } from './page-browser.js'

export interface WakingEvents {
  /** The page was stopped for a while. */
  onWake(): void
  /** The resident looks at the page again. */
  onShown(): void
  /** The computer reaches the network in another way now. */
  onNetwork(): void
  /** The network may have changed: the browser has a new estimate. */
  onDoubt(): void
}

const TICK_MS = 5000
/** Hidden tabs tick once a minute at worst; the socket notices shorter gaps by itself. */
const ASLEEP_MS = 75_000

export function watchWaking(
  { document, window, network, time }: Pick<PageBrowser, 'document' | 'window' | 'network' | 'time'>,
  { onWake, onShown, onNetwork, onDoubt }: WakingEvents,
): void {
  let lastTick = time.wallClock()
  time.every(TICK_MS, () => {
    const slept = time.wallClock() - lastTick > ASLEEP_MS
    lastTick = time.wallClock()
    if (slept) onWake()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') onShown()
  })
  document.addEventListener('resume', () => onWake())
  window.addEventListener('online', () => onNetwork())
  let type = network?.type
  network?.addEventListener('change', () => {
    if (network.type === type) return onDoubt()
    type = network.type
    return onNetwork()
  })
}
