/** The look of the page's grid, as its document says it: a name, a logo, an accent. */

import type { PageLook } from '../../src/pure/page-look.js'

/** An empty one where the operator has chosen nothing. */
export function readLook(): PageLook {
  const content = document.querySelector<HTMLMetaElement>('meta[name=look]')?.content
  return content ? JSON.parse(content) : {}
}

/** Colours the page, in light and dark. */
export function wearLook({ accent }: PageLook): void {
  if (!accent) return
  const { style } = document.documentElement
  for (const scheme of ['light', 'dark'] as const) {
    style.setProperty(`--accent-${scheme}`, accent[scheme].accent)
    style.setProperty(`--on-accent-${scheme}`, accent[scheme].onAccent)
  }
}
