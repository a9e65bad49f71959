/** A private call against the whole service: its two hear each other, a third is refused, and no trace of it is kept. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { tone } from '../../helpers/browser/voice-sound.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { startTestApp } from '../../helpers/test-app.js'
import { connected, hearTone, startViewer } from '../../helpers/viewers/viewer.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const ANNA_HZ = 450
const BERT_HZ = 700

function xor(one: string, other: string): string {
  const digits = [...one].map((digit, index) =>
    digit === '-'
      ? digit
      : (Number.parseInt(digit, 16) ^ Number.parseInt(other[index] ?? '', 16)).toString(16),
  )
  return digits.join('')
}

t.test('a private call', async (t) => {
  const app = await startTestApp(t)
  const [anna, bert] = [testAvatar('Anna Call'), testAvatar('Bert Call')]
  const region = testRegion(app, [anna, bert])
  await region.push()
  const channel = xor(anna.id, bert.id)
  const join = (agentId: string, credentials: string, toneHz: number) =>
    startViewer(t, {
      rpc: voiceRpc(app),
      regionId: region.id,
      agentId,
      request: { channel_type: 'multiagent', channel, credentials },
      voice: tone(toneHz, 0.1),
    }).then(connected)

  // Whoever can reckon the id was quicker than the two.
  const eve = await join(testUuid(), 'mine', 1000)
  const one = await join(anna.id, 'secret', ANNA_HZ)
  await eventually('the intruder is out', () => !eve.peer.isConnected())
  await t.rejects(join(eve.agentId, 'secret', 1000), /private/)
  const two = await join(bert.id, 'secret', BERT_HZ)
  await eventually('Bert hears Anna', async () => (await hearTone(two, ANNA_HZ, 0.2)).both > 0.03)
  await eventually('Anna hears Bert', async () => (await hearTone(one, BERT_HZ, 0.2)).both > 0.03)
  t.same([...one.talk.people.keys()].sort(), [anna.id, bert.id].sort())
  await t.rejects(join(testUuid(), 'wrong', 1000), /private/)
  await t.rejects(join(bert.id, 'wrong', 1000), /credentials/)

  const owner = await signedInAdmin(app)
  t.same((await owner.get('/rooms')).body, [])
  t.match((await owner.get('/channels')).body, { total: 0 })
  const { people } = (await owner.get(`/regions/${region.id}/live`)).body
  t.match(people[0], {
    channelId: null,
    connections: [{ client: 'viewer', channelId: null, state: 'in-room' }],
  })
  t.notMatch(JSON.stringify((await owner.get('/overview')).body), channel)
  t.notMatch(JSON.stringify(app.log), channel)

  await one.logout()
  await eventually('Bert sees that Anna has left', () => !two.talk.people.has(anna.id))
})
