/** A panel that opens over the page, right above the dock; its button, Escape and the browser's way back close it. */

import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { CloseButton } from './close-button.js'
import { dismissable } from './dismissable.js'

interface SheetProps {
  readonly title: string
  readonly close: () => void
  readonly children: ComponentChildren
}

/** Not modal: the microphone stays in sight and in use. */
export function Sheet({ title, close, children }: SheetProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const closing = useRef(close)
  closing.current = close
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => dismissable(() => closing.current()), [])
  // At once: a moment later the keyboard focus is in the sheet.
  useLayoutEffect(() => {
    const opener = document.activeElement
    const sheet = whole.current
    return () => {
      if (opener instanceof HTMLElement && sheet?.contains(document.activeElement)) opener.focus()
    }
  }, [])
  // Even where the sheet replaces another one, so that screen readers announce it.
  useEffect(() => heading.current?.focus(), [title])
  return (
    <div class="sheet" data-testid="sheet" role="dialog" aria-labelledby="sheet-title" ref={whole}>
      <div class="sheet-header">
        <h2 id="sheet-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <CloseButton testId="sheet-close" close={close} />
      </div>
      {children}
    </div>
  )
}
