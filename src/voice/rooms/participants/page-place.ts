/** One page's participation in the room of its place: brought to the room that its avatar's feet stand in, and kept there. */

import { VoiceError } from '../../../errors.js'
import type { Avatar, Region } from '../../grids/grid.js'
import { createMachine } from '../../machine.js'
import { expulsionOf } from '../../moderation/room-moderation.js'
import type { Timers } from '../../ports.js'
import type { GoneProof } from '../../presence/avatar-state.js'
import type { Presence } from '../../presence/presence.js'
import type { Admission } from '../admission.js'
import type { Room } from '../room.js'
import type { Ending, NoRoomReason } from '../room-event.js'
import { placeOf } from '../room-key.js'
import type { RoomRegistry } from '../room-registry.js'
import { createPageParticipant, type PageJoin, type PageParticipant } from './page-participant.js'
import {
  LOST_GRACE_MS,
  PLACE_TIMES_MS,
  PLACE_TRANSITIONS,
  type PlaceEvent,
  type PlaceState,
  SOCKET_TRANSITIONS,
  type SocketEvent,
  type SocketState,
} from './place-states.js'
import type { Spot } from './spots.js'
import type { ViewerParticipants } from './viewer-participants.js'

/** Where a page is before anybody has told; it is in no room then. */
const NO_REGION = '00000000-0000-0000-0000-000000000000'

export interface PagePlaceOptions {
  readonly registry: Pick<RoomRegistry, 'open' | 'closeIfEmpty'>
  readonly viewers: Pick<ViewerParticipants, 'yieldRoom'>
  readonly admission: Pick<Admission, 'isVoiceOff' | 'requireAccount' | 'refusalOf'>
  readonly presence: Pick<Presence, 'claimed' | 'isGridKnown' | 'stateOf'>
  readonly spotOf: (avatar: Avatar) => Spot | undefined
  /** It has left a room: there may be space for those who wait. */
  readonly onLeft: (room: Room) => void
  /** It is over. */
  readonly onOver: (place: PagePlace) => void
  /** It has left its room for good, and no other one goes on for it. */
  readonly onGone: (place: PagePlace) => void
  /** Why it is in no room has changed. */
  readonly onNoRoom: (place: PagePlace) => void
  readonly timers: Timers
  /** What went wrong while nobody waited for it. */
  readonly onError: (error: unknown) => void
}

/** What a page that joins anew takes over from the one before. */
interface Earlier {
  readonly place: PagePlace
  /** The state that it was in. */
  readonly state: PlaceState
  /** Its room, which the new one is to enter at once. */
  readonly room: Room | undefined
}

export interface PagePlace {
  readonly page: PageParticipant
  readonly room: Room | undefined
  /** The page has taken the voice of a viewer which tells where the avatar is. */
  readonly leads: boolean
  /** Why it is in no room, as its page was told. */
  readonly noRoom: NoRoomReason | undefined
  readonly state: PlaceState
  /** Where its avatar was last. */
  readonly regionId: string | undefined
  /** Its place is known, and it is not (yet) in the room of that. */
  readonly isAtDoor: boolean
  /** Whether that name is part of its place's. */
  isAt(name: string): boolean
  /** Somebody has told where the avatar is. */
  follow(): void
  /** Its place may have another room than before, or let it in now. */
  lookAgain(): void
  /** No feed lists the avatar any more. */
  gone(proof: GoneProof): void
  /** That region was out of reach: that it listed nobody was no proof. */
  outage(region: Region): void
  setFeedLost(lost: boolean): void
  /** Tells the page again why it is in no room, where that is another reason now. */
  explainAgain(): void
  leaveRoom(): void
  /** Ends it without a word to anybody: whoever takes it over is to enter the room at once. */
  yieldRoom(): Room | undefined
  /** The same page on a new socket: the others need not know. */
  resume(page: PageJoin): void
  end(ending: Ending): void
}

export function createPagePlace(options: PagePlaceOptions, join: PageJoin, earlier?: Earlier): PagePlace {
  const { registry, viewers, admission, presence, onLeft, onOver, onGone, onNoRoom, timers, onError } =
    options
  const first = options.spotOf(join)
  const wasAway = earlier?.state === 'unheard' || earlier?.state === 'region-away'
  let key: string | undefined
  let regionId = earlier?.place.regionId
  let leads = earlier?.place.leads ?? false
  let noRoom: NoRoomReason | undefined
  /** Its account was looked at. */
  let known = earlier !== undefined
  let cancelTime: (() => void) | undefined
  let cancelLost: (() => void) | undefined

  const page = createPageParticipant(
    join,
    {
      pose: (earlier?.room && earlier.place.page.pose) ??
        first ?? { grid: join.grid, regionId: NO_REGION, position: [0, 0, 0], look: [1, 0, 0] },
      feedLost: earlier?.place.page.feedLost ?? false,
    },
    { leave, lost: () => void socket.tell('broken') },
  )
  const socket = createMachine<SocketState, SocketEvent>(SOCKET_TRANSITIONS, 'open', (state) => {
    cancelLost?.()
    cancelLost =
      state === 'lost' ? timers.after(LOST_GRACE_MS, () => socket.tell('time-up') && leave()) : undefined
  })
  const life = createMachine<PlaceState, PlaceEvent>(
    PLACE_TRANSITIONS,
    !first && wasAway ? 'region-away' : 'waiting',
    (state, before) => {
      // That its region was out of reach does not make the moment longer.
      if (!(before === 'unlisted' && state === 'unheard')) startTime(state)
      if (state === 'left-world' || state === 'region-away') goMissing()
    },
  )

  function startTime(state: PlaceState): void {
    cancelTime?.()
    const milliseconds = PLACE_TIMES_MS[state]
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

  function enterRoom(room: Room): void {
    if (page.room === room) return
    leaveRoom()
    viewers.yieldRoom(room.key, page)?.({ type: 'ended', reason: 'replaced' })
    page.room = room
    explain(undefined)
    room.enter(page)
  }

  function explain(reason: NoRoomReason | undefined): void {
    noRoom = reason
    onNoRoom(place)
  }

  function stayOut(reason: NoRoomReason): void {
    leaveRoom()
    explain(reason)
    page.tell({ type: 'room-left', reason })
  }

  /** Nobody tells where the avatar is: it is in no region, or in one that does not tell. */
  function whyMissing(): NoRoomReason {
    const isTold =
      regionId === undefined
        ? presence.isGridKnown(page.grid)
        : presence.stateOf({ grid: page.grid, regionId }) !== 'no-feed'
    const regionAway = life.state() === 'region-away' || life.state() === 'unheard'
    // Where only its viewer told, it is that which is missing.
    if (regionAway && (isTold || !leads)) return 'region-away'
    return isTold ? 'not-in-world' : 'no-positions'
  }

  function goMissing(): void {
    key = undefined
    stayOut(whyMissing())
  }

  /** Finds the channel of a place; by the time it is found the avatar may have gone elsewhere. */
  async function lookUp(spot: Spot): Promise<void> {
    key = spot.key
    if (admission.isVoiceOff(spot)) return stayOut('voice-off')
    const [channel, allowed] = await Promise.all([spot.channel().catch(nothingWhereGone), isAllowed()])
    if (life.state() === 'over' || key !== spot.key) return
    if (!allowed) return end({ reason: 'kicked', expulsion: {} })
    // Its viewer asks its region again, and that names another one.
    if (!channel) return stayOut(whyMissing())
    const now = options.spotOf(page) ?? spot
    page.setFeedLost(now.lost)
    // Not before: coordinates of the new place mean nothing in the old room.
    page.setPose(now)
    if (now.byViewer) leads = true
    const subject = placeOf(channel)
    const refusal = admission.refusalOf(page, subject)
    if (refusal?.reason === 'banned') return end({ reason: 'kicked', expulsion: expulsionOf(refusal.ban) })
    if (refusal) return stayOut('channel-full')
    enterRoom(registry.open(subject))
  }

  /** Once: whose account is disabled later is taken out by then. */
  async function isAllowed(): Promise<boolean> {
    if (known) return true
    try {
      await admission.requireAccount(page)
      known = true
      return true
    } catch (error) {
      if (error instanceof VoiceError && error.code === 'account-disabled') return false
      throw error
    }
  }

  function follow(): void {
    const spot = options.spotOf(page)
    if (!spot || !life.tell('told')) return
    regionId = spot.regionId
    if (key !== spot.key) return void lookUp(spot).catch(onError)
    page.setPose(spot)
    if (spot.byViewer) page.setFeedLost(spot.lost)
  }

  function close(): void {
    life.tell('ended')
    socket.tell('ended')
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
    get isAtDoor() {
      return !page.room && key !== undefined
    },
    isAt: (name) => key?.includes(name) ?? false,
    follow,
    lookAgain() {
      const spot = options.spotOf(page)
      if (spot) lookUp(spot).catch(onError)
    },
    gone(proof) {
      if (PLACE_TIMES_MS[life.state()] !== undefined) return
      if (presence.claimed(page)) follow()
      else life.tell(proof === 'outage' ? 'silenced' : 'left')
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
      socket.tell('resumed')
      const tellOlder = page.resume(renewed)
      tellOlder({ type: 'ended', reason: 'replaced' })
      page.room?.resume(page.agentId)
    },
    end,
  }

  page.room = earlier?.room
  page.room?.enter(page)
  if (first) follow()
  else if (wasAway) {
    startTime('region-away')
    goMissing()
  } else goMissing()
  return place
}

function nothingWhereGone(error: unknown): undefined {
  if (!(error instanceof VoiceError && error.code === 'channel-not-found')) throw error
}
