/** The address of a simulator, as the grid lists it. */

/**
 * Scheme, host and port alone: a simulator answers at `/`. Whoever registered the region wrote the address.
 * @param serverUri such as `http://sim.example.org:9000/`
 * @returns `undefined` for anything that is no such address, and for one with credentials
 */
export function simulatorUrl(serverUri: string): URL | undefined {
  const url = URL.canParse(serverUri) ? new URL(serverUri) : undefined
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  return url.username === '' && url.password === '' ? new URL(url.origin) : undefined
}
