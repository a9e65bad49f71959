/** Finds English in a text, for pages that should have none. */

import type { Language } from '../../../src/pure/languages.js'
import { englishPanels } from '../../../web-client/texts/english/panels.js'
import { english } from '../../../web-client/texts/english/start.js'

/** Words that occur in nearly every English sentence. */
const FUNCTION_WORDS =
  'the and you your yours is are isn’t not of to with from for it its this that what who why where when has have does can can’t be been by on at nobody somebody everybody please microphone loudspeaker settings'

/** Those that mean something in another language. */
const SHARED: Partial<Record<string, string>> = {
  es: 'has',
  fr: 'on microphone',
  it: 'it',
  nl: 'is of been',
  pt: 'for',
}

/** Every text of a tree of texts by its path; functions are called with names and numbers. */
export function leavesOf(tree: unknown, path = ''): Map<string, string> {
  const leaves = new Map<string, string>()
  if (typeof tree === 'string') leaves.set(path, tree)
  else if (isFunction(tree)) {
    for (const [inner, text] of leavesOf(said(tree, path), path)) leaves.set(inner, text)
  } else if (typeof tree === 'object' && tree !== null) {
    for (const [key, value] of Object.entries(tree)) {
      for (const [inner, text] of leavesOf(value, path ? `${path}.${key}` : key)) leaves.set(inner, text)
    }
  }
  return leaves
}

/** A text with parameters. */
export function isFunction(tree: unknown): tree is (...given: readonly unknown[]) => unknown {
  return typeof tree === 'function'
}

/** What a function of the texts says. @param values of its parameters, which are all '7' otherwise */
export function said(
  say: (...given: readonly unknown[]) => unknown,
  path: string,
  values: readonly unknown[] = [],
): unknown {
  const samples = SAMPLES[path] ?? ['7', '7', '7', '7']
  return say(...samples.map((sample, index) => values[index] ?? sample))
}

/** For functions that take more than names and numbers. */
const SAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  otherFault: [{ code: '7' }],
  plotWords: [{ distanceModel: 'linear', clampingDistanceMetres: 7 }, 7],
}

/** Whole texts of the English page that are too long to match by chance. */
const sentences = [...leavesOf(english).values(), ...leavesOf(englishPanels).values()].filter(
  (text) => text.length >= 8 && text.includes(' ') && !text.includes('7'),
)

/** The first piece of English in a text of another language; `undefined` for none. */
export function englishIn(text: string, language: Language = 'de'): string | undefined {
  const shared = SHARED[language]?.split(' ') ?? []
  const words = FUNCTION_WORDS.split(' ').filter((word) => !shared.includes(word))
  const pattern = new RegExp(`(?<![\\p{L}’])(${words.join('|')})(?![\\p{L}’])`, 'iu')
  return pattern.exec(text)?.[0] ?? sentences.find((sentence) => text.includes(sentence))
}
