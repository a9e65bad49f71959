/** The whole page without its user interface: the start, and what is added to it once its first voice is on its way. */

import { computed, effect } from '@preact/signals-core'
import type { ServerMessage } from '../src/protocol/messages.js'
import { languageFor } from '../src/pure/languages.js'
import { createCallRoom } from './calls/call-room.js'
import { createPageCalls } from './calls/page-calls.js'
import { createChat } from './chat/chat.js'
import { createFloor } from './floor/own-floor.js'
import type { PersonalVolume } from './hearing/personal-volumes.js'
import { keepFiles } from './page/kept-files.js'
import { createPanelState, type PanelState } from './page/panel-state.js'
import { wantsVoice } from './page/phase.js'
import { keepScreenAwake } from './page/screen-wake.js'
import { watchSystemControls } from './page/system-controls.js'
import { createOwnFriends } from './room/own-friends.js'
import { createPulse } from './room/pulse.js'
import { settleAddress } from './service/voice-address.js'
import { createViewerHeadphones } from './settings/viewer-headphones.js'
import { openVoice } from './speaking/suppression/own-voice.js'
import type { LateFeature } from './start/late-features.js'
import { canConnect } from './voice-parts.js'
import type { VoiceStart } from './voice-start.js'

export type VoiceClient = ReturnType<typeof completeClient>

/** Adds calls, chat, the floor and what the system shows. To be called once for each start. */
export function completeClient(start: VoiceStart) {
  const { browser, signaling, settings, state, clock, time } = start
  const panel = createPanelState()
  followSight(browser.document, panel)
  const { calls, callRoom, feature } = createCallsOf(start, panel)
  const chat = createChat({ send: signaling.send, panel, storage: browser.sessionStorage, time })
  const floor = createFloor({ send: signaling.send, state, onBlocks: clock.showSoon, time })
  const friends = createOwnFriends()
  const viewerHeadphones = createViewerHeadphones(signaling.send)
  start.welcome.addWays(callRoom)
  start.features.attach([
    chat,
    feature,
    friends,
    viewerHeadphones,
    { receive: (message) => floor.receive(message) ?? false },
  ])
  showToSystem(start)
  keepFiles(browser, () =>
    languageFor(settings.values.value.language, [...navigator.languages, document.documentElement.lang]),
  )
  return {
    ...state,
    look: start.page.look,
    phase: start.phase,
    freshness: start.freshness,
    settings,
    devices: start.devices,
    talk: start.talk,
    effort: start.effort,
    panel,
    calls,
    chat,
    floor,
    friends,
    viewerHeadphones,
    ...controls(start),
  }
}

function createCallsOf(start: VoiceStart, panel: PanelState) {
  const { browser, signaling, settings, state, playback, talk, volumes, byLink } = start
  const callRoom = createCallRoom({
    browser,
    signaling,
    playback,
    volumeOf: volumes.of,
    muted: () => talk.muted('call'),
  })
  const calls = createPageCalls({
    browser,
    byLink,
    signaling,
    settings,
    playback,
    talk,
    room: callRoom,
    state,
    panel,
    canConnect: () => canConnect(browser),
  })
  effect(() => {
    state.rings.value = calls.ringing.value.length > 0
  })
  const feature: LateFeature = {
    receive(message: ServerMessage) {
      // It does not say which room's; one that is connected takes no notice.
      if (message.type === 'error' && message.about === 'hub-offer') callRoom.hub.refused()
      return calls.receive(message)
    },
    welcomed: calls.welcomed,
    lost: calls.lost,
    ended: calls.end,
    restored: calls.hangUp,
    networkChanged: callRoom.restart,
    forgetful: calls.mark.forget,
    ownVoice: callRoom.send,
    muted: callRoom.tellMuted,
  }
  return { calls, callRoom, feature }
}

/** What arrives while nobody looks at the page is unseen. */
function followSight(document: VoiceStart['browser']['document'], panel: PanelState): void {
  const look = () => panel.look(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', look)
  look()
}

/** Keeps the system informed while the resident talks: its controls, and a phone's screen. */
function showToSystem({ browser, phase, state, talk, session }: VoiceStart): void {
  const talks = computed(() => wantsVoice(phase.value.name))
  keepScreenAwake(browser, talks)
  watchSystemControls(browser, {
    place: computed(() => (talks.value ? (state.channel.value?.name ?? '') : undefined)),
    microphoneOpen: computed(() => talk.look.value.open),
    onToggle: talk.toggle,
    onLeave: session.leave,
  })
}

/** What the user interface can see and do. */
function controls(start: VoiceStart) {
  const { browser, machine, state, session, settings, room, clock, playback, volumes, entry, time } = start

  function prefer(agentId: string, change: Partial<PersonalVolume>): void {
    volumes.change(agentId, change)
    clock.place()
    clock.show()
  }

  return {
    /** The microphone once more, as the others hear it: for the checks. */
    openVoice: () => openVoice(browser, settings.values.value, () => undefined),
    iceServers: () => state.iceServers.value,
    /** Whether a TURN server or a media hub can hide the resident's address. */
    canHideAddress: () => state.hidesAddresses.value,
    /** For the radar: a count of movements, and everybody's pose and the resident's own at this moment. */
    moves: room.moves,
    /** The beat to which voices are shown, and how loud a participant sends at this moment, 0..1 (RMS). */
    pulse: createPulse(browser),
    levelOf: (agentId: string) => room.hear(agentId, time.now()),
    blips: () => room.blips(time.now()),
    selfPose: () => room.selfPose(time.now()),
    /** The audio output, opened if it is not open yet. */
    audioContext: () => playback.open().context,
    join: session.join,
    leave: session.leave,
    /** After an end. @param how.joins with voice, as before; otherwise the resident is asked */
    again: (how?: { joins?: boolean }) => session.again(entry, how),
    /** The resident has signed in on this very page. */
    signedInAs(agentId: string) {
      settleAddress(agentId)
      session.again(entry)
    },
    /** Goes on in a browser without a microphone. */
    listenHere() {
      if (machine.tell('again')) entry.listenHere()
    },
    unblockPlayback: playback.unblock,
    setVolume: (agentId: string, volume: number) => prefer(agentId, { volume }),
    setSilenced: (agentId: string, silenced: boolean) => prefer(agentId, { silenced }),
    dismissProblem() {
      state.problem.value = undefined
    },
  }
}
