/** The console's words in the language that the admin chose here, or that the browser prefers. */

import { computed, signal } from '@preact/signals'
import { inLanguage } from '../../src/pure/in-language.js'
import { type Language, languageFor, varietyOf } from '../../src/pure/languages.js'
import { live } from '../../web-client/texts/live.js'
import type { Texts } from './english/console.js'

const KEY = 'voice-console-language'

const loaders: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => (await import('./english/console.js')).english,
  de: async () => (await import('./german/console.js')).german,
  es: async () => (await import('./spanish/console.js')).spanish,
  fr: async () => (await import('./french/console.js')).french,
  it: async () => (await import('./italian/console.js')).italian,
  pt: async () => (await import('./portuguese/console.js')).portuguese,
  nl: async () => (await import('./dutch/console.js')).dutch,
  ja: async () => (await import('./japanese/console.js')).japanese,
}

/** Everything that the console says, in a language. @throws where it cannot be loaded */
export const textsIn = (language: Language): Promise<Texts> => loaders[language]()

const spoken = signal<Texts | undefined>(undefined)
const inForce = computed(() => {
  if (!spoken.value) throw new Error('no language has been loaded yet')
  return spoken.value
})

/** Nothing may be read before `speakOwn` is done. */
export const texts: Texts = live(inForce)
/** Numbers, lists and lengths of time in the language of the texts. */
export const format = live(computed(() => inLanguage(inForce.value.language)))

/** A day and a time that nobody takes for another. */
export function moment(at: number, form: Intl.DateTimeFormatOptions = DAY_AND_TIME): string {
  return new Intl.DateTimeFormat(varietyOf(texts.language, navigator.languages), form).format(at)
}

const DAY_AND_TIME: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' }

/** Speaks the language that was chosen in this browser, or the one that the browser prefers. */
export async function speakOwn(): Promise<void> {
  await speak(languageFor(remembered(), navigator.languages))
}

/** Speaks another language from now on. @throws where it cannot be loaded; then nothing changes */
export async function choose(language: Language): Promise<void> {
  await speak(language)
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // Forbidden: the choice holds until the page is closed.
  }
}

async function speak(language: Language): Promise<void> {
  spoken.value = await textsIn(language)
  document.documentElement.lang = language
  document.title = texts.title
}

function remembered(): string {
  try {
    return localStorage.getItem(KEY) ?? ''
  } catch {
    return ''
  }
}
