/** The languages of page and console and of what is shown in-world; which of them suits somebody. */

/** Each by its ISO 639 code and its own name. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  pt: 'Português',
  nl: 'Nederlands',
  ja: '日本語',
} as const

export type Language = keyof typeof LANGUAGES

export const LANGUAGE_CODES = Object.keys(LANGUAGES) as Language[]

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code)
}

/** The language of a tag such as `de-AT`; `undefined` for one that is not spoken here. */
function languageOf(tag: string): Language | undefined {
  const [code = ''] = tag.toLowerCase().split('-')
  return isLanguage(code) ? code : undefined
}

/**
 * @param chosen a language that somebody chose; '' or anything unknown: none
 * @param wanted tags in the order of preference, as browsers give them
 */
export function languageFor(chosen: string, wanted: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen
  for (const tag of wanted) {
    const language = languageOf(tag)
    if (language) return language
  }
  return 'en'
}

/** The variety of a language that somebody prefers, such as `en-GB`: dates differ within a language. */
export function varietyOf(language: string, wanted: readonly string[]): string {
  return wanted.find((tag) => languageOf(tag) === language) ?? language
}
