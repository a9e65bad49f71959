/** The page's address: its voice link, its avatar, and the address of the service's socket. */

/** The ticket of the voice link that was opened; the document's head left it beside the page's own address. */
export function openedTicket(): string | undefined {
  const { state } = history
  return typeof state === 'object' && typeof state?.ticket === 'string' ? state.ticket : undefined
}

/** The address of a voice link, relative to the page's own. */
export function linkOf(ticket: string): string {
  return new URL(`v/${ticket}`, location.href).href
}

/** From now on the page belongs to that avatar; unlike a used link, the new address in the address bar works again. */
export function settleAddress(agentId: string): void {
  history.replaceState(null, '', `?avatar=${agentId}`)
}

/** The avatar that this page is for, where its address names one. */
export function addressedAvatar(): string | undefined {
  return new URLSearchParams(location.search).get('avatar') ?? undefined
}

/** The socket's address relative to the page's own, so that a sub-path and either scheme work. */
export function signalUrl(): URL {
  const url = new URL('signal', location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  const avatar = addressedAvatar()
  if (avatar) url.searchParams.set('avatar', avatar)
  return url
}

/** Whether the grid's own page has sent the browser back here, with its answer. */
export function bringsGridAnswer(): boolean {
  return new URLSearchParams(location.search).has('openid.mode')
}
