/** A panel that opens over the page, right above the dock; its button, Escape and the browser's way back close it. */

import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { texts } from '../../texts/texts.js'
import { closeOnBack } from './close-on-back.js'
import { CloseIcon } from './icons.js'

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
  useEffect(() => closeOnBack(() => closing.current()), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) closing.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  // Even where the sheet replaces another one, so that screen readers announce it.
  useEffect(() => heading.current?.focus(), [title])
  return (
    <div class="sheet" data-testid="sheet" role="dialog" aria-labelledby="sheet-title">
      <header class="sheet-header">
        <h2 id="sheet-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button
          type="button"
          class="icon"
          data-testid="sheet-close"
          aria-label={texts.close}
          title={texts.close}
          onClick={close}
        >
          <CloseIcon />
        </button>
      </header>
      {children}
    </div>
  )
}
