/** How many new things there are behind a tab, a button or a conversation. */

import { texts } from '../../texts/texts.js'

/** Larger numbers say no more. */
const MOST_COUNTED = 99

export function Badge({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span class="badge" data-testid="unread">
      <span aria-hidden="true">{count > MOST_COUNTED ? `${MOST_COUNTED}+` : count}</span>
      <span class="unseen">{texts.unread(count)}</span>
    </span>
  )
}
