/** What the grid's own page sends along when it sends the browser back to this page. */

/** The query with the grid's answer, taken out of the address because it counts once; `undefined` for any other start of the page. */
export function takeOpenIdAnswer(): string | undefined {
  const { search, pathname } = location
  if (!new URLSearchParams(search).has('openid.mode')) return undefined
  history.replaceState(null, '', pathname)
  return search.slice(1)
}
