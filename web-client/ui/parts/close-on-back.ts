/** Makes the browser's way back (a gesture on a phone) close what is open instead of leaving the page. */

/** @returns a function to call when it was closed in another way */
export function closeOnBack(close: () => void): () => void {
  let gone = false
  history.pushState({ ...history.state, opened: true }, '')
  const onBack = () => {
    gone = true
    close()
  }
  window.addEventListener('popstate', onBack, { once: true })
  return () => {
    window.removeEventListener('popstate', onBack)
    if (!gone) history.back()
  }
}
