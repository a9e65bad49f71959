/** The languages of the page and of the console: each says everything, and German says nothing in English. */

import t from 'tap'
import { english as consoleEnglish } from '../../console/texts/english.js'
import { german as consoleGerman } from '../../console/texts/german.js'
import { english } from '../../web-client/texts/english.js'
import { englishPanels } from '../../web-client/texts/english-panels.js'
import { german } from '../../web-client/texts/german.js'
import { germanPanels } from '../../web-client/texts/german-panels.js'
import { englishIn, leavesOf } from '../helpers/browser/english-words.js'

/** Words that both languages have, and what is no word. */
const SHARED = /^(title|north|language|distance|.*[nN]ame|keyNames\..*)$/

for (const [what, one, other] of [
  ['the page', english, german],
  ['its later parts', englishPanels, germanPanels],
] as const) {
  t.test(`${what}: everything is said in German, and none of it in English`, async (t) => {
    const [before, after] = [leavesOf(one), leavesOf(other)]
    const missing = [...before.keys()].filter((path) => !after.has(path) && !path.startsWith('keyNames'))
    t.strictSame(missing, [])
    for (const [path, text] of after) {
      t.equal(englishIn(text), undefined, `${path}: ${text}`)
      if (!SHARED.test(path)) t.not(text, before.get(path), path)
    }
  })
}

t.test('the console has the same texts in both languages', async (t) => {
  t.strictSame(Object.keys(consoleGerman).sort(), Object.keys(consoleEnglish).sort())
})
