/** The page's words in the language that the browser prefers. */

import { english, type Texts } from './english.js'

/** English until another language is there. */
export const texts: Texts = { ...english }

/** The languages that are loaded when somebody wants them. */
const others: Readonly<Record<string, () => Promise<Texts>>> = {
  de: async () => (await import('./german.js')).german,
}

/** Loads what the resident reads; without a service to load it from, it stays English. */
export async function loadTexts(): Promise<void> {
  const load = others[preferredLanguage()]
  if (load) Object.assign(texts, await load().catch(() => english))
}

function preferredLanguage(): string {
  for (const tag of navigator.languages ?? [navigator.language]) {
    const language = tag.toLowerCase().split('-')[0] ?? ''
    if (language === english.language || language in others) return language
  }
  return english.language
}
