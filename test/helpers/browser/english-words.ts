/** Finds English in a text, for pages that should have none. */

import { english } from '../../../web-client/texts/english.js'
import { englishPanels } from '../../../web-client/texts/english-panels.js'

/** Words that occur in nearly every English sentence, and in no German one. */
const FUNCTION_WORDS =
  /\b(the|and|you|your|yours|is|are|isn’t|not|of|to|with|from|for|it|its|this|that|what|who|why|where|when|has|have|does|can|can’t|be|been|by|on|at|nobody|somebody|everybody|please|voice service|microphone|loudspeaker|settings)\b/i

/** Every text of a tree of texts by its path; functions are called with names and numbers. */
export function leavesOf(tree: unknown, path = ''): Map<string, string> {
  const leaves = new Map<string, string>()
  if (typeof tree === 'string') leaves.set(path, tree)
  else if (typeof tree === 'function') {
    const said: unknown = tree(...(SAMPLES[path.split('.').at(-1) ?? ''] ?? ['7', '7', '7']))
    for (const [inner, text] of leavesOf(said, path)) leaves.set(inner, text)
  } else if (typeof tree === 'object' && tree !== null) {
    for (const [key, value] of Object.entries(tree)) {
      for (const [inner, text] of leavesOf(value, path ? `${path}.${key}` : key)) leaves.set(inner, text)
    }
  }
  return leaves
}

/** Texts with numbers, or with more than a name. */
const SAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  distance: [7],
  range: [10, 35],
  others: [3],
  notShown: [3],
  radar: [3],
  othersNearer: [12],
  unnamedDevice: [2],
  outputRuns: [48_000],
  signInFaults: [4],
  otherFault: [{ code: '7', message: '7' }],
}

/** Whole texts of the English page that are too long to match by chance. */
const sentences = [...leavesOf(english).values(), ...leavesOf(englishPanels).values()].filter(
  (text) => text.length >= 8 && !text.includes('7'),
)

/** The first piece of English in a text; `undefined` for none. */
export function englishIn(text: string): string | undefined {
  return FUNCTION_WORDS.exec(text)?.[0] ?? sentences.find((sentence) => text.includes(sentence))
}
