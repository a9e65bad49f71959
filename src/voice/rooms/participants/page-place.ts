/** One page's participation in the room of its place: brings it into the room where its avatar stands, and keeps it there. */

import { VoiceError } from '../../../errors.js'
import { createMachine } from '../../../pure/state-machine.js'
import type { Avatar, Region } from '../../grids/grid.js'
import { expulsionOf } from '../../moderation/room-moderation.js'
import type { Timers } from '../../ports.js'
import type { GoneProof } from '../../presence/avatar-state.js'
import type { Presence } from '../../presence/presence.js'
import { isNearBorder } from '../../presence/regions/near-border.js'
import type { Admission } from '../admission.js'
import type { Room } from '../room.js'
import type { Ending, NoRoomReason } from '../room-event.js'
import { placeOf } from '../room-key.js'
import type { RoomRegistry } from '../room-registry.js'
import { createAccountCheck } from './account-check.js'
import { NOWHERE } from './nowhere.js'
import { createPageParticipant, type PageJoin, type PageParticipant } from './page-participant.js'
import { createPageSocket } from './page-socket.js'
import {
  missingReason,
  PLACE_TIMES_MS,
  PLACE_TRANSITIONS,
  type PlaceEvent,
  type PlaceState,
  placeTimeMs,
} from './place-states.js'
import type { Spot } from './spots.js'
import type { ViewerParticipants } from './viewer-participants.js'

export interface PagePlaceOptions {
  readonly registry: Pick<RoomRegistry, 'open' | 'closeIfEmpty'>
  readonly viewers: Pick<ViewerParticipants, 'yieldRoom'>
  readonly admission: Pick<Admission, 'isVoiceOff' | 'requireAccount' | 'refusalOf' | 'noteRefused'>
  readonly presence: Pick<
    Presence,
    'viewerReport' | 'gridWord' | 'isToldByGrid' | 'isGridKnown' | 'stateOf' | 'watch'
  >
  readonly spotOf: (avatar: Avatar) => Spot | undefined
  /** Called when the page has left a room: there may be space for those who wait. */
  readonly onLeft: (room: Room) => void
  /** Called when the participation is over. */
  readonly onOver: (place: PagePlace) => void
  /** Called when it is over and nothing takes its place. */
  readonly onGone: (place: PagePlace) => void
  /** Called when the reason why it is in no room has changed. */
  readonly onNoRoom: (place: PagePlace) => void
  /** Called when its place is another one, with the names that a channel of that place may have. */
  readonly onPlaced: (place: PagePlace, names: readonly (string | null)[]) => void
  readonly timers: Timers
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

/** What a page that joins again takes over from the page before it. */
interface Earlier {
  readonly place: PagePlace
  /** The state of the page before. */
  readonly state: PlaceState
  /** The room of the page before, which the new page enters at once. */
  readonly room: Room | undefined
}

export interface PagePlace {
  readonly page: PageParticipant
  readonly room: Room | undefined
  /** The page has taken the voice over from the avatar's viewer, which still tells where the avatar is. */
  readonly leads: boolean
  /** Why it is in no room, as the page was told. */
  readonly noRoom: NoRoomReason | undefined
  readonly state: PlaceState
  /** The region in which its avatar was last. */
  readonly regionId: string | undefined
  /** Whether its place is known, but it is not (yet) in that place's room. */
  readonly isAtDoor: boolean
  /** The region key that alone vouches for its avatar; `undefined`: the grid does. */
  readonly keyId: string | undefined
  /** Its place may have another room now, or the room may let it in. */
  lookAgain(): void
  /** That region was out of reach: an empty list from it proved nothing. */
  outage(region: Region): void
  setFeedLost(lost: boolean): void
  /** Tells the page why it is in no room if the reason has changed. */
  explainAgain(): void
  leaveRoom(): void
  /** Ends the participation without telling anybody: the page or viewer that takes over must enter the room at once. */
  yieldRoom(): Room | undefined
  /** Goes on with the same page on a new socket; the others are told nothing. */
  resume(page: PageJoin): void
  end(ending: Ending): void
}

export function createPagePlace(options: PagePlaceOptions, join: PageJoin, earlier?: Earlier): PagePlace {
  const { registry, viewers, admission, presence, timers, onError } = options
  const { onLeft, onOver, onGone, onNoRoom, onPlaced } = options
  const first = options.spotOf(join)
  const wasAway = earlier?.state === 'unheard' || earlier?.state === 'region-away'
  let key: string | undefined
  /** That of the room which the page is in. */
  let enteredKey: string | undefined
  let regionId = earlier?.place.regionId
  let leads = earlier?.place.leads ?? false
  let noRoom: NoRoomReason | undefined
  let { confinement } = join
  let cancelTime: (() => void) | undefined

  const page = createPageParticipant(
    join,
    {
      pose: (earlier?.room && earlier.place.page.pose) ?? first ?? { grid: join.grid, ...NOWHERE },
      feedLost: earlier?.place.page.feedLost ?? false,
    },
    { leave, lost: (why = 'broken') => void socket.tell(why) },
  )
  const socket = createPageSocket(timers, leave)
  const isAccountInForce = createAccountCheck(admission, page, earlier !== undefined)
  const life = createMachine<PlaceState, PlaceEvent>(
    PLACE_TRANSITIONS,
    wasAway ? 'region-away' : 'waiting',
    (state, before) => {
      // An outage of its region does not make the grace period longer.
      if (!(before === 'unlisted' && state === 'unheard')) startTime(state)
      if (state === 'left-world' || state === 'region-away') goMissing()
    },
  )

  function startTime(state: PlaceState): void {
    cancelTime?.()
    // Where nobody tells where it stands, nobody knows of a border either.
    const milliseconds = placeTimeMs(state, !page.unplaced && isNearBorder(page.pose.position))
    cancelTime = milliseconds === undefined ? undefined : timers.after(milliseconds, timeUp)
  }

  function timeUp(): void {
    if (life.tell('time-up') && life.state() === 'over') finish({ reason: 'left-world' })
  }

  function leaveRoom(): void {
    const { room } = page
    page.room = undefined
    room?.leave(page.agentId)
    if (!room) return
    registry.closeIfEmpty(room)
    onLeft(room)
  }

  function enterRoom(room: Room, unplaced: boolean): void {
    const older = page.room
    // Not in the old room, whose people would be told.
    if (older !== room) page.room = undefined
    page.setUnplaced(unplaced)
    if (older === room) return
    viewers.yieldRoom(room.key, page)?.({ type: 'ended', reason: 'replaced' })
    page.room = room
    explain(undefined)
    if (!older) return room.enter(page)
    room.enterFrom(older, page)
    registry.closeIfEmpty(older)
    onLeft(older)
  }

  function explain(reason: NoRoomReason | undefined): void {
    noRoom = reason
    onNoRoom(place)
  }

  function stayOut(reason: NoRoomReason): void {
    leaveRoom()
    page.takeOffer?.()
    explain(reason)
    page.tell({ type: 'room-left', reason })
  }

  /** Why nobody tells where the avatar is: it is in no region, or in one that tells nothing. */
  function whyMissing(): NoRoomReason {
    const isTold =
      regionId === undefined
        ? presence.isGridKnown(page.grid)
        : presence.isToldByGrid(page.grid) || presence.stateOf({ grid: page.grid, regionId }) !== 'no-feed'
    const isAway = life.state() === 'region-away' || life.state() === 'unheard'
    return missingReason({ isTold, isAway, isByViewer: leads })
  }

  function goMissing(): void {
    key = undefined
    onPlaced(place, [])
    stayOut(whyMissing())
  }

  /** Finds the channel of a place. The avatar may have gone elsewhere by the time it is found. */
  async function lookUp(spot: Spot): Promise<void> {
    key = spot.key
    onPlaced(place, spot.byViewer ? [] : [spot.parcelId, spot.regionId])
    if (admission.isVoiceOff(spot)) return noRoom === 'voice-off' ? undefined : stayOut('voice-off')
    if (confinement?.isGoodIn(spot) === false) return stayOut('link-confined')
    const [channel, allowed] = await Promise.all([spot.channel(), isAccountInForce()])
    if (life.state() === 'over' || key !== spot.key) return
    if (!allowed) return end({ reason: 'kicked', expulsion: {} })
    // The viewer asks its region again, which names another channel.
    if (!channel) return stayOut(whyMissing())
    const now = options.spotOf(page) ?? spot
    // A region tells of its parcels after it has told who stands there: the page knows by now.
    if (admission.isVoiceOff(now)) return noRoom === 'voice-off' ? undefined : stayOut('voice-off')
    page.setFeedLost(now.lost)
    // Not earlier: coordinates of the new place mean nothing in the old room.
    page.setPose(now)
    if (now.byViewer) leads = true
    const subject = placeOf(channel)
    const refusal = admission.refusalOf(page, subject)
    if (refusal?.reason === 'banned') return end({ reason: 'kicked', expulsion: expulsionOf(refusal.ban) })
    if (refusal) {
      // It asks every second.
      if (refusal.reason === 'grid-full' && noRoom === 'grid-full') return
      admission.noteRefused(page, refusal)
      return stayOut(refusal.reason === 'not-in-call' ? 'channel-full' : refusal.reason)
    }
    enterRoom(registry.open(subject), now.unplaced)
    enteredKey = key
  }

  /** A channel that cannot be made while the database is away is asked for again with the next word of where the avatar is. */
  function startLookUp(spot: Spot): void {
    lookUp(spot).catch((error: unknown) => {
      if (key === spot.key) key = undefined
      if (!(error instanceof VoiceError && error.code === 'store-unwritable')) onError(error)
    })
  }

  /** A feed or a viewer has told where the avatar is. */
  function follow(): void {
    const spot = options.spotOf(page)
    if (!spot) return
    // Mostly it is placed already.
    if (life.state() !== 'placed' && !life.tell('told')) return
    regionId = spot.regionId
    if (key !== spot.key) return void startLookUp(spot)
    // Asked with every word, because the grid may vouch for the avatar meanwhile.
    confinement?.isGoodIn(spot)
    page.setPose(spot)
    if (enteredKey === key) page.setUnplaced(spot.unplaced)
    if (spot.byViewer) page.setFeedLost(spot.lost)
  }

  /** Nothing tells any more where the avatar is. */
  function gone(proof: GoneProof): void {
    if (PLACE_TIMES_MS[life.state()] !== undefined) return
    if (presence.viewerReport(page) || presence.gridWord(page)) follow()
    else life.tell(proof === 'outage' ? 'silenced' : 'left')
  }

  function close(): void {
    life.tell('ended')
    socket.tell('ended')
    unwatch()
    cancelTime?.()
    onOver(place)
  }

  function finish(ending?: Ending): void {
    close()
    leaveRoom()
    onGone(place)
    if (ending) page.tell({ type: 'ended', ...ending })
  }

  function leave(): void {
    if (life.state() !== 'over') finish()
  }

  function end(ending: Ending): void {
    if (life.state() !== 'over') finish(ending)
  }

  const place: PagePlace = {
    page,
    get room() {
      return page.room
    },
    get leads() {
      return leads
    },
    get noRoom() {
      return noRoom
    },
    get state() {
      return life.state()
    },
    get regionId() {
      return regionId
    },
    get keyId() {
      return confinement?.keyId
    },
    get isAtDoor() {
      return !page.room && key !== undefined
    },
    lookAgain() {
      const spot = options.spotOf(page)
      if (spot) startLookUp(spot)
    },
    outage(away) {
      if (away.grid === page.grid && away.regionId === regionId) life.tell('outage')
    },
    setFeedLost: page.setFeedLost,
    explainAgain() {
      const reason = whyMissing()
      if (reason !== noRoom) stayOut(reason)
    },
    leaveRoom,
    yieldRoom() {
      const { room } = page
      page.room = undefined
      close()
      room?.giveUp(page.agentId)
      return room
    },
    resume(renewed) {
      confinement = renewed.confinement
      socket.tell('resumed')
      const tellOlder = page.resume(renewed)
      tellOlder({ type: 'ended', reason: 'replaced' })
      page.room?.resume(page.agentId)
    },
    end,
  }

  const unwatch = presence.watch(page, { seen: follow, viewerReported: follow, gridLocated: follow, gone })
  page.room = earlier?.room
  page.room?.enter(page)
  if (first) follow()
  else if (wasAway) {
    startTime('region-away')
    goMissing()
  } else goMissing()
  return place
}
