/** The page's own address: which avatar it is for, and where the service's socket is from there. */

/** The avatar that this page is for: a voice link's document names it, later the address does. */
export function settleAddress(): string | undefined {
  const avatar = document.querySelector<HTMLMetaElement>('meta[name=avatar]')?.content
  if (!avatar) return new URLSearchParams(location.search).get('avatar') ?? undefined
  // The link is used up; what stays in the address bar works again.
  history.replaceState(null, '', new URL(`?avatar=${avatar}`, document.baseURI))
  document.querySelector('base')?.remove()
  return avatar
}

/** The socket's address beside the page's own, so that a sub-path and either scheme work. */
export function signalUrl(avatar: string | undefined): URL {
  const url = new URL('signal', location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  if (avatar) url.searchParams.set('avatar', avatar)
  return url
}
