/** What the browser remembers: settings and personal volumes, whatever is found in its storage. */

import t from 'tap'
import { createPersonalVolumes, MAX_REMEMBERED } from '../../web-client/hearing/personal-volumes.js'
import { createSettings, DEFAULT_SETTINGS, type TextStorage } from '../../web-client/settings/settings.js'
import { createOwnEffort } from '../../web-client/speaking/own-effort.js'

function memory(entries: Record<string, string> = {}): TextStorage {
  const values = new Map(Object.entries(entries))
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => {
      values.set(key, value)
    },
    removeItem: (key) => {
      values.delete(key)
    },
  }
}

t.test('settings come back; what is no setting does not', async (t) => {
  const storage = memory()
  createSettings(storage).change({ masterVolume: 0.5, talkKey: 'KeyV' })
  t.match(createSettings(storage).values.value, { ...DEFAULT_SETTINGS, masterVolume: 0.5, talkKey: 'KeyV' })

  for (const text of ['', 'null', '[]', '{', '{"masterVolume":"loud","headphones":1,"foreign":true}'])
    t.strictSame(createSettings(memory({ 'voice-settings': text })).values.value, DEFAULT_SETTINGS, text)
})

t.test('noise suppression from before there were three kinds is the kind it was', (t) => {
  const read = (noiseSuppression: unknown) =>
    createSettings(memory({ 'voice-settings': JSON.stringify({ noiseSuppression }) })).values.value
      .noiseSuppression
  for (const [stored, kind] of [
    [true, 'browser'],
    [false, 'off'],
    ['strong', 'strong'],
    ['off', 'off'],
    ['other', 'browser'],
    [1, 'browser'],
  ])
    t.equal(read(stored), kind, String(stored))
  t.end()
})

t.test('personal volumes come back, the most recent of them', async (t) => {
  const storage = memory()
  const volumes = createPersonalVolumes(storage)
  for (let person = 0; person <= MAX_REMEMBERED; person += 1)
    volumes.change(`agent-${person}`, { volume: 0.5 })
  volumes.change('agent-7', { silenced: true })
  volumes.change('agent-8', { volume: 1 })
  const again = createPersonalVolumes(storage)
  t.strictSame(again.of('agent-0'), { volume: 1, silenced: false }, 'the oldest is forgotten')
  t.strictSame(again.of('agent-7'), { volume: 0.5, silenced: true })
  t.strictSame(again.of('agent-8'), { volume: 1, silenced: false })

  const broken = JSON.stringify([['a', 'x'], 7, null, ['b', 99], ['c', 0.25, true]])
  const found = createPersonalVolumes(memory({ 'voice-people': broken }))
  t.strictSame([found.of('a').volume, found.of('b').volume, found.of('c').volume], [1, 1, 0.25])
})

t.test('a browser that forbids storage forgets, and goes on', async (t) => {
  const forbidden: TextStorage = {
    getItem() {
      throw new Error('forbidden')
    },
    setItem() {
      throw new Error('forbidden')
    },
    removeItem() {
      throw new Error('forbidden')
    },
  }
  const settings = createSettings(forbidden)
  settings.change({ headphones: false })
  t.equal(settings.values.value.headphones, false)
  const volumes = createPersonalVolumes(forbidden)
  volumes.change('a', { volume: 2 })
  t.equal(volumes.of('a').volume, 2)
})

t.test('whether somebody whispers is remembered for the tab’s session, and told once', (t) => {
  const sessionStorage = memory({ 'voice-effort': 'yell' })
  const told: string[] = []
  const own = createOwnEffort({ sessionStorage }, (effort) => told.push(effort))
  t.equal(own.value.value, 'talk')
  own.choose('whisper')
  own.choose('whisper')
  t.strictSame(told, ['whisper'])
  t.equal(createOwnEffort({ sessionStorage }, () => undefined).value.value, 'whisper')
  t.equal(createOwnEffort({ sessionStorage: undefined }, () => undefined).value.value, 'talk')
  t.end()
})
