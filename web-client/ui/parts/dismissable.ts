/** Makes Escape and the browser's way back (a gesture on a phone) close what was opened last instead of leaving the page. */

/** How many things are open, as the history tells it. */
const openedIn = (state: { readonly opened?: number } | null): number => state?.opened ?? 0

/** A browser that does not go back, for whatever reason, is not waited for. */
const LONGEST_RETURN_MS = 1000

/** A step back that this page has asked for: the browser takes it some time later. */
let isReturning = false
/** What waits for that: it would be taken back itself otherwise. */
let waiting: (() => void)[] = []

function whenReturned(act: () => void): void {
  if (isReturning) waiting.push(act)
  else act()
}

function goBack(): void {
  const end = () => {
    clearTimeout(late)
    window.removeEventListener('popstate', onReturned, { capture: true })
    isReturning = false
    const acts = waiting
    waiting = []
    for (const act of acts) whenReturned(act)
  }
  // Nobody else hears of it: it is not the resident's wish to close anything.
  const onReturned = (event: Event) => {
    event.stopImmediatePropagation()
    end()
  }
  const late = setTimeout(end, LONGEST_RETURN_MS)
  window.addEventListener('popstate', onReturned, { capture: true })
  isReturning = true
  history.back()
}

/** @returns a function to call when it was closed, in whatever way */
export function dismissable(close: () => void): () => void {
  /** Unknown until it has its place in the history. */
  let depth: number | undefined
  let isOver = false
  whenReturned(() => {
    if (isOver) return
    depth = openedIn(history.state) + 1
    history.pushState({ ...history.state, opened: depth }, '')
  })
  const onBack = ({ state }: PopStateEvent) => {
    if (depth === undefined || openedIn(state) >= depth) return
    depth = undefined
    close()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    if (depth !== undefined && openedIn(history.state) !== depth) return
    event.preventDefault()
    close()
  }
  window.addEventListener('popstate', onBack)
  window.addEventListener('keydown', onKey)
  return () => {
    if (isOver) return
    isOver = true
    window.removeEventListener('popstate', onBack)
    window.removeEventListener('keydown', onKey)
    if (depth !== undefined) whenReturned(goBack)
  }
}
