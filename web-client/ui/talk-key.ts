/** The key that is held to talk, while the page has the keyboard. A browser gives no page more than that. */

import { texts } from '../texts/texts.js'

/** Elements that need their keys themselves. */
const TYPING = 'input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]'
const PRESSING = 'button, a, summary, input, select'

/**
 * @param hold called with true when the key goes down, with false when it comes up or the page loses it
 * @returns what ends it
 */
export function onTalkKey(code: string, hold: (held: boolean) => void): () => void {
  const isTaken = ({ target }: KeyboardEvent) =>
    target instanceof Element &&
    (target.closest(TYPING) !== null ||
      ((code === 'Space' || code === 'Enter') && target.closest(PRESSING) !== null))
  const down = (event: KeyboardEvent) => {
    if (event.code !== code || isTaken(event)) return
    // Space would scroll the page.
    event.preventDefault()
    if (!event.repeat) hold(true)
  }
  const up = (event: KeyboardEvent) => {
    if (event.code === code && !isTaken(event)) hold(false)
  }
  const lose = () => hold(false)
  window.addEventListener('keydown', down)
  window.addEventListener('keyup', up)
  window.addEventListener('blur', lose)
  return () => {
    window.removeEventListener('keydown', down)
    window.removeEventListener('keyup', up)
    window.removeEventListener('blur', lose)
    lose()
  }
}

/** What is printed on a key, nearly: `KeyV` is V. */
export function keyName(code: string): string {
  return texts.keyNames[code] ?? code.replace(/^(Key|Digit)/, '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
}
