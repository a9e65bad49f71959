/** What nodes tell each other in one turn of the event loop goes in one write. */

import { PassThrough } from 'node:stream'
import t from 'tap'
import { createFrameWriter } from '../../src/cluster/links/frame-writer.js'

function openWriter() {
  const below = new PassThrough()
  const sent: string[] = []
  const writer = createFrameWriter({ send: (frame: unknown) => void below.write(frame) })
  writer.over(below)
  below.on('data', (part) => sent.push(String(part)))
  return { writer, sent, isWaiting: () => below.writableCorked > 0 }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

t.test('what is said in one turn goes together, in its order, and the next turn’s by itself', async (t) => {
  const { writer, sent, isWaiting } = openWriter()
  for (const words of [['step', 'word'], ['next step']]) {
    for (const word of words) writer.send(Buffer.from(word))
    t.ok(isWaiting())
    await turn()
    t.notOk(isWaiting())
  }
  await turn()
  t.strictSame(sent, ['step', 'word', 'next step'])
})

t.test('what waits is written before the link ends', async (t) => {
  const { writer, isWaiting } = openWriter()
  writer.send(Buffer.from('farewell'))
  writer.flush()
  t.notOk(isWaiting())
})
