/** The state of the whole console: who is signed in, which page is open, and the last notice. */

import { signal } from '@preact/signals'
import type { Me } from '../src/protocol/admin-api.js'
import { ApiFault, get, whenSignedOut } from './api.js'
import { texts } from './texts/texts.js'

export const PAGES = ['overview', 'channels', 'rooms', 'accounts', 'setup', 'admins', 'audit'] as const
export type PageName = (typeof PAGES)[number]

/** `undefined` until it is known. */
export const me = signal<Me | null | undefined>(undefined)
export const page = signal<PageName>(pageInAddress())
export const notice = signal<{ text: string; bad: boolean } | undefined>(undefined)

addEventListener('hashchange', () => {
  page.value = pageInAddress()
})
whenSignedOut(() => {
  me.value = null
})

export async function findOutWhoIAm(): Promise<void> {
  me.value = await get<Me>('/session').catch(() => null)
}

/** Runs an action and shows its outcome; returns whether it succeeded. */
export async function attempt(work: () => Promise<unknown>, done: string = texts.done): Promise<boolean> {
  try {
    await work()
    say(done)
    return true
  } catch (error) {
    say(error instanceof ApiFault ? error.message : texts.outOfReach, true)
    return false
  }
}

let silence: ReturnType<typeof setTimeout> | undefined
export function say(text: string, bad = false): void {
  notice.value = { text, bad }
  clearTimeout(silence)
  if (!bad) {
    silence = setTimeout(() => {
      notice.value = undefined
    }, 4000)
  }
}

function pageInAddress(): PageName {
  const name = location.hash.slice(1)
  return PAGES.find((one) => one === name) ?? 'overview'
}
