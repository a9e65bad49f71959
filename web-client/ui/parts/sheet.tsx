/** What opens over the page, right above the dock: closed by its button, by Escape, and by the browser's way back. */

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

/** The microphone stays in sight and in use: nothing is barred meanwhile. */
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
  // Also where another one takes its place: whoever reads by ear is told.
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
