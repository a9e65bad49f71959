/** PostgreSQL is away for half a minute while three nodes serve: no new channel, and everything else goes on. One minute. */

import { setTimeout as sleep } from 'node:timers/promises'
import { accountNameOf } from '../../../src/voice/accounts/account-name.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { viewerOffer } from '../../helpers/media/bare-offer.js'
import { type LivingPage, openLivingPage } from '../../helpers/pages/living-page.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { find } from '../../helpers/regions/vivox-module.js'
import { createVivoxRegion } from '../../helpers/regions/vivox-region.js'
import { signIn } from '../../helpers/signal-socket.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'
import { attack } from '../attack.js'
import { milliseconds } from '../measures.js'
import { startCodeRegion } from './codes.js'
import { startNodes } from './started-nodes.js'
import { require, type Teardown, undoing } from './teardown.js'

const AWAY_MS = 30_000
const PAGES = 12
const FEED_INTERVAL_MS = 500

async function drill(t: Teardown): Promise<void> {
  const codes = await startCodeRegion(t)
  const cluster = await startNodes(t, { env: { REMOTE_ADMIN_FILE: codes.file } })
  const { front, nodes, postgres } = cluster
  await cluster.gridOwner()
  const avatars = Array.from({ length: PAGES + 3 }, (_, index) =>
    testAvatar(`Resident ${index + 1}`, [100 + index, 100, 25]),
  )
  const [first] = nodes
  if (!first) throw new Error('nodes are needed')
  const region = testRegion(front, avatars, 'Home', cluster.regionOf(first))
  await eventually('the region is owned', () => region.push().then(() => true))
  const feed = setInterval(() => region.push().catch(() => undefined), FEED_INTERVAL_MS)
  t.teardown(() => clearInterval(feed))
  const enter = async (avatar: (typeof avatars)[number]) => {
    const cookie = await eventually('signed in', async () => signIn(front.url, await region.link(avatar)))
    return openLivingPage(t, { url: front.url, cookie, agentId: avatar.id })
  }
  const pages: LivingPage[] = []
  for (const avatar of avatars.slice(0, PAGES)) pages.push(await enter(avatar))
  await eventually('all are in one room', () =>
    pages.every((page) => page.isInRoom() && page.others.size === PAGES - 1),
  )
  const rpc = voiceRpc(front)
  /** What a viewer is answered: `undefined` where it is let in, else why not. */
  const viewer = async (agentId: string) => {
    const jsep = { type: 'offer', sdp: viewerOffer() }
    const caller = { agentId, regionId: region.id }
    return (await rpc('provision_voice_account_request', caller, { jsep, channel_type: 'local' })).error
  }
  const [known, unknown] = avatars.slice(PAGES)
  if (!known || !unknown) throw new Error('nobody is there')
  await eventually('a viewer is let in', async () => (await viewer(known.id)) === undefined)
  const admin = await signedInAdmin(front)
  const rooms = (await admin.get('/rooms')).body as { channelId: number }[]

  const vivox = createVivoxRegion({
    port: Number(new URL(front.url).port),
    secure: true,
    user: 'opensim',
    password: front.secrets.vivoxAdminPassword,
  })
  t.teardown(vivox.close)
  const [resident, newcomerName] = [accountNameOf(testUuid()), accountNameOf(testUuid())]
  // Whatever node its first requests come to.
  await eventually('a region gets an account', () => vivox.provision(resident, 'a password'))

  await attack('PostgreSQL is away for 30 s', async () => {
    const outages = pages.map((page) => page.outages.length)
    const moves = pages.map((page) => page.moves())
    await postgres.stop('SIGKILL')
    await eventually('every node says so', async () =>
      (await Promise.all(nodes.map(({ url }) => fetch(`${url}/readyz`)))).every(
        ({ status }) => status === 503,
      ),
    )
    await sleep(AWAY_MS / 2)
    const begun = performance.now()
    const late = avatars[PAGES + 2]
    if (!late) throw new Error('nobody is there')
    const newcomer = await enter(late)
    await eventually('somebody joins', () => newcomer.isInRoom() && newcomer.others.size === PAGES)
    const joined = performance.now() - begun
    const [muted] = pages
    const mute = await admin.post(`/rooms/${rooms[0]?.channelId}/mute`, {
      agentId: muted?.agentId,
      muted: true,
    })
    await eventually('a mute is in force', () => muted?.silence() === 'muted-by-moderator')
    const again = await viewer(known.id)
    require(again === undefined, `a viewer who had come before was told: ${again}`)
    const stranger = await viewer(unknown.id)
    require(stranger === undefined, `a viewer who had never come was told: ${stranger}`)
    const channel = await admin.post('/channels', { name: testUuid(), description: 'New', settings: {} })
    require(channel.status ===
      503, `a new channel was answered ${channel.status} ${JSON.stringify(channel.body)}`)
    const asked = `&auth_token=${vivox.state.token}`
    const knows = await vivox.call(`viv_get_acct.php?user_name=${resident}${asked}`)
    require(find(knows ?? '', 'response.level0.status') === 'OK', `a known account: ${knows}`)
    const made = await vivox.call(`viv_adm_acct_new.php?username=${newcomerName}&pwd=x${asked}`)
    require(find(made ?? '', 'response.level0.status') !== 'OK', `a new account: ${made}`)
    await (await codes.newcomer(front.url)).signsInOnce()
    for (const avatar of avatars) avatar.pos = [avatar.pos[0], avatar.pos[1] + 1, 25]
    await sleep(AWAY_MS / 2)
    require(outages.every((count, index) => pages[index]?.outages.length === count), 'a page lost its socket')
    require(moves.every(
      (count, index) => (pages[index]?.moves() ?? 0) > count,
    ), 'somebody is told no steps any more')
    await postgres.start()
    const backAt = performance.now()
    await eventually('every node is ready', async () =>
      (await Promise.all(nodes.map(({ url }) => fetch(`${url}/readyz`)))).every(({ ok }) => ok),
    )
    const ready = performance.now() - backAt
    await eventually('a new account is made', () => vivox.provision(newcomerName, 'a password'))
    const rule = await eventually('the mute is written', async () => {
      const { rows } = await postgres.run(
        cluster.databaseUrl,
        'select 1 from speech_rules where agent_id = $1',
        [muted?.agentId],
      )
      return rows.length === 1
    })
    require(rule, 'the mute is lost')
    const faults = pages.flatMap((page) => page.faults)
    require(faults.length === 0, `pages showed: ${[...new Set(faults)].join(', ')}`)
    return `no page lost its socket, steps were told all the time; somebody joined in ${milliseconds([joined])}; a mute (${mute.status}) was in force at once and written later; viewers were let in, one who had never come, too; a new channel got 503, a new account was refused and a known one was not, a code was good once; every node was ready ${Math.round(ready)} ms after it answered`
  })
}

await undoing(drill)
