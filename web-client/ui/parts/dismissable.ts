/** Makes Escape and the browser's way back (a gesture on a phone) close what was opened last instead of leaving the page. */

/** How many things are open, as the history tells it. */
const openedIn = (state: { readonly opened?: number } | null): number => state?.opened ?? 0

/** @returns a function to call when it was closed, in whatever way */
export function dismissable(close: () => void): () => void {
  const depth = openedIn(history.state) + 1
  let gone = false
  history.pushState({ ...history.state, opened: depth }, '')
  const onBack = ({ state }: PopStateEvent) => {
    if (openedIn(state) >= depth) return
    gone = true
    close()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || openedIn(history.state) !== depth) return
    event.preventDefault()
    close()
  }
  window.addEventListener('popstate', onBack)
  window.addEventListener('keydown', onKey)
  return () => {
    window.removeEventListener('popstate', onBack)
    window.removeEventListener('keydown', onKey)
    if (!gone) history.back()
  }
}
