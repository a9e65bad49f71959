/** The resident's voice from the wish to talk to its end: joins, leaves, ends, and starts again. */

import type { Machine } from '../src/pure/state-machine.js'
import type { UnconfirmedLinks } from './media/unconfirmed-links.js'
import type { VoiceWays } from './media/voice-ways.js'
import type { JoinedMark } from './page/joined-mark.js'
import { type EndReason, type PhaseMachine, wantsVoice } from './page/phase.js'
import type { Problem, VoiceState } from './page/voice-state.js'
import type { Entry } from './service/entry.js'
import type { OwnReport } from './service/own-report.js'
import type { SignalingClient } from './service/signaling-client.js'
import type { SocketEvent, SocketState } from './service/socket-state.js'
import type { SettingsStore } from './settings/settings.js'
import type { OwnEffort } from './speaking/own-effort.js'
import type { Talk } from './speaking/talk.js'

export interface VoiceSessionOptions extends Pick<VoiceWays, 'peers' | 'hub'> {
  readonly machine: PhaseMachine
  readonly socket: Machine<SocketState, SocketEvent>
  readonly signaling: Pick<SignalingClient, 'send' | 'close'>
  readonly state: Pick<VoiceState, 'problem' | 'expulsion'>
  readonly settings: SettingsStore
  readonly talk: Pick<Talk, 'open' | 'muted'>
  readonly effort: Pick<OwnEffort, 'value'>
  readonly unconfirmed: UnconfirmedLinks
  readonly ownReport: OwnReport
  readonly joinedMark: JoinedMark
  /** Whether the browser has working WebRTC: software that disables it may leave the constructor in place. */
  readonly canConnect: () => boolean
  /** Stops everything that makes sound or listens to the microphone. */
  readonly stopMedia: () => void
  /** The session with the service is over. */
  readonly onEnd: () => void
}

export interface VoiceSession {
  /**
   * May be called before the socket is open: the join goes out with the welcome. Connections are made while the
   * browser still asks for the microphone.
   */
  join(): void
  leave(): void
  /** The service has sent its welcome: on a new socket, or again on this one where another node has the place from now on. */
  welcomed(): void
  /** The socket was lost. Connected participants stay connected, and are heard from where they were last seen. */
  lost(): void
  /** A join was refused as invalid. @returns whether it is said again, as services of earlier builds take it */
  joinRefused(): boolean
  end(reason: EndReason): void
  /** The link does not open: the page says so and shows the other ways to sign in. */
  endForLink(fault: Problem): void
  /** After an end. @param joins with voice, as before; otherwise the resident is asked */
  again(entry: Entry, how?: { readonly joins?: boolean }): void
}

export function createVoiceSession(options: VoiceSessionOptions): VoiceSession {
  const { machine, socket, signaling, state, settings, talk, peers, hub } = options
  const { effort, unconfirmed, ownReport, joinedMark, canConnect, stopMedia, onEnd } = options
  const { phase } = machine
  /** The last join had an offer with it. */
  let isOffering = false

  function sendJoin(): void {
    if (!socket.tell('join')) return
    // What an owner before this one had to confirm, nobody confirms any more.
    unconfirmed.lost()
    const links = peers.keepLinks()
    unconfirmed.add(links)
    const resumes = links.length > 0 || hub.agentIds().length > 0
    if (!resumes) machine.tell('rejoin')
    const { hideAddress } = settings.values.value
    const connections = { ...(links.length > 0 && { links }), ...(resumes && { resumes }) }
    const early = resumes || hideAddress ? undefined : peers.firstOffer()
    const offer = early === undefined ? {} : { offer: early }
    isOffering = early !== undefined
    const chosen = effort.value.value === 'talk' ? {} : { effort: effort.value.value }
    signaling.send({
      type: 'join',
      muted: talk.muted('place'),
      ...chosen,
      hideAddress,
      ...connections,
      ...offer,
    })
    ownReport.joined({ resumed: resumes })
  }

  const session: VoiceSession = {
    join() {
      if (phase.value.name !== 'over' && !canConnect()) return session.end('no-webrtc')
      if (!machine.tell('join')) return
      joinedMark.set()
      talk.open('place')
      sendJoin()
    },
    leave() {
      if (!machine.tell('leave')) return
      socket.tell('leave')
      joinedMark.clear()
      signaling.send({ type: 'leave' })
      stopMedia()
    },
    welcomed() {
      if (wantsVoice(phase.value.name)) sendJoin()
      else if (joinedMark.goesOn()) session.join()
    },
    joinRefused() {
      if (!isOffering || phase.value.name !== 'joining') return false
      sendJoin()
      return true
    },
    lost() {
      socket.tell('lost')
      unconfirmed.lost()
      ownReport.stop()
      machine.tell('lost')
    },
    end(reason) {
      signaling.close()
      joinedMark.clear()
      socket.tell('lost')
      stopMedia()
      onEnd()
      // The server's own message came just before: the page shows one message only.
      state.problem.value = undefined
      machine.end(reason)
    },
    endForLink(fault) {
      session.end(fault.code === 'origin-refused' ? 'refused' : 'signed-out')
      if (fault.code !== 'origin-refused') state.problem.value = fault
    },
    again(entry, { joins = false } = {}) {
      if (!machine.tell('again')) return
      state.problem.value = undefined
      state.expulsion.value = {}
      if (joins) session.join()
      entry.begin()
    },
  }
  return session
}
