/** The parts of the page that hear and speak, and how they are connected. */

import { computed, effect } from '@preact/signals-core'
import { playCue } from './hearing/cues.js'
import { createPersonalVolumes } from './hearing/personal-volumes.js'
import { createPlayback } from './hearing/playback.js'
import { createUnconfirmedLinks } from './media/unconfirmed-links.js'
import { createVoiceWays } from './media/voice-ways.js'
import type { createJoinedMark } from './page/joined-mark.js'
import type { PageBrowser } from './page/page-browser.js'
import { type createPhaseMachine, reachOf } from './page/phase.js'
import type { createVoiceState } from './page/voice-state.js'
import { createComings } from './room/comings.js'
import { createCurrentRoom } from './room/current-room.js'
import { createRoomClock } from './room/room-clock.js'
import { createRoomPeople } from './room/room-people.js'
import { createOwnReport } from './service/own-report.js'
import type { SignalingClient } from './service/signaling-client.js'
import { createSocketState } from './service/socket-state.js'
import { createWelcome } from './service/welcome.js'
import { createSettings } from './settings/settings.js'
import { createDevices } from './speaking/devices.js'
import { createOwnEffort } from './speaking/own-effort.js'
import { createRememberedSwitch } from './speaking/remembered-switch.js'
import { createTalk } from './speaking/talk.js'
import type { LateFeatures } from './start/late-features.js'
import { microphoneFirst } from './start/microphone-first.js'
import { createVoiceSession } from './voice-session.js'

interface PartsOptions {
  readonly browser: PageBrowser
  readonly signaling: SignalingClient
  readonly machine: ReturnType<typeof createPhaseMachine>
  readonly state: ReturnType<typeof createVoiceState>
  readonly joinedMark: ReturnType<typeof createJoinedMark>
  /** What is loaded after the start: calls, for one. */
  readonly features: Pick<LateFeatures, 'each'>
}

export type Parts = ReturnType<typeof createParts>

/** Builds the parts that hear, speak and report, and connects them. */
export function createParts({ browser, signaling, machine, state, joinedMark, features }: PartsOptions) {
  const { time } = browser
  const socket = createSocketState()
  const settings = createSettings(browser.localStorage)
  const devices = createDevices(browser)
  const volumes = createPersonalVolumes(browser.localStorage, location.pathname)

  const { voices, peers, hub } = createVoiceWays(browser, signaling, {
    isOutputOpen: () => playback.mixer() !== undefined,
    onVoice(agentId, stream, stereo = false) {
      playback.add({ room: 'place', agentId, stream, stereo }, () => room.placementOf(agentId, time.now()))
    },
    onVoiceGone(agentId) {
      playback.remove({ room: 'place', agentId })
      room.report(agentId, { media: undefined, quality: undefined })
    },
    onChange: (agentId) => clock.refreshReport(agentId),
    onError(agentId) {
      room.failed(agentId)
      clock.showSoon()
    },
    onHubConnected: () => ownReport.hubConnected(),
  })
  const room = createRoomPeople({
    volumeOf: volumes.of,
    isBlocked: (agentId) => state.blocked.value.has(agentId),
    levelOf: (agentId) => playback.mixer()?.rooms.place.level(agentId) ?? voices.level(agentId),
  })
  const playback = createPlayback(browser, settings, devices, state, {
    onPlaying: (context) => talk.useContext(context),
    onFirstVoice: (open) => microphoneFirst(talk, time, open),
  })
  const clock = createRoomClock({
    room,
    voices,
    playback,
    people: state.people,
    onPlaced: () => peers.keepFrom(room.beyondWhisper(effort.value.value, time.now())),
    onMedia: (id) => ownReport.arrived(id),
    time,
  })
  const unconfirmed = createUnconfirmedLinks({
    isConnected: peers.isConnected,
    giveUp(link) {
      peers.disconnect(link)
      room.forgetAbsent(link.agentId)
    },
    onDone: clock.showSoon,
    time,
  })
  const effort = createOwnEffort(browser, (chosen) => {
    // Before that, the join will say it.
    if (socket.state() === 'joined') signaling.send({ type: 'effort', effort: chosen })
    clock.place()
  })
  const remembered = createRememberedSwitch(browser)
  const talk = createTalk(
    {
      browser,
      settings,
      devices,
      remembered,
      loadGauge: browser.loadGauge,
      placeReach: computed(() => reachOf(machine.phase.value.name, state.people.value)),
    },
    {
      onTrack(to, track, performer) {
        const own = { track, performer }
        if (to === 'place') voices.send(own)
        else features.each(({ ownVoice }) => ownVoice?.(own))
      },
      onMuted(to, muted) {
        if (to === 'call') features.each(({ muted }) => muted?.())
        // Before that, the join will say it.
        else if (socket.state() === 'joined') signaling.send({ type: 'microphone', muted })
      },
      // A reload would open the microphone, so the next start waits for a click instead.
      onForgetful() {
        joinedMark.clear()
        features.each(({ forgetful }) => forgetful?.())
      },
    },
  )
  effect(() => playback.setDeafened(talk.deafened.value))
  const ownReport = createOwnReport({
    send: signaling.send,
    speaks: talk.speaks,
    microphoneFault: () => talk.fault.value,
    people: () => state.people.value,
    time,
  })
  const comings = createComings({
    isWanted() {
      const { comingSounds, doNotDisturb } = settings.values.value
      return comingSounds && !doNotDisturb && !talk.deafened.value
    },
    play(cue) {
      const context = playback.mixer()?.context
      if (context?.state === 'running') playCue(context, cue)
    },
    time,
  })
  const heard = { machine, state, room, comings, clock, voices, hub, unconfirmed, ownReport, talk, time }
  const currentRoom = createCurrentRoom(heard)
  const welcome = createWelcome({ state, ways: { peers, hub }, time })
  const session = createVoiceSession({
    ...heard,
    effort,
    peers,
    socket,
    signaling,
    settings,
    joinedMark,
    canConnect: () => canConnect(browser),
    stopMedia() {
      ownReport.stop()
      currentRoom.leaveRoom()
      if (talk.close('place')) playback.close()
    },
    onEnd() {
      features.each(({ ended }) => ended?.())
      welcome.end()
    },
  })
  return {
    ...heard,
    effort,
    socket,
    settings,
    devices,
    volumes,
    peers,
    playback,
    currentRoom,
    welcome,
    session,
  }
}

/** Software that disables WebRTC may leave the constructor in place. */
export function canConnect(browser: PageBrowser): boolean {
  try {
    browser.prepareConnection()
    return true
  } catch {
    return false
  }
}
