/** The owner of two rooms, and of the grid, dies with its hub while people talk there: who is back when, and what was decided and used before still holds. Two minutes. */

import { setTimeout as sleep } from 'node:timers/promises'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { openLivingPage } from '../../helpers/pages/living-page.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openLink, signIn } from '../../helpers/signal-socket.js'
import { attack } from '../attack.js'
import { milliseconds, quantile } from '../measures.js'
import { startNodes } from './started-nodes.js'
import { require, type Teardown, undoing } from './teardown.js'
import { peopleInTwoRooms } from './two-rooms.js'

const SIZES = { pages: 20, viewers: 10, mediaPages: 4 }
/** For nine of ten pages; the lease itself lasts for 5 s. */
const BACK_WITHIN_MS = 8000
/** A viewer notices after seven seconds, and waits for half a second to one and a half more. */
const VIEWERS_BACK_WITHIN_MS = 10_000
/** The links of the room are kept by pages for that long, and those that nobody confirms are given up then. */
const LINKS_KEPT_MS = 32_000

async function drill(t: Teardown): Promise<void> {
  const cluster = await startNodes(t)
  const { front, nodes } = cluster
  const admin = await signedInAdmin(front)
  const owner = await cluster.gridOwner()
  const rooms = await peopleInTwoRooms(t, cluster, owner, SIZES)
  const { plaza } = rooms
  await rooms.settled()
  require(await owner.owns(plaza.id), 'another node owns the plaza')

  const roomOf = async (regionId: string) => {
    const found = (await admin.get('/rooms')).body as { channelId: number; regionIds: string[] }[]
    return found.find(({ regionIds }) => regionIds.includes(regionId))?.channelId
  }
  const channel = await eventually('the console shows the room', () => roomOf(plaza.id))
  const [muted] = rooms.plazaPages
  const banned = rooms.plazaPages[1]
  if (!muted || !banned) throw new Error('nobody is there')
  const tickets = testRegion(front, [], 'Plaza', plaza.id)
  const guests = ['Used', 'Unused', 'Short', 'Code'].map((name) => testAvatar(`${name} Guest`))
  const [used = '', unused = '', long = '', shortened = ''] = await Promise.all(
    guests.map((guest) => tickets.link(guest)),
  )
  const short = await shortOf(front.url, shortened)
  await signIn(front.url, used)
  await admin.post(`/rooms/${channel}/mute`, { agentId: muted.agentId, muted: true })
  await eventually('one is muted', () => muted.silence() === 'muted-by-moderator')
  await admin.post(`/rooms/${channel}/ban`, { agentId: banned.agentId, minutes: 60 })
  await eventually('one is out', () => !banned.isInRoom())
  rooms.gone(banned)
  await rooms.settled()

  await attack('the owner of both rooms and of the grid is killed', async () => {
    rooms.reset()
    const before = rooms.plazaPages.map(({ links }) => [...links].sort().join())
    const killedAt = performance.now()
    await owner.kill()
    await sleep(1000)
    await rooms.settled()
    const back = rooms.backAfter(killedAt)
    const { pagesOfPages, pagesOfViewers, viewers } = rooms.hubSilences()
    const times = (all: readonly number[]) =>
      `nine of ten back after ${Math.round(quantile(all, 0.9))} ms, all after ${Math.round(quantile(all, 1))}`
    const report = `pages: ${times(back.pages)}; viewers, and who hears them: ${times(back.viewers)}; through the hub pages heard nothing of a page for ${milliseconds(pagesOfPages)}, of a viewer for ${milliseconds(pagesOfViewers)}, viewers nothing for ${milliseconds(viewers)}`
    require(quantile(back.pages, 0.9) <= BACK_WITHIN_MS, report)
    require(quantile(back.viewers, 0.9) <= VIEWERS_BACK_WITHIN_MS, report)
    await sleep(LINKS_KEPT_MS)
    rooms.requireUnharmed()
    require(before.join(' ') ===
      rooms.plazaPages
        .map(({ links }) => [...links].sort().join())
        .join(' '), 'links of the plaza are others than before')
    return `${report}; direct voices never stopped, nobody was there twice`
  })
  await attack('what was decided and used holds at the new owners', async () => {
    const refused = async (link: string, what: string) =>
      require((await openLink(front.url, link)).status !== 200, `${what} was good again`)
    await refused(used, 'a used link')
    await signIn(front.url, unused)
    await refused(unused, 'a link')
    await signIn(front.url, short)
    await refused(short, 'a short link')
    await refused(shortened, 'a link that was used by its short name')
    const at = await Promise.allSettled([0, 1, 2, 3].map(() => signIn(front.url, long)))
    require(at.filter(({ status }) => status === 'fulfilled').length === 1, 'a link was good twice at once')
    require(muted.silence() === 'muted-by-moderator', 'a mute is lost')
    plaza.avatars.push({ ...testAvatar('Plaza 2'), id: banned.agentId })
    await plaza.push()
    const cookie = await signIn(front.url, await plaza.link({ ...testAvatar('Plaza 2'), id: banned.agentId }))
    const page = openLivingPage(t, { url: front.url, cookie, agentId: banned.agentId })
    await eventually('the ban holds', () => page.faults.includes('kicked'))
    page.close()
    const areas = await Promise.all(
      nodes.filter((node) => node.isUp()).map((node) => node.metric('voice_areas_owned')),
    )
    require(areas.reduce((sum, count) => sum + count, 0) === 3, `${areas.join(' + ')} areas instead of 3`)
    return `links, short links, a mute and a ban; the two nodes that are left own ${areas.join(' and ')} areas`
  })
}

async function shortOf(url: string, link: string): Promise<string> {
  const response = await fetch(`${url}/api/links/short`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket: link.replace(/^.*\/v\//, '') }),
  })
  const { ticket } = (await response.json()) as { ticket: string }
  if (!ticket) throw new Error(`no short link: ${response.status}`)
  return ticket
}

await undoing(drill).finally(endMediaPeers)
