/** The console's words in the language that the browser prefers. */

import { english, type Texts } from './english.js'
import { german } from './german.js'

const languages: readonly Texts[] = [english, german]

export const texts: Texts = preferred(navigator.languages ?? [navigator.language])

function preferred(wanted: readonly string[]): Texts {
  for (const tag of wanted) {
    const found = languages.find(({ language }) => tag.toLowerCase().split('-')[0] === language)
    if (found) return found
  }
  return english
}
