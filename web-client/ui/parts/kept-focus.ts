/** The keyboard focus is never lost: where what had it disappears, it moves to the nearest place around that can have it. */

/** Places in the page that can have the focus without being a control. */
const PLACE = '[tabindex]'

/**
 * Watches a part of the page from now on.
 * @param fallback where nothing around can have the focus any more
 * @returns a function that ends it
 */
export function keepFocus(part: HTMLElement, fallback: () => HTMLElement | null): () => void {
  /** What had the focus last, and what that was in, from the inside outwards. */
  let path: readonly Element[] = []
  const onFocus = ({ target }: FocusEvent) => {
    path = target instanceof Element ? ancestorsOf(target, part) : []
  }
  const onChange = () => {
    const [last, ...around] = path
    const { activeElement } = document
    const isLost = activeElement === null || activeElement === document.body
    if (!last || !isLost || isShown(last)) return
    path = []
    const place = around.find((element) => element.matches(PLACE) && isShown(element)) ?? fallback()
    if (place instanceof HTMLElement) place.focus({ preventScroll: true })
  }
  // Whoever clicks beside everything has no focus, and wants none.
  const onPress = () => {
    path = []
  }
  const observer = new MutationObserver(onChange)
  observer.observe(part, { subtree: true, childList: true, attributes: true, attributeFilter: ['hidden'] })
  part.addEventListener('focusin', onFocus)
  document.addEventListener('pointerdown', onPress, { capture: true })
  return () => {
    observer.disconnect()
    part.removeEventListener('focusin', onFocus)
    document.removeEventListener('pointerdown', onPress, { capture: true })
  }
}

function ancestorsOf(element: Element, end: Element): readonly Element[] {
  const all: Element[] = []
  for (let at: Element | null = element; at && at !== end; at = at.parentElement) all.push(at)
  return all
}

const isShown = (element: Element): boolean => element.isConnected && element.checkVisibility()
