/** The regular work of a room: voices follow the avatars' steps, and the screen follows what is known. */

import type { Playback } from '../hearing/playback.js'
import type { RemoteVoices } from '../media/remote-voices.js'
import type { PageTime } from '../page/page-time.js'
import type { VoiceState } from '../page/voice-state.js'
import type { RoomPeople } from './room-people.js'

/** How often gains and directions are updated while something moves. */
const PLACE_INTERVAL_MS = 50
/** How often the list on the screen and the reports of the connections are updated. */
const SHOW_INTERVAL_MS = 200
const REPORT_INTERVAL_MS = 3000

/** Whoever has just come is connected by then: a page that is drawn meanwhile delays their voice. */
const SHOW_DELAY_MS = 150
const OPEN_PLAYBACK_DELAY_MS = 400

export interface RoomClockOptions {
  readonly room: RoomPeople
  readonly voices: RemoteVoices
  readonly playback: Playback
  readonly people: VoiceState['people']
  /** Everybody's place was reckoned anew: who hears the resident may be others now. */
  readonly onPlaced: () => void
  /** A participant's audio can flow, as far as is known. */
  readonly onMedia: (agentId: string) => void
  readonly time: PageTime
}

export interface RoomClock {
  start(): void
  stop(): void
  /** Gives every voice its gain and direction of this moment. */
  place(): void
  /** Somebody has moved: voices are placed until everybody stands still again. */
  follow(): void
  show(): void
  /** Shows all news of a moment at once, and only after the messages they cause have been sent. */
  showSoon(): void
  /** Asks for the report of a participant's audio, and shows it. */
  refreshReport(agentId: string): Promise<void>
}

export function createRoomClock({
  room,
  voices,
  playback,
  people,
  onPlaced,
  onMedia,
  time,
}: RoomClockOptions): RoomClock {
  let timers: (() => void)[] = []
  let endFollowing: (() => void) | undefined
  let lastPlacing = 0
  let showIsDue = false

  function stop(): void {
    for (const end of timers) end()
    timers = []
    endFollowing?.()
    endFollowing = undefined
  }

  function place(): void {
    const now = time.now()
    const ear = room.selfPose(now)
    const mixer = playback.mixer()
    onPlaced()
    if (!ear || !mixer) return
    // A hidden tab's timers run once a second, so a glide has to last longer there.
    const seconds = Math.min(1, Math.max(PLACE_INTERVAL_MS * 3, now - lastPlacing) / 1000)
    lastPlacing = now
    for (const agentId of room.agentIds())
      mixer.rooms.place.place(agentId, room.placementOf(agentId, now, ear), seconds)
  }

  /** A room in which everybody stands still is placed as seldom as it is shown: a timer wakes the processor. */
  function follow(): void {
    if (timers.length === 0) return
    const isSettled = voices.settle()
    place()
    const rests =
      isSettled && !room.isMoving(time.now()) && (playback.mixer()?.rooms.place.isSettled() ?? true)
    if (!rests) endFollowing ??= time.every(PLACE_INTERVAL_MS, follow)
    else {
      endFollowing?.()
      endFollowing = undefined
    }
  }

  function show(): void {
    const now = time.now()
    if (room.selfPose(now)) people.value = room.list(now)
  }

  function showSoon(): void {
    if (showIsDue) return
    showIsDue = true
    time.after(SHOW_DELAY_MS, () => {
      showIsDue = false
      show()
    })
  }

  async function refreshReport(agentId: string): Promise<void> {
    const report = await voices.report(agentId)
    room.report(agentId, report)
    if (report.media) onMedia(agentId)
    showSoon()
  }

  return {
    start() {
      stop()
      timers = [
        time.after(OPEN_PLAYBACK_DELAY_MS, playback.open),
        time.every(SHOW_INTERVAL_MS, () => {
          follow()
          if (!showIsDue) show()
        }),
        time.every(REPORT_INTERVAL_MS, () => {
          for (const agentId of voices.agentIds()) refreshReport(agentId)
        }),
      ]
    },
    stop,
    place,
    follow,
    show,
    showSoon,
    refreshReport,
  }
}
