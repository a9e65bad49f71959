/** What a listener is sent while nobody speaks. */

import t from 'tap'
import { createMix } from '../../../src/media/mixing/mix.js'
import { createMixStream } from '../../../src/media/mixing/mix-stream.js'

const WORD = Uint8Array.of(1, 2, 3, 4)

t.test('silence is told at once, then every 400 ms, and begins anew after a word', (t) => {
  const sent: { turn: number; bytes: number; marker: boolean }[] = []
  let turn = 0
  const stream = createMixStream(
    { encode: () => WORD, free: () => undefined },
    {
      send({ marker }, { length }) {
        sent.push({ turn, bytes: length, marker })
        return true
      },
    },
    () => 0,
    () => 0,
  )
  const mix = createMix()
  mix.take([])
  mix.begin()
  const turns = (count: number, voices: number) => {
    sent.length = 0
    for (turn = 1; turn <= count; turn += 1) stream.turn(mix, voices)
    return sent.map(({ turn, bytes }) => `${turn}:${bytes}`)
  }
  const silence = '1:3 2:3 3:3 4:1 24:1 44:1 64:1 84:1'
  t.equal(turns(100, 0).join(' '), silence)
  t.strictSame(turns(1, 1), ['1:4'])
  t.ok(sent[0]?.marker, 'a word after a rest begins a spurt')
  turns(2, 0)
  t.equal(turns(100, 0).join(' '), silence)
  t.end()
})
