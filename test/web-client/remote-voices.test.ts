/** Voices that arrive by more than one way: each is heard once, and goes on by another when its way ends. */

import t from 'tap'
import { createRemoteVoices } from '../../web-client/media/remote-voices.js'
import type { VoiceSource, VoiceSourceEvents } from '../../web-client/media/voice-source.js'

const stream = (name: string) => ({ id: name }) as MediaStream

function setUp() {
  const heard: string[] = []
  const flowing = new Set<string>(['p2p', 'hub'])
  const voices = createRemoteVoices({
    isOutputOpen: () => true,
    onVoice: (agentId, { id }) => heard.push(`${agentId}: ${id}`),
    onVoiceGone: (agentId) => heard.push(`${agentId}: nothing`),
    onChange: () => undefined,
    onError: () => undefined,
  })
  const attach = (media: 'p2p' | 'hub') => {
    let tell: VoiceSourceEvents | undefined
    const source: VoiceSource = {
      flows: () => flowing.has(media),
      send: () => undefined,
      restart: () => undefined,
      level: () => (media === 'hub' ? 0.5 : 0.25),
      report: async () => ({ media, quality: 'good' }),
      close: () => undefined,
    }
    voices.attach((events) => {
      tell = events
      return source
    })
    if (!tell) throw new Error('not attached')
    return tell
  }
  return { heard, flowing, voices, p2p: attach('p2p'), hub: attach('hub') }
}

t.test('the newest way is the one that is heard and reported', async (t) => {
  const { heard, voices, p2p, hub } = setUp()
  p2p.onVoice('anna', stream('straight'))
  t.match(await voices.report('anna'), { media: 'p2p' })
  hub.onVoice('anna', stream('forwarded'))
  t.strictSame(heard, ['anna: straight', 'anna: forwarded'])
  t.equal(voices.level('anna'), 0.5)
  t.match(await voices.report('anna'), { media: 'hub' })
  // The way that is left ends a moment later: nothing is heard of that.
  p2p.onVoiceGone('anna')
  t.equal(heard.length, 2)
  t.strictSame([...voices.agentIds()], ['anna'])
})

t.test('when the way that is heard ends, an older one goes on, and then nothing', async (t) => {
  const { heard, voices, p2p, hub } = setUp()
  p2p.onVoice('anna', stream('straight'))
  hub.onVoice('anna', stream('forwarded'))
  hub.onVoiceGone('anna')
  t.equal(heard.at(-1), 'anna: straight')
  p2p.onVoiceGone('anna')
  t.equal(heard.at(-1), 'anna: nothing')
  t.strictSame([...voices.agentIds()], [])
  t.strictSame(await voices.report('anna'), { media: undefined, quality: undefined })
})

t.test('a way that is only being made silences nobody, and one that stops gives way', (t) => {
  const { heard, voices, flowing, p2p, hub } = setUp()
  hub.onVoice('anna', stream('forwarded'))
  flowing.delete('p2p')
  p2p.onVoice('anna', stream('straight'))
  t.strictSame(heard, ['anna: forwarded'])
  flowing.add('p2p')
  voices.settle()
  t.equal(heard.at(-1), 'anna: straight')
  flowing.delete('p2p')
  p2p.onChange('anna')
  t.equal(heard.at(-1), 'anna: forwarded')
  t.end()
})
