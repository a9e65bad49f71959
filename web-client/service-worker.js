/** Keeps the page's files, so that the page opens without a network. Never answers for the service: no API, no tickets, no sockets. */

const BUILD = '__BUILD__'
/** By language; those under '' belong to all. */
const FILES = { __FILES__: [] }
const LANGUAGE = new URL(self.location.href).searchParams.get('language')
const PREFIX = 'page-'
const HOME = new URL('./', self.registration.scope).href
const ASSETS = `${HOME}assets/`

self.addEventListener('install', (event) => {
  // Voice links and the service's answers do not even wait for this worker to start, where the browser can do that.
  const { pathname } = new URL(HOME)
  const others = ['v/*', 'api/*', 'signal'].map((path) => ({ urlPattern: { pathname: pathname + path } }))
  event.addRoutes?.({ condition: { or: others }, source: 'network' })?.catch?.(() => undefined)
  event.waitUntil(keep())
})

async function keep() {
  const cache = await caches.open(PREFIX + BUILD)
  // Around the browser's own copy, which may be an older one.
  const page = await fetch(HOME, { cache: 'reload' })
  if (!(await page.clone().text()).includes(BUILD)) throw new Error('the service has another build by now')
  await cache.put(HOME, page)
  const files = [...(FILES[''] ?? []), ...(FILES[LANGUAGE] ?? [])]
  await cache.addAll(files.map((file) => HOME + file))
  await self.skipWaiting()
}

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await self.registration.navigationPreload?.enable()
      // A page of the build before may still be open.
      const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + BUILD)
      await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)))
    })(),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET') return
  if (request.mode === 'navigate' && url.origin + url.pathname === HOME) event.respondWith(page(event))
  else if (request.url.startsWith(ASSETS)) event.respondWith(asset(request))
})

/** The service's own page, and the kept one where the service is out of reach. */
async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch (error) {
    const kept = await (await caches.open(PREFIX + BUILD)).match(HOME)
    if (!kept) throw error
    return kept
  }
}

/** The name of an asset changes with its content: what is kept is right, whichever build it is of. */
async function asset(request) {
  const kept = await caches.match(request.url)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) (await caches.open(PREFIX + BUILD)).put(request.url, answer.clone())
  return answer
}
