/**
 * Moderation from the viewer, with the whole service, its hub and real data channels: who may mute and allow, who is silent
 * then, and what every viewer, page and console shows of it.
 */

import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'
import { connected, startViewer, type TestViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const app = await startTestApp(t, {})
const admin = await signedInAdmin(app)
const rpc = voiceRpc(app)

const BERT_HZ = 700
const LEVEL = 0.1

/** Whether sound of the next moments holds Bert's voice. */
async function hearsBert({ peer }: TestViewer): Promise<boolean> {
  peer.take()
  await new Promise((resolve) => setTimeout(resolve, 200))
  return peer.take().tone(BERT_HZ).left > LEVEL / 50
}

/** Who is marked as muted by a moderator in a viewer's list. */
const marked = ({ talk }: TestViewer) =>
  [...talk.people].flatMap(([agentId, { mutedByModerator }]) => (mutedByModerator ? [agentId] : [])).sort()

t.test('whom the region names mutes and allows in its regions, and everybody is shown it', async (t) => {
  const people = ['Anna Estate', 'Bert Loud', 'Carl Page'].map((name) => testAvatar(name))
  const [anna, bert, carl] = people as [
    (typeof people)[0] & {},
    (typeof people)[0] & {},
    (typeof people)[0] & {},
  ]
  const home = testRegion(app, people, 'Home')
  await home.push()
  const feed = setInterval(() => home.push().catch(() => undefined), 500)
  t.teardown(() => clearInterval(feed))
  const page = openSignal(app.url, await signIn(app.url, await home.link(carl)))
  page.send({ type: 'join', muted: false })
  await page.next('room')
  const enter = async ({ id: agentId }: typeof anna) => {
    const place = { position: [256_100, 256_100, 25] } as const
    const voice = agentId === bert.id ? { voice: tone(BERT_HZ, LEVEL) } : {}
    return connected(await startViewer(t, { rpc, regionId: home.id, agentId, place, ...voice }))
  }
  const [annas, berts] = [await enter(anna), await enter(bert)]

  const ask = async (by: typeof anna, operand: string, whom?: typeof anna, moderator = by === anna) => {
    const caller = { agentId: by.id, regionId: home.id, moderator }
    const request = { operand, ...(whom && { agent_id: whom.id }) }
    return (await rpc('spatial_voice_moderation_request', caller, request)).error ?? 'done'
  }
  const shown = (who: readonly (typeof anna)[], viewers = [annas, berts]) =>
    eventually(`${who.map(({ name }) => name).join() || 'nobody'} is shown as muted`, async () => {
      const ids = who
        .map(({ id }) => id)
        .sort()
        .join()
      const { body } = await admin.get(`/regions/${home.id}/live`)
      const inConsole = body.people.filter((one: { mutedByModerator: boolean }) => one.mutedByModerator)
      const lists = [...viewers.map(marked), inConsole.map((one: { agentId: string }) => one.agentId).sort()]
      return lists.every((list) => list.join() === ids)
    })
  /** As the page was told last. */
  const pageSays = (whom: typeof anna) =>
    page.messages
      .flatMap((message) =>
        message.type === 'participant-changed' && message.participant.agentId === whom.id
          ? [message.participant.listensOnly]
          : [],
      )
      .at(-1)

  t.match(await ask(carl, 'mute', bert), /may not moderate/)
  t.match(await ask(bert, 'mute_all'), /may not moderate/)
  await eventually('Bert is heard', () => hearsBert(annas))
  t.equal(await ask(anna, 'mute', bert), 'done')
  await shown([bert])
  await eventually('the page is told', () => pageSays(bert))
  await eventually('Bert is silent', async () => !(await hearsBert(annas)))
  const { body: live } = await admin.get(`/regions/${home.id}/live`)
  const his = live.people.find(({ agentId }: { agentId: string }) => agentId === bert.id)
  t.match(his, { mute: { by: 'Anna Estate' } })

  // A modified viewer says what it likes, and its region even vouches for it.
  berts.peer.tell(JSON.stringify({ m: { [bert.id]: false }, [bert.id]: { m: false, v: true } }))
  t.match(await ask(bert, 'unmute', bert), /may not moderate/)
  t.match(await ask(bert, 'unmute', bert, true), /is muted here/)
  t.match(await ask(bert, 'unmute_all', undefined, true), /is muted here/)
  berts.close()
  const again = await enter(bert)
  await shown([bert], [annas, again])
  t.notOk(await hearsBert(annas), 'nor does a new session help')

  t.equal(await ask(anna, 'unmute', bert), 'done')
  await shown([], [annas, again])
  await eventually('Bert is heard again', () => hearsBert(annas))
  t.equal(await ask(anna, 'mute_all'), 'done')
  await shown([bert, carl], [annas, again])
  t.equal(await ask(anna, 'unmute', bert), 'done', 'one is allowed to speak')
  await shown([carl], [annas, again])
  await eventually('and does', () => hearsBert(annas))
  t.equal(await ask(anna, 'mute', bert), 'done')
  await shown([bert, carl], [annas, again])
  t.equal(await ask(anna, 'unmute_all'), 'done')
  await shown([], [annas, again])
  const { body: audit } = await admin.get('/audit')
  t.match(
    audit.filter(({ actor }: { actor: string }) => actor === 'Anna Estate'),
    ['all-unmuted', 'muted', 'unmuted', 'all-muted', 'unmuted', 'muted'].map((act) => ({ act })),
  )

  // A moderator of the channel needs no word of the region, and the owner of other regions has none here.
  const { body: listed } = await admin.get('/channels')
  const { id, version } = listed.channels.find(({ name }: { name: string }) => name === home.id)
  const { status } = await admin.patch(`/channels/${id}`, { version, settings: { moderators: [carl.id] } })
  t.equal(status, 200)
  t.equal(await ask(carl, 'mute', bert), 'done')
  await shown([bert], [annas, again])
  const rights = ['positions', 'native-voice', 'capabilities']
  const { body: key } = await admin.post('/region-keys', { name: 'Lair', regions: [testUuid()], rights })
  const lair = { url: app.url, secrets: { regionSecret: key.secret } }
  const byLair = { agentId: anna.id, regionId: home.id, moderator: true }
  const free = { operand: 'unmute', agent_id: bert.id }
  t.match(await voiceRpc(lair)('spatial_voice_moderation_request', byLair, free), {
    error: /does not speak for that region/,
  })
  const asCap = { agent: anna.id, region: home.id, moderator: true, ...free }
  const caps = '/opensim/v1/caps/SpatialVoiceModerationRequest'
  const authorization = `Bearer ${key.secret}`
  t.equal((await home.post(caps, asCap, { authorization })).status, 403)
  t.same(marked(annas), [bert.id])
  t.equal((await home.post(caps, asCap)).status, 204, 'the same as a capability, by whom may')
  await shown([], [annas, again])
})

t.test('in a call of viewers a moderator mutes one, or everybody else, until the call is over', async (t) => {
  const [regionId, group, anna, bert] = [testUuid(), testUuid(), testUuid(), testUuid()]
  const enter = async (agentId: string) => {
    const request = { channel_type: 'multiagent', channel: group, credentials: 'sesame' }
    const voice = agentId === bert ? { voice: tone(BERT_HZ, LEVEL) } : {}
    return connected(await startViewer(t, { rpc, regionId, agentId, request, ...voice }))
  }
  const annas = await enter(anna)
  let berts = await enter(bert)
  const ask = async (request: object, agentId = anna, asking = rpc, session = group) => {
    const caller = { agentId, regionId, moderator: agentId === anna }
    const { error = 'done' } = await asking('chat_session_request', caller, {
      'session-id': session,
      ...request,
    })
    return error
  }
  const mute = (voice: boolean, agentId = bert) => ({
    method: 'mute update',
    params: { agent_id: agentId, mute_info: { voice } },
  })
  const muteAll = (voice: boolean) => ({
    method: 'session update',
    params: { update_info: { moderated_mode: { voice } } },
  })
  const shown = (who: readonly string[]) =>
    eventually(`${who.length} are shown as muted`, () =>
      [annas, berts].every((viewer) => marked(viewer).join() === [...who].sort().join()),
    )
  t.match(await ask(mute(true, anna), bert), /may not moderate/)
  t.match(
    await ask({ method: 'mute update', params: { agent_id: bert, mute_info: { text: true } } }),
    /voice/,
  )
  t.match(await ask(mute(true), anna, rpc, testUuid()), /no such call/)
  const { body: key } = await admin.post('/region-keys', {
    name: 'Lair',
    regions: [regionId],
    rights: ['native-voice'],
  })
  const lair = voiceRpc({ url: app.url, secrets: { regionSecret: key.secret } })
  t.match(await ask(mute(true), anna, lair), /reaches beyond/)
  await eventually('Bert is heard', () => hearsBert(annas))

  t.equal(await ask(mute(true), anna, rpc, group.toUpperCase()), 'done')
  await shown([bert])
  await eventually('Bert is silent', async () => !(await hearsBert(annas)))
  berts.close()
  berts = await enter(bert)
  await shown([bert])
  t.equal(await ask(mute(false)), 'done')
  await shown([])
  await eventually('Bert is heard again', () => hearsBert(annas))
  t.equal(await ask(muteAll(true)), 'done')
  await shown([bert])
  t.equal(await ask(mute(false)), 'done', 'everybody else: that one is allowed')
  await shown([])
  t.equal(await ask(muteAll(false)), 'done')
  t.equal(await ask(mute(true)), 'done')
  await shown([bert])
  await Promise.all([annas.logout(), berts.logout()])
  await eventually('the call is over', async () => /no such call/.test(await ask(muteAll(true))))
  const later = await enter(bert)
  t.same(marked(later), [], 'another call of that id knows nothing of it')
})
