/** What the grid's own page sends along when it sends the browser back to this page. */

import { bringsGridAnswer } from './voice-address.js'

/** The query with the grid's answer, taken out of the address because it counts once; `undefined` for any other start of the page. */
export function takeOpenIdAnswer(): string | undefined {
  const { search, pathname } = location
  if (!bringsGridAnswer()) return undefined
  history.replaceState(null, '', pathname)
  return search.slice(1)
}
