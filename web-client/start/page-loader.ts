/** Loads the page after its start: at once where nobody waits for a voice, otherwise as soon as the voice is on its way. */

import { effect } from '@preact/signals-core'
import type { Phase } from '../page/phase.js'
import type { Person } from '../room/room-people.js'
import type { VoiceStart } from '../voice-start.js'
import type { FirstScreen } from './first-screen.js'

/** Whoever waits for nobody's voice need not wait for the page either; nor is a voice that does not come waited for. */
const LONGEST_MS = 1500
/** The first description is on its way by then. */
const DESCRIBED_MS = 100
const RETRY_MS = 3000

/** Whether the processor has nothing better to do than to make the page. */
export function isVoiceOnItsWay(
  { name }: Phase,
  people: readonly Pick<Person, 'media'>[],
  goesOn: boolean,
): boolean {
  if (name === 'connecting') return !goesOn
  if (name === 'joining') return false
  return name !== 'connected' || people.length === 0 || people.some(({ media }) => media !== undefined)
}

export async function loadPage(start: VoiceStart, root: Element, screen: FirstScreen): Promise<void> {
  await voiceOnItsWay(start)
  const { openPage } = await loaded(start, screen)
  const had = document.activeElement?.getAttribute('data-testid')
  await openPage(start, root)
  screen.end()
  // Where the page has drawn another element in place of the one with the keyboard focus, that one has it now.
  if (had && document.activeElement?.getAttribute('data-testid') !== had)
    root.querySelector<HTMLElement>(`[data-testid=${had}]`)?.focus()
}

async function loaded({ freshness }: VoiceStart, screen: FirstScreen): Promise<typeof import('../page.js')> {
  for (;;) {
    try {
      const [page] = await Promise.all([import('../page.js'), ...filesThat(isStyle).map(loadStyle)])
      return page
    } catch {
      screen.miss(await freshness.missing())
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

/** Fetches the page's files meanwhile, behind everything else. */
function prepare(): void {
  const fetchPriority = 'low'
  for (const href of filesThat(() => true))
    linkTo(
      href,
      isStyle(href)
        ? { rel: 'preload', as: 'style', fetchPriority }
        : { rel: 'modulepreload', fetchPriority },
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

function voiceOnItsWay({ phase, state, time, goesOn }: VoiceStart): Promise<void> {
  const goes = goesOn()
  return new Promise((resolve) => {
    const timers: (() => void)[] = []
    let isConnected = false
    const end = effect(() => {
      if (phase.value.name === 'connected' && !isConnected) {
        isConnected = true
        timers.push(time.after(DESCRIBED_MS, prepare))
      }
      if (isVoiceOnItsWay(phase.value, state.people.value, goes)) timers.push(time.after(0, finish))
    })
    function finish(): void {
      end()
      for (const cancel of timers) cancel()
      resolve()
    }
    timers.push(time.after(LONGEST_MS, finish))
  })
}
