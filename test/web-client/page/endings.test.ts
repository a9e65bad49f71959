/** Every end has its screen: a sentence in every language, and a way on. */

import t from 'tap'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { isLanguage, LANGUAGES } from '../../../src/pure/languages.js'
import { overReasons } from '../../../web-client/service/signaling-client.js'
import { textsIn } from '../../../web-client/texts/texts.js'
import { endings, linkFaults } from '../../../web-client/ui/start/endings.js'

t.test('every end says what happened, and leads on', async (t) => {
  for (const language of Object.keys(LANGUAGES).filter(isLanguage)) {
    const texts = await textsIn(language)
    for (const [reason, { ways }] of Object.entries(endings)) {
      t.ok(texts.over[reason as keyof typeof endings].length > 10, `${reason}, ${language}`)
      t.ok(ways.length > 0, `${reason} has a way on`)
    }
    for (const code of linkFaults) t.ok(texts.faults[code], `a link that does not open: ${code}, ${language}`)
  }
})

t.test('whatever the service says when it closes a socket is an end, or passes by itself', async (t) => {
  const passing: readonly number[] = [CloseCode.rateLimited, CloseCode.serverStopping]
  for (const [name, code] of Object.entries(CloseCode)) {
    const reason = overReasons[code]
    t.equal(reason === undefined, passing.includes(code), name)
    if (reason) t.ok(endings[reason], name)
  }
})
