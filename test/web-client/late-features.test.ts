/** What is loaded after the start hears what the service said before. */

import t from 'tap'
import type { ServerMessage } from '../../src/protocol/messages.js'
import { createLateFeatures } from '../../web-client/start/late-features.js'

const say = (type: string, more: object = {}) => ({ type, ...more }) as unknown as ServerMessage

t.test('features are told in order what they missed, and from then on everything', async (t) => {
  const features = createLateFeatures()
  const heard: string[] = []
  t.notOk(features.receive(say('welcome')))
  t.notOk(features.receive(say('room')), 'the start needs it, too')
  t.ok(features.receive(say('room', { call: 'c' })), 'a call’s room is none of the start’s')
  for (const type of ['candidate', 'peer-connect', 'pong', 'error']) features.receive(say(type))
  features.receive(say('description', { call: 'c' }))
  features.attach([
    {
      receive({ type }) {
        heard.push(type)
        return type === 'chat-line'
      },
      welcomed: () => heard.push('welcomed'),
      lost: () => heard.push('lost'),
    },
  ])
  t.strictSame(heard.splice(0), ['welcome', 'welcomed', 'room', 'room', 'description'])
  t.ok(features.receive(say('chat-line')))
  t.notOk(features.receive(say('candidate')))
  features.lost()
  t.strictSame(heard, ['chat-line', 'candidate', 'lost'])
})

t.test('what was said on a socket that is gone is said again, and too much is not kept', async (t) => {
  const features = createLateFeatures()
  const heard: string[] = []
  features.receive(say('room'))
  features.lost()
  for (let line = 0; line < 600; line += 1) features.receive(say('chat-line', { nonce: String(line) }))
  features.attach([
    { receive: (message) => heard.push((message as { nonce?: string }).nonce ?? 'room') === 0 },
  ])
  t.equal(heard.length, 500)
  t.strictSame([heard[0], heard.at(-1)], ['100', '599'])
})
