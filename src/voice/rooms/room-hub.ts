/** A room's way through the media hub: when it is taken, who is connected to it, and what it is told. */

import { VoiceError } from '../../errors.js'
import { MAX_MESH_PEERS } from '../../spatial/audible-set.js'
import { attenuationOf, type ChannelSettings, isDirectional } from '../channels/channel.js'
import { createMachine } from '../machine.js'
import type { Timers } from '../ports.js'
import type { Hub, HubCandidate, HubSpeaker } from './hub.js'
import { createHubConnections } from './hub-way/connections.js'
import { ROUTE_TIMES_MS, ROUTE_TRANSITIONS, type RouteEvent, type RouteState } from './hub-way/states.js'
import type { Participation } from './participation.js'

/** With so many in a room the hub is started, so that it is there when it is needed. */
const NEARLY_A_CROWD = MAX_MESH_PEERS - 2

/** Positions go to the hub as often as to the pages. */
const TELL_INTERVAL_MS = 100

/** Whether everybody is to be heard through the hub. */
const THROUGH_HUB: { readonly [State in RouteState]: boolean } = {
  direct: false,
  hub: true,
  lingering: true,
  returning: false,
}

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
  let listeners = 0
  let toldAt = Number.NEGATIVE_INFINITY
  let cancelReview: (() => void) | undefined
  let cancelTime: (() => void) | undefined
  let closed = false

  const route = createMachine<RouteState, RouteEvent>(ROUTE_TRANSITIONS, 'direct', (state, before) => {
    cancelTime?.()
    const milliseconds = ROUTE_TIMES_MS[state]
    cancelTime =
      milliseconds === undefined ? undefined : timers.after(milliseconds, () => route.tell('time-up'))
    // Direct connections are made at once; the hub goes on until they surely stand.
    if (THROUGH_HUB[state] !== THROUGH_HUB[before]) onChange()
    if (state === 'direct') letGo()
  })
  const isOn = () => THROUGH_HUB[route.state()]
  const pages = hub && createHubConnections({ hub, roomId, isWanted: isOn, onChange, timers })

  function isNeeded(): boolean {
    if (listeners > 0 || options.always || settings().iceTransportPolicy === 'hub') return true
    for (const { participant } of participations.values()) {
      if (participant.kind === 'viewer') return true
      if (participant.addressHidden && !options.relayAvailable) return true
    }
    return participations.size > MAX_MESH_PEERS + 1 && options.mostInReach() > MAX_MESH_PEERS
  }

  function letGo(): void {
    for (const participation of participations.values()) pages?.release(participation)
    hub?.setRoom(roomId, undefined)
  }

  function speakers(): HubSpeaker[] {
    const inForce = settings()
    return [...participations.values()].map(({ participant: { agentId, pose } }) => ({
      agentId,
      pose: { position: pose.position, look: pose.look },
      maySpeak: !options.isMuted(agentId, inForce),
    }))
  }

  function tell(): void {
    if (route.state() === 'direct') return
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
    route.tell(needed ? 'needed' : 'not-needed')
    if (isOn())
      for (const participation of participations.values()) if (!participation.hub) pages?.want(participation)
    tell()
  }

  return {
    review,
    isOn,
    reviewSoon() {
      if (!hub || cancelReview) return
      const wait = toldAt + TELL_INTERVAL_MS - timers.now()
      if (wait <= 0) review()
      else cancelReview = timers.after(wait, review)
    },
    mayLink(one, two, linked) {
      if (one.participant.kind === 'viewer' || two.participant.kind === 'viewer') return false
      return !isOn() || (pages?.mayLink(one, two, linked) ?? true)
    },
    async connect(participation, offer) {
      if (!pages || route.state() === 'direct') {
        throw new VoiceError('hub-unavailable', 'This room is not heard through the media hub.')
      }
      return pages.connect(participation, offer)
    },
    addCandidate: (participation, candidate) => pages?.addCandidate(participation, candidate),
    part: (participation) => pages?.part(participation),
    resume: (participation) => pages?.resume(participation),
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
      tell()
      if (isOn()) for (const participation of participations.values()) pages?.ask(participation)
    },
    close() {
      closed = true
      cancelReview?.()
      cancelTime?.()
      pages?.close()
      if (route.state() !== 'direct') hub?.setRoom(roomId, undefined)
    },
  }
}
