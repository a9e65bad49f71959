/** What residents write is shown as it was written: nothing hides, disguises or covers, and every language stays. */

import t from 'tap'
import { plainText } from '../../../src/voice/chat/plain-text.js'

t.test('what disguises text is taken out', (t) => {
  const cases: Record<string, readonly [written: string, shown: string]> = {
    'a right-to-left override': ['pay \u202egnp.exe\u202c now', 'pay gnp.exe now'],
    'bidirectional isolates and marks': ['a\u2066b\u2069c\u200fd\u061c', 'abcd'],
    'a zero-width space in a name': ['A\u200bda', 'Ada'],
    'joiners between Latin letters': ['A\u200dd\u200ca', 'Ada'],
    'a run of joiners': ['ن\u200c\u200c\u200cم', 'نم'],
    'letters without a shape': ['A\u3164\u115f\uffa0\u2060b', 'Ab'],
    'hidden tags': ['hi\u{e0068}\u{e0065}\u{e0079}', 'hi'],
    'hidden variation selectors': ['a\u{e0101}\u{e0102}b', 'ab'],
    'stacked marks': [`Z${'\u0335\u0321'.repeat(40)}algo`, 'Z\u0335\u0321\u0335\u0321algo'],
    'control characters': ['a\u0007\u001b[31mb\tc', 'a[31mbc'],
    'half a character': ['a\ud83d', 'a'],
    'a wall of empty lines': ['a\n \n\n\t\n\nb', 'a\n\nb'],
    'other line breaks': ['a\r\nb\rc\u2028d', 'a\nb\ncd'],
  }
  for (const [what, [written, shown]] of Object.entries(cases)) t.equal(plainText(written), shown, what)
  t.end()
})

t.test('what people write stays as it is', (t) => {
  const texts = [
    'Grüße, naïve Ελλάδα, Привет!',
    '<b>5 < 6</b> & "so on"',
    'می\u200cخواهم',
    'क्\u200dष क्\u200cष',
    'שלום עולם',
    'Tiếng Việt, ภาษาไทยที่นี่',
    '日本語 한국어 ',
    '👨‍👩‍👧‍👦 👩🏽‍⚕️ ❤️‍🔥 🏳️‍🌈 🏴‍☠️ 👁️‍🗨️',
    '🇩🇪 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 1️⃣ #️⃣ ☺️ ☺︎',
    'two\nlines\n\nand a third',
  ].map((text) => text.trim())
  for (const text of texts) t.equal(plainText(text), text)
  t.end()
})

t.test('nothing to read is nothing', (t) => {
  for (const text of [
    '',
    ' \n ',
    '\u200b\u200d',
    '\u2800\u2800',
    '\ufe0f',
    '\u0301\u0301',
    '\u3164',
    '\ue000',
  ])
    t.equal(plainText(text), '', JSON.stringify(text))
  t.end()
})
