/** What a listener is sent while nobody speaks. */

import t from 'tap'
import { createMix } from '../../../src/media/mixing/mix.js'
import { createMixStream } from '../../../src/media/mixing/mix-stream.js'
import { silentGain } from '../../../src/media/mixing/voice-gain.js'
import { FRAME_SAMPLES } from '../../../src/media/opus/opus.js'

const WORD = Uint8Array.of(1, 2, 3, 4)

t.test('silence is told at once, then every 900 ms in the same turns to all, and anew after a word', (t) => {
  const sent: { turn: number; bytes: number; marker: boolean; timestamp: number }[] = []
  const peaks: number[] = []
  let turn = 0
  const stream = createMixStream(
    {
      encode(_, __, ___, peak) {
        peaks.push(peak)
        return WORD
      },
      free: () => undefined,
    },
    {
      send({ marker, timestamp }, { length }) {
        sent.push({ turn, bytes: length, marker, timestamp })
        return true
      },
    },
    () => 0,
    () => 0,
  )
  const mix = createMix()
  mix.take([])
  mix.begin()
  /** Goes on for that many turns, from one whose number is given. */
  const turns = (count: number, voices: number, from: number) => {
    sent.length = 0
    for (turn = from; turn < from + count; turn += 1) {
      stream.turn(mix, voices, turn)
    }
    return sent.map(({ turn, bytes }) => `${turn}:${bytes}`)
  }
  t.equal(stream.restingTurns(0), 0, 'what is silent must say so first')
  t.equal(turns(99, 0, 1).join(' '), '1:3 2:3 3:3 4:1 45:1 90:1')
  t.equal(stream.restingTurns(99), 35)
  t.strictSame(turns(1, 1, 100), ['100:4'])
  t.ok(sent[0]?.marker, 'a word after a rest begins a spurt')
  const wordAt = sent[0]?.timestamp ?? 0
  t.strictSame(turns(2, 0, 101), ['101:4', '102:4'], 'in which it dies away')
  t.equal(turns(5, 0, 103).join(' '), '103:3 104:3 105:3 106:1')
  t.equal(stream.restingTurns(107), 27, 'until the turn in which all say that they are silent')
  stream.rest(27)
  t.strictSame(turns(1, 0, 135), ['135:1'])
  t.equal(sent[0]?.timestamp, wordAt + 35 * FRAME_SAMPLES, 'time passes at rest as well')
  t.equal(stream.restingTurns(135), 44)
  mix.take([{ frame: new Float32Array(FRAME_SAMPLES).fill(0.25), history: undefined }])
  mix.begin()
  mix.add(0, { ...silentGain(), left: 1, targetLeft: 1 })
  turns(1, 1, 136)
  t.equal(peaks.at(-1), 0.25, 'the encoder is told how loud the mix is')
  t.end()
})
