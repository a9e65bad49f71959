/** The languages of the page and of the console: each says everything, with all its parameters, and nothing in English. */

import t from 'tap'
import { textsIn as consoleTextsIn } from '../../console/texts/texts.js'
import { inLanguage } from '../../src/pure/in-language.js'
import { IN_WORLD_WORDS } from '../../src/pure/in-world-words.js'
import { isLanguage, LANGUAGES, type Language, languageFor, varietyOf } from '../../src/pure/languages.js'
import { panelTextsIn } from '../../web-client/texts/panel-texts.js'
import { speak, texts, textsIn } from '../../web-client/texts/texts.js'
import { englishIn, isFunction, leavesOf, said } from '../helpers/browser/english-words.js'

/** What several languages call the same, and what is no word. */
const SAME_AS_ENGLISH: Partial<Record<Language | 'all', readonly string[]>> = {
  all: ['', 'Voice', 'N', 'Chat', 'Passkey', 'RemoteAdmin', '–', '7 in 7'],
  de: ['Name', 'Region', 'linear', 'Viewer', 'Admins'],
  es: ['no', 'token'],
  fr: ['Conversations', 'Volume', 'auditorium', 'inverse'],
  it: ['Volume', 'Relay (TURN)', 'auditorium', 'Viewer', 'no', 'token'],
  pt: ['“7”', 'Volume', 'Relay (TURN)', 'linear', 'token'],
  nl: ['“7”', 'Camera', 'Volume', 'Viewer', 'RemoteAdmin: 7 avatars, 7', 'token', 'auditorium'],
  ja: ['7.0 m: 700%'],
}

/** What docs/translating.md says of a language: another form of address or variety, and marks without their spaces. */
const AGAINST_ITS_RULES: Partial<Record<Language, RegExp>> = {
  de: /\p{L}…$/u,
  es: /(?<!\p{L})(usted|ustedes|vos)(?!\p{L})/iu,
  fr: /\S [:;?!»]|« |(?<!\p{L})(tu|toi|tes)(?!\p{L})/u,
  it: /(?<!\p{L})(Lei|Suo|Sua)(?!\p{L})/u,
  pt: /(?<!\p{L})(teus?|tuas?|contigo|palavra-passe|ficheiro|ecrã|utilizador|ligações|registo|média)(?!\p{L})|«/iu,
  nl: /(?<!\p{L})(uw|u (bent|hebt|kunt|moet|wilt))(?!\p{L})|[‘„]/u,
}

const trees = [
  ['the page', textsIn],
  ['its later parts', panelTextsIn],
  ['the console', consoleTextsIn],
] as const

/** By its path, the parameters whose values change what a function says. */
function parametersOf(tree: unknown, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  if (isFunction(tree)) {
    const used = [0, 1, 2, 3].filter((index) => {
      const all = ['8', '1', ''].map((value) => JSON.stringify(said(tree, path, variation(index, value))))
      return all.some((one) => one !== JSON.stringify(said(tree, path)))
    })
    found.set(path, used.join())
  } else if (typeof tree === 'object' && tree !== null) {
    for (const [key, value] of Object.entries(tree))
      for (const [inner, used] of parametersOf(value, path ? `${path}.${key}` : key)) found.set(inner, used)
  }
  return found
}

const variation = (index: number, value: string) =>
  Array.from({ length: index + 1 }, (_, at) => (at === index ? value : undefined))

for (const [what, inLanguageOf] of trees) {
  for (const language of Object.keys(LANGUAGES).filter(isLanguage)) {
    if (language === 'en') continue
    t.test(`${what} in ${LANGUAGES[language]}`, async (t) => {
      const [english, other] = await Promise.all([inLanguageOf('en'), inLanguageOf(language)])
      const [before, after] = [leavesOf(english), leavesOf(other)]
      const isFree = (path: string) => path.startsWith('keyNames')
      const paths = (leaves: Map<string, string>) => [...leaves.keys()].filter((path) => !isFree(path)).sort()
      t.strictSame(paths(after), paths(before), 'the same texts')
      t.strictSame(parametersOf(other), parametersOf(english), 'the same parameters')
      const same = [...(SAME_AS_ENGLISH.all ?? []), ...(SAME_AS_ENGLISH[language] ?? [])]
      const faults: string[] = []
      for (const [path, text] of after) {
        const original = before.get(path)
        const found = englishIn(text, language)
        if (found !== undefined && !same.includes(found)) faults.push(`${path} says “${found}”: ${text}`)
        if (original && !text) faults.push(`${path} is empty`)
        if (isFree(path)) continue
        if (AGAINST_ITS_RULES[language]?.test(text)) faults.push(`${path} is against a rule: ${text}`)
        if (/undefined|NaN|#|\[object/.test(text)) faults.push(`${path}: ${text}`)
        if (text === original && !same.includes(text)) faults.push(`${path} is as in English: ${text}`)
      }
      t.strictSame(faults, [])
    })
  }
}

t.test('what avatars are told in-world is said in every language, with its code and its link', async (t) => {
  for (const [language, words] of Object.entries(IN_WORLD_WORDS)) {
    t.match(words.code('123456'), '123456', language)
    t.match(words.ring('Anna', 'https://x'), /Anna.*https:\/\/x$/, language)
    t.match(words.kiosk.soon, '#', language)
    if (language === 'en') continue
    for (const text of [words.voiceOff, ...Object.values(words.kiosk)])
      t.equal(englishIn(text, isLanguage(language) ? language : 'de'), undefined, text)
  }
})

t.test('the language that suits somebody best', async (t) => {
  t.equal(languageFor('', ['fi', 'de-AT', 'en']), 'de')
  t.equal(languageFor('', ['fi']), 'en')
  t.equal(languageFor('en', ['de']), 'en', 'what was chosen')
  t.equal(languageFor('constructor', ['de']), 'de', 'but only a language')
  t.equal(varietyOf('en', ['de', 'en-GB']), 'en-GB')
  t.equal(varietyOf('en', ['de']), 'en')
})

t.test('texts change while they are shown, and the last choice counts', async (t) => {
  await Promise.all([speak('de'), speak('en')])
  t.equal(texts.join, 'Join voice')
  await speak('de')
  t.equal(texts.join, 'Mitreden')
})

t.test('numbers, times and lists as the language writes them', async (t) => {
  const [english, german] = [inLanguage('en'), inLanguage('de')]
  t.equal(german.distance(7.25), '7,3 m')
  t.equal(german.distance(35.4), '35 m')
  t.equal(english.lasting(43_200 * 60), '30 days')
  t.equal(english.lasting(10_080 * 60), '1 week')
  t.equal(english.ago(7), '7 sec. ago')
  t.equal(german.list(['Anna', 'Bert']), 'Anna und Bert')
  t.equal(english.plural(1, { one: '# line', other: '# lines' }), '1 line')
  t.equal(english.plural(1200, { one: '# line', other: '# lines' }), '1,200 lines')
})
