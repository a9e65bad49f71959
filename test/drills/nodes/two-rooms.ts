/** Two rooms of one owner with people in them: one where voices go from page to page, and one with native viewers, through the hub. */

import { tone } from '../../helpers/browser/voice-sound.js'
import { eventually } from '../../helpers/eventually.js'
import { createHearing, type Hearing } from '../../helpers/media/hearing.js'
import { type LivingPage, type LivingPageOptions, openLivingPage } from '../../helpers/pages/living-page.js'
import { type TestRegion, testAvatar, testRegion } from '../../helpers/regions/region.js'
import { signIn } from '../../helpers/signal-socket.js'
import { type LivingViewer, startLivingViewer } from '../../helpers/viewers/living-viewer.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'
import { many } from '../measures.js'
import type { StartedNode, StartedNodes } from './started-nodes.js'
import { require, type Teardown } from './teardown.js'

const [VIEWER_HZ, PAGE_HZ] = [700, 1100]
const LEVEL = 0.1
/** A simulator tells where people are about as often. */
const FEED_INTERVAL_MS = 500
const SETTLED_MS = 90_000
/** Far away from the stage, so that neither hears the other. */
const PLAZA_CORNER = [512_000, 512_000] as const

export interface RoomSizes {
  /** Of each room. */
  readonly pages: number
  readonly viewers: number
  /** So many pages of the room with viewers are connected to the hub. */
  readonly mediaPages: number
}

/** By who hears whom. A viewer whose node has ended is away for eight seconds by its own rules. */
export interface HubSilences {
  readonly pagesOfPages: readonly number[]
  readonly pagesOfViewers: readonly number[]
  readonly viewers: readonly number[]
}

export interface TwoRooms {
  readonly plaza: TestRegion
  readonly stage: TestRegion
  readonly plazaPages: readonly LivingPage[]
  readonly stagePages: readonly LivingPage[]
  readonly viewers: readonly LivingViewer[]
  /** A resident of the plaza has been sent away for good, with their avatar. */
  gone(page: LivingPage): void
  /** What is measured from now on. */
  reset(): void
  /** Waits until everybody is there and hears everybody. */
  settled(): Promise<void>
  /** When each was back, in milliseconds after that moment by the stopwatch; nobody's who never was away. */
  backAfter(since: number): { readonly pages: readonly number[]; readonly viewers: readonly number[] }
  /** Each time that a page was out of its room, in milliseconds. */
  outages(): readonly number[]
  /** How many sockets pages have lost. */
  lostSockets(): number
  /** The longest silence of each who listens through the hub, in milliseconds. */
  hubSilences(): HubSilences
  /** How many ends of direct links on the plaza were cut or made anew, though both residents were there. */
  remade(): number
  /** @throws Error for somebody who is there twice, was shown a fault, or whose direct voices stopped */
  requireUnharmed(mayRemake?: boolean): void
}

export async function peopleInTwoRooms(
  t: Teardown,
  { front, regionOf }: StartedNodes,
  owner: StartedNode,
  sizes: RoomSizes,
): Promise<TwoRooms> {
  const enter = async (region: TestRegion, index: number, media?: LivingPageOptions['media']) => {
    const avatar = region.avatars[index]
    if (!avatar) throw new Error('nobody is there')
    // The balancer may close an idle connection at the moment that it is used again.
    const cookie = await eventually('signed in', async () => signIn(front.url, await region.link(avatar)))
    return openLivingPage(t, { url: front.url, cookie, agentId: avatar.id, ...(media && { media }) })
  }
  // Two groups out of each other's reach, so that nobody has more than twelve others in theirs.
  const plaza = testRegion(
    front,
    Array.from({ length: sizes.pages }, (_, index) =>
      testAvatar(`Plaza ${index + 1}`, [(index % 2 === 0 ? 20 : 220) + index / 2, 100, 25]),
    ),
    'Plaza',
    regionOf(owner),
    PLAZA_CORNER,
  )
  const stage = testRegion(
    front,
    Array.from({ length: sizes.pages + sizes.viewers }, (_, index) =>
      testAvatar(`Stage ${index + 1}`, [100 + index / 4, 100, 25]),
    ),
    'Stage',
    regionOf(owner),
  )
  const feed = () => {
    for (const region of [plaza, stage]) region.push().catch(() => undefined)
  }
  await eventually('the regions are owned', () => Promise.all([plaza.push(), stage.push()]))
  const timer = setInterval(feed, FEED_INTERVAL_MS)
  t.teardown(() => clearInterval(timer))

  const plazaPages: LivingPage[] = []
  const stagePages: LivingPage[] = []
  await many(sizes.pages, async (index) => void plazaPages.push(await enter(plaza, index)))
  // One after the other follows the page's voice and the viewer's; each hears all that the hub has in its four slots.
  const hearingOf = (index: number) => createHearing(index % 2 === 0 ? PAGE_HZ : VIEWER_HZ)
  const isOfViewer = (_hearing: Hearing, index: number) => index % 2 === 1
  const pageHearings = Array.from({ length: sizes.mediaPages - 1 }, (_, index) => hearingOf(index))
  const viewerHearings = Array.from({ length: Math.max(0, sizes.viewers - 1) }, (_, index) =>
    hearingOf(index),
  )
  await many(sizes.pages, async (index) => {
    if (index >= sizes.mediaPages) return void stagePages.push(await enter(stage, index))
    const hearing = pageHearings[index - 1]
    const media = hearing ? { hearings: [hearing] } : { voice: tone(PAGE_HZ, LEVEL) }
    return void stagePages.push(await enter(stage, index, media))
  })
  const viewers = stage.avatars.slice(sizes.pages).map(({ id: agentId }, index) => {
    const offset = (sizes.pages + index) / 4
    const hearing = viewerHearings[index - 1]
    const asked = { rpc: voiceRpc(front), agentId, regionId: stage.id }
    const place = { position: [256_100 + offset, 256_100, 25] as const }
    // The first one hears the page, so that it is never without a sound.
    return startLivingViewer(
      t,
      { ...asked, place, ...(index === 0 && { voice: tone(VIEWER_HZ, LEVEL) }) },
      hearing ? [hearing] : [],
    )
  })
  const ears = [...pageHearings, ...viewerHearings]
  const pages = () => [...plazaPages, ...stagePages]
  /** Everybody's number of times in the room before. */
  let outagesBefore = new Map<LivingPage, number>()
  let socketsBefore = 0

  const remade = () => plazaPages.flatMap((page) => page.remade).length

  function reset(): void {
    for (const ear of ears) ear.forget()
    outagesBefore = new Map(pages().map((page) => [page, page.outages.length]))
    socketsBefore = pages().reduce((sum, page) => sum + page.sockets(), 0)
    for (const page of pages()) page.remade.splice(0)
  }
  const isWhole = (region: TestRegion) => (page: LivingPage) =>
    page.isInRoom() && page.others.size === region.avatars.length - 1
  const isEverybodyThere = () =>
    plazaPages.every(isWhole(plaza)) &&
    stagePages.every(isWhole(stage)) &&
    viewers.every((viewer) => viewer.isConnected()) &&
    ears.every((ear) => ear.isHeard())
  const absent = () =>
    [
      ...[
        { name: 'plaza', region: plaza, those: plazaPages },
        { name: 'stage', region: stage, those: stagePages },
      ].map(({ name, region, those }) => {
        const broken = those.filter((page) => !isWhole(region)(page))
        const [first] = broken
        const seen = first && `: ${first.isInRoom() ? 'in' : 'out of'} its room, lists ${first.others.size}`
        return `${broken.length} of the ${name}${seen ?? ''}`
      }),
      `${viewers.filter((viewer) => !viewer.isConnected()).length} viewers (${viewers.flatMap(({ refusals }) => refusals.slice(-1)).at(-1) ?? 'no refusal'})`,
      `${pageHearings.filter((ear) => !ear.isHeard()).length} pages' ears, ${viewerHearings.filter((ear) => !ear.isHeard()).length} viewers'`,
    ].join(', ')

  return {
    plaza,
    stage,
    plazaPages,
    stagePages,
    viewers,
    gone(page) {
      page.close()
      plazaPages.splice(plazaPages.indexOf(page), 1)
      const index = plaza.avatars.findIndex(({ id }) => id === page.agentId)
      plaza.avatars.splice(index, 1)
    },
    reset,
    async settled() {
      await eventually('everybody is there', isEverybodyThere, SETTLED_MS).catch((error: unknown) => {
        throw new Error(`not everybody is there: missing ${absent()}`, { cause: error })
      })
    },
    backAfter(since) {
      const after = (times: readonly number[], ears: readonly Hearing[]) =>
        [...times, ...ears.flatMap((ear) => ear.heardAgainAt() ?? [])]
          .map((time) => time - since)
          .filter((milliseconds) => milliseconds > 0)
      const away = pages().filter((page) => page.outages.length > (outagesBefore.get(page) ?? 0))
      return {
        pages: after(
          away.map((page) => page.inRoomAt()),
          pageHearings.filter((hearing, index) => !isOfViewer(hearing, index)),
        ),
        viewers: after(
          viewers.map((viewer) => viewer.connectedAt()),
          [...pageHearings.filter(isOfViewer), ...viewerHearings],
        ),
      }
    },
    outages: () => pages().flatMap((page) => page.outages.slice(outagesBefore.get(page) ?? 0)),
    lostSockets: () => pages().reduce((sum, page) => sum + page.sockets(), 0) - socketsBefore,
    hubSilences() {
      const silences = (hearings: readonly Hearing[]) => hearings.map((hearing) => hearing.longestSilenceMs())
      return {
        pagesOfPages: silences(pageHearings.filter((hearing, index) => !isOfViewer(hearing, index))),
        pagesOfViewers: silences(pageHearings.filter(isOfViewer)),
        viewers: silences(viewerHearings),
      }
    },
    remade,
    requireUnharmed(mayRemake = false) {
      require(mayRemake || remade() === 0, `${remade()} ends of direct links on the plaza were made anew`)
      const twice = pages().flatMap((page) => page.twice)
      require(twice.length === 0, `${twice.length} were told of somebody twice`)
      const faults = pages().flatMap((page) => page.faults)
      require(faults.length === 0, `pages showed: ${[...new Set(faults)].join(', ')}`)
    },
  }
}
