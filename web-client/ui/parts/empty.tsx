/** What a panel shows while there is nothing in it: a picture, what is missing, and how it comes. */

import type { ComponentChildren } from 'preact'

interface EmptyProps {
  readonly icon: ComponentChildren
  readonly title: string
  readonly hint?: string
}

export function Empty({ icon, title, hint }: EmptyProps) {
  return (
    <div class="empty">
      {icon}
      <p class="empty-title">{title}</p>
      {hint && <p class="hint">{hint}</p>}
    </div>
  )
}
