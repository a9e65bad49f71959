/** What the residents' page is told of its grid's look, in the document itself: nothing waits for it. */

import type { Accent } from './accent.js'

/** Letters; longer names do not fit beside the state of the page. */
export const MAX_GRID_NAME = 40

export interface PageLook {
  readonly name?: string
  /** Its address, relative to the page's own. */
  readonly logo?: string
  readonly accent?: Accent
}
