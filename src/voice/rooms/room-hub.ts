/** A room's way through the media hub: when it is taken, who is connected to it, and what it is told. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import { MAX_MESH_PEERS } from '../../spatial/audible-set.js'
import { attenuationOf, type ChannelSettings, isDirectional } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Hub, HubCandidate, HubSpeaker } from './hub.js'
import type { Participation } from './participation.js'

/** Once through the hub, a room goes back only when nothing has asked for the hub for this long. */
export const HUB_LINGER_MS = 5000

/** Pages keep the hub for this long after the room went back to direct connections, until those stand. */
export const HUB_HANDOVER_MS = 4000

/** Two who both hear each other through the hub give up their direct connection after this long. */
export const LINK_HANDOVER_MS = 1500

/** A page that has not reached the hub within this time is connected to others directly, as far as it goes. */
export const HUB_REACH_MS = 6000

/** With so many in a room the hub is started, so that it is there when it is needed. */
const NEARLY_A_CROWD = MAX_MESH_PEERS - 2

/** Positions go to the hub as often as to the pages. */
const TELL_INTERVAL_MS = 100

export interface RoomHubOptions {
  /** `undefined`: this service has none. */
  readonly hub: Hub | undefined
  readonly roomId: number
  readonly participations: ReadonlyMap<string, Participation>
  readonly settings: () => ChannelSettings
  /** Whether nobody of this service is ever to be connected to somebody else directly. */
  readonly always: boolean
  /** Whether there is a TURN server for those who want to hide their address. */
  readonly relayAvailable: boolean
  readonly isMuted: (agentId: string, settings: ChannelSettings) => boolean
  /** How many are in reach of the one who has the most of them. */
  readonly mostInReach: () => number
  /** Who is to be linked directly may have changed. */
  readonly onChange: () => void
  readonly timers: Timers
}

export interface RoomHub {
  /** Whether the room goes through the hub now. */
  isOn(): boolean
  /** To be called after every change: decides the way, and tells the hub what it needs to know. */
  review(): void
  /** The same, a moment later and then once for many changes. */
  reviewSoon(): void
  /** Whether two may have a direct connection at this moment; @param linked whether they have one */
  mayLink(one: Participation, two: Participation, linked: boolean): boolean
  /**
   * Answers a page's offer to the hub.
   * @throws VoiceError `offer-invalid`, `hub-unavailable`
   */
  connect(participation: Participation, offer: string): Promise<string>
  addCandidate(participation: Participation, candidate: HubCandidate): void
  /** To be called when a participation is given up. */
  part(participation: Participation): void
  /** To be called when a participation's page came back on a new socket: it may still have its connection. */
  resume(participation: Participation): void
  /** Somebody who is no participant listens to the room through the hub; returns the end of that. */
  listenIn(): () => void
  /** Whether anybody listens in. */
  isOverheard(): boolean
  /** To be called when the hub is up again and knows nothing. */
  hubReady(): void
  close(): void
}

export function createRoomHub(options: RoomHubOptions): RoomHub {
  const { hub, roomId, participations, settings, timers, onChange } = options
  /** Pages by their connection to the hub. */
  const byPeer = new Map<string, Participation>()
  let on = false
  let listeners = 0
  let wasNeeded = false
  let neededAt = Number.NEGATIVE_INFINITY
  let toldAt = Number.NEGATIVE_INFINITY
  let cancelReview: (() => void) | undefined
  let cancelRelease: (() => void) | undefined
  let closed = false

  function isNeeded(): boolean {
    if (listeners > 0 || options.always || settings().iceTransportPolicy === 'hub') return true
    for (const { participant } of participations.values()) {
      if (participant.kind === 'viewer') return true
      if (participant.addressHidden && !options.relayAvailable) return true
    }
    return participations.size > MAX_MESH_PEERS + 1 && options.mostInReach() > MAX_MESH_PEERS
  }

  function wants(participation: Participation): void {
    if (participation.participant.kind === 'viewer') return
    const asked = hub?.isDown() === false
    participation.hub = { peerId: undefined, wantedAt: timers.now(), asked, readyAt: undefined, slots: [] }
    if (asked) participation.participant.tell({ type: 'hub-wanted' })
    // Those who do not get there are to be heard all the same.
    timers.after(HUB_REACH_MS + 1, onChange)
  }

  function release(participation: Participation): void {
    if (!participation.hub) return
    part(participation)
    participation.participant.tell({ type: 'hub-released' })
  }

  function part(participation: Participation): void {
    const peerId = participation.hub?.peerId
    participation.hub = undefined
    if (peerId === undefined) return
    byPeer.delete(peerId)
    hub?.disconnect(peerId)
  }

  function turnOn(): void {
    cancelRelease?.()
    cancelRelease = undefined
    on = true
    onChange()
  }

  /** Direct connections are made at once; the hub goes on until they surely stand. */
  function turnOff(): void {
    on = false
    onChange()
    cancelRelease = timers.after(HUB_HANDOVER_MS, () => {
      cancelRelease = undefined
      for (const participation of participations.values()) release(participation)
      hub?.setRoom(roomId, undefined)
    })
  }

  function speakers(): HubSpeaker[] {
    const inForce = settings()
    return [...participations.values()].map(({ participant: { agentId, pose } }) => ({
      agentId,
      pose,
      maySpeak: !options.isMuted(agentId, inForce),
    }))
  }

  function tell(): void {
    toldAt = timers.now()
    const inForce = settings()
    const directional = isDirectional(inForce)
    hub?.setRoom(roomId, { attenuation: attenuationOf(inForce), directional, speakers: speakers() })
  }

  function review(): void {
    if (!hub || closed) return
    cancelReview?.()
    cancelReview = undefined
    const needed = isNeeded()
    if (needed || participations.size > NEARLY_A_CROWD) hub.prepare()
    // The moment in which it is needed no more counts from when that is noticed.
    if (needed || wasNeeded) neededAt = timers.now()
    wasNeeded = needed
    if (needed && !on) turnOn()
    else if (on && !needed) {
      const remaining = neededAt + HUB_LINGER_MS - timers.now()
      if (remaining <= 0) turnOff()
      else cancelReview = timers.after(remaining, review)
    }
    if (on) for (const participation of participations.values()) if (!participation.hub) wants(participation)
    if (on || cancelRelease) tell()
  }

  const onConnected = (peerId: string) => {
    const participation = byPeer.get(peerId)
    if (participation?.hub?.peerId !== peerId) return
    participation.hub.readyAt = timers.now()
    timers.after(LINK_HANDOVER_MS + 1, onChange)
  }
  /** The page is asked again: at once, or where the hub itself ended as soon as that is back. */
  const onClosed = (peerId: string) => {
    const participation = byPeer.get(peerId)
    byPeer.delete(peerId)
    if (participation?.hub?.peerId !== peerId) return
    participation.hub = undefined
    if (on) wants(participation)
  }
  const onSlots = (peerId: string, agentIds: readonly (string | null)[]) => {
    const participation = byPeer.get(peerId)
    if (participation?.hub?.peerId !== peerId) return
    participation.hub.slots = agentIds
    participation.participant.tell({ type: 'hub-slots', agentIds })
  }
  hub?.events.on('connected', onConnected).on('closed', onClosed).on('slots', onSlots)

  const isReady = ({ hub: participation }: Participation, since: number) =>
    participation?.readyAt !== undefined && timers.now() - participation.readyAt >= since
  const mayStillReach = ({ hub: participation }: Participation) =>
    participation === undefined ||
    participation.readyAt !== undefined ||
    timers.now() - participation.wantedAt < HUB_REACH_MS

  return {
    review,
    isOn: () => on,
    reviewSoon() {
      if (!hub || cancelReview) return
      const wait = toldAt + TELL_INTERVAL_MS - timers.now()
      if (wait <= 0) review()
      else cancelReview = timers.after(wait, review)
    },
    mayLink(one, two, linked) {
      if (one.participant.kind === 'viewer' || two.participant.kind === 'viewer') return false
      if (!on) return true
      if (linked) return !(isReady(one, LINK_HANDOVER_MS) && isReady(two, LINK_HANDOVER_MS))
      return !mayStillReach(one) || !mayStillReach(two)
    },
    async connect(participation, offer) {
      if (!hub || !(on || cancelRelease)) {
        throw new VoiceError('hub-unavailable', 'This room is not heard through the media hub.')
      }
      const wantedAt = participation.hub?.wantedAt ?? timers.now()
      part(participation)
      const peerId = `page-${randomUUID()}`
      participation.hub = { peerId, wantedAt, asked: true, readyAt: undefined, slots: [] }
      byPeer.set(peerId, participation)
      const { agentId } = participation.participant
      return hub.connect({ peerId, roomId, agentId, kind: 'forward', offer })
    },
    addCandidate(participation, candidate) {
      if (participation.hub?.peerId !== undefined) hub?.addCandidate(participation.hub.peerId, candidate)
    },
    part,
    resume(participation) {
      if (!participation.hub) return
      if (!participation.hub.asked) return
      if (participation.hub.peerId === undefined) participation.participant.tell({ type: 'hub-wanted' })
      else participation.participant.tell({ type: 'hub-slots', agentIds: participation.hub.slots })
    },
    listenIn() {
      listeners += 1
      review()
      let over = false
      return () => {
        if (over) return
        over = true
        listeners -= 1
        review()
      }
    },
    isOverheard: () => listeners > 0,
    hubReady() {
      if (on || cancelRelease) tell()
      if (on)
        for (const participation of participations.values())
          if (participation.hub?.asked === false) wants(participation)
    },
    close() {
      closed = true
      cancelReview?.()
      cancelRelease?.()
      hub?.events.off('connected', onConnected).off('closed', onClosed).off('slots', onSlots)
      if (on || cancelRelease) hub?.setRoom(roomId, undefined)
    },
  }
}
