/** The page's words in the language that the resident chose, or that the browser prefers. */

import { computed, signal } from '@preact/signals-core'
import { inLanguage } from '../../src/pure/in-language.js'
import type { Language } from '../../src/pure/languages.js'
import { english, type Texts } from './english/start.js'
import { live } from './live.js'

/** English until another language is there. */
const spoken = signal<Texts>(english)
let wanted: Language = 'en'

export const texts: Texts = live(spoken)
/** Numbers, lists and distances in the language of the texts. */
export const format = live(computed(() => inLanguage(spoken.value.language)))

/** The languages that are loaded when somebody wants them. */
const loaders: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => english,
  de: async () => (await import('./german/start.js')).german,
  es: async () => (await import('./spanish/start.js')).spanish,
  fr: async () => (await import('./french/start.js')).french,
  it: async () => (await import('./italian/start.js')).italian,
  pt: async () => (await import('./portuguese/start.js')).portuguese,
  nl: async () => (await import('./dutch/start.js')).dutch,
  ja: async () => (await import('./japanese/start.js')).japanese,
}

/** Everything that the page says first, in a language. @throws where it cannot be loaded */
export const textsIn = (language: Language): Promise<Texts> => loaders[language]()

/**
 * Goes on in that language as soon as it is loaded.
 * @throws where it cannot be loaded; the language stays as it was
 */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const loaded = await textsIn(language)
  // Another one may have been chosen meanwhile.
  if (wanted === language) spoken.value = loaded
}
