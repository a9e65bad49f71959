/** Text to take along: shown whole, with a button that copies it. */

import { say } from '../../console-state.js'
import { texts } from '../../texts/texts.js'

export function Copied({ text }: { readonly text: string }) {
  const copy = () =>
    // Pages without https have no clipboard.
    (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
      () => say(texts.copied),
      () => say(texts.notCopied, true),
    )
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <pre tabIndex={0}>{text}</pre>
      <button type="button" data-testid="copy" onClick={copy}>
        {texts.copy}
      </button>
    </>
  )
}
