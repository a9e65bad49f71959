/** Loads the page after its start: at once where nobody waits for a voice, otherwise as soon as the voice is on its way. */

import type { VoiceStart } from '../voice-start.js'
import type { FirstScreen } from './first-screen.js'
import { voiceIsDescribed, voiceOnItsWay } from './voice-on-its-way.js'

const RETRY_MS = 3000
/** A browser may never tell of a file that it had already, or does not fetch in advance. */
const LONGEST_FETCH_MS = 3000

export async function loadPage(start: VoiceStart, root: Element, screen: FirstScreen): Promise<void> {
  const { openPage } = await loaded(start, screen)
  await openPage(start, root)
  screen.end()
}

async function loaded(start: VoiceStart, screen: FirstScreen): Promise<typeof import('../page.js')> {
  await Promise.race([voiceIsDescribed(start), voiceOnItsWay(start)])
  for (;;) {
    await fetched()
    // The resident may have joined meanwhile.
    await voiceOnItsWay(start)
    try {
      const [page] = await Promise.all([import('../page.js'), ...filesThat(isStyle).map(loadStyle)])
      return page
    } catch {
      screen.miss(await start.freshness.missing())
      // The service may be back by then.
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

const isStyle = (file: string) => file.endsWith('.css')
const filesThat = (wanted: (file: string) => boolean) => (globalThis.pageFiles ?? []).filter(wanted)

function linkTo(href: string, kind: Partial<Pick<HTMLLinkElement, 'rel' | 'as' | 'fetchPriority'>>) {
  const link = Object.assign(document.createElement('link'), { ...kind, href })
  document.head.append(link)
  return link
}

/** Fetches the page's files behind everything else, and runs nothing. What cannot be fetched is told of when it is wanted. */
async function fetched(): Promise<void> {
  const fetchPriority = 'low'
  await Promise.all(
    filesThat(() => true).map((href) => {
      const kind = isStyle(href) ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' }
      const link = linkTo(href, { ...kind, fetchPriority })
      return new Promise((resolve) => {
        link.onload = link.onerror = resolve
        setTimeout(resolve, LONGEST_FETCH_MS)
      }).finally(() => link.remove())
    }),
  )
}

/** @throws where they cannot be loaded */
function loadStyle(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = linkTo(href, { rel: 'stylesheet' })
    link.onload = () => resolve()
    link.onerror = () => {
      link.remove()
      reject(new Error(`not loaded: ${href}`))
    }
  })
}

declare global {
  /** What the page is made of, as the build knows it. */
  var pageFiles: readonly string[] | undefined
}
