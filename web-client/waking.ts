/** Notices what a page sleeps through: a closed lid, a frozen tab, another network. */

export interface WakingEvents {
  /** The page was stopped for a while. */
  onWake(): void
  /** The resident looks at it again. */
  onShown(): void
  /** The way to the network is another one now. */
  onNetwork(): void
  /** It may be: the browser estimates it anew. */
  onDoubt(): void
}

const TICK_MS = 5000
/** Hidden tabs tick once a minute at worst; the socket has its own end for anything shorter. */
const ASLEEP_MS = 75_000

export function watchWaking({ onWake, onShown, onNetwork, onDoubt }: WakingEvents): void {
  let lastTick = Date.now()
  setInterval(() => {
    const slept = Date.now() - lastTick > ASLEEP_MS
    lastTick = Date.now()
    if (slept) onWake()
  }, TICK_MS)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') onShown()
  })
  document.addEventListener('resume', () => onWake())
  window.addEventListener('online', () => onNetwork())
  // Chromium only, and in no library of TypeScript's; `type` on phones only.
  const { connection } = navigator as { connection?: EventTarget & { readonly type?: string } }
  let type = connection?.type
  connection?.addEventListener('change', () => {
    if (connection.type === type) return onDoubt()
    type = connection.type
    return onNetwork()
  })
}
