/** A room's way through the media hub: when the room takes it, and what the hub is told. */

import { VoiceError } from '../../errors.js'
import { createMachine } from '../../pure/state-machine.js'
import { type ChannelSettings, isDirectional, soundOf } from '../channels/channel.js'
import type { Avatar } from '../grids/grid.js'
import type { Timers } from '../ports.js'
import { createAfterMoves } from '../time/after-moves.js'
import { type Home, type Outsiders, poseOf } from './borders/outsiders.js'
import type { Hub, HubCandidate, HubSpeaker } from './hub.js'
import { createHubConnections } from './hub-way/connections.js'
import { ROUTE_TIMES_MS, ROUTE_TRANSITIONS, type RouteEvent, type RouteState } from './hub-way/states.js'
import type { AddressRules } from './links/link-way.js'
import type { Participant } from './participants/participant.js'
import type { Participation } from './participation.js'
import type { RoomKey } from './room-key.js'

/** The hub is started when a room has this share of the participants that need it, so that it is up when it is needed. */
const NEARLY_A_CROWD = 0.8

/**
 * A room that others come back to, one after the other, through the hub as before: for so long it does not begin with
 * direct connections of those who are there first.
 */
export const COMING_BACK_MS = 5000

/** The hub is told positions as often as pages are. */
const TELL_INTERVAL_MS = 100

/** Whether everybody is to be heard through the hub, by state. */
const THROUGH_HUB: { readonly [State in RouteState]: boolean } = {
  direct: false,
  hub: true,
  lingering: true,
  returning: false,
}

export interface RoomHubOptions {
  /** `undefined` if this service has no media hub. */
  readonly hub: Hub | undefined
  readonly roomKey: RoomKey
  readonly participations: ReadonlyMap<string, Participation>
  readonly settings: () => ChannelSettings
  /** The most others that anybody is connected to directly. */
  readonly meshPeers: number
  readonly addresses: Pick<AddressRules, 'hubAlways' | 'relayAvailable'>
  readonly isMuted: (agentId: string, settings: ChannelSettings) => boolean
  /** The agents who must not hear an avatar, nor be heard by it. */
  readonly apartFrom: (avatar: Avatar) => readonly string[]
  /** Whether anybody has more than that many others in reach. */
  readonly hasInReach: (count: number) => boolean
  /** Who is heard here from beyond a border. */
  readonly outsiders: Pick<Outsiders, 'size' | 'values'>
  /** Whether a neighbour over a border has to go through the hub, so that this room must as well. */
  readonly isNeededBeyond: () => boolean
  /** Called when the room has to go through the hub for reasons of its own from now on, or no longer. */
  readonly onNeed: () => void
  /** Agents who listen here and must not hear. */
  readonly deaf: () => readonly string[]
  /** Called when direct links may have to change. */
  readonly onChange: () => void
  readonly timers: Timers
}

export interface RoomHub {
  /** Whether the room goes through the hub now. */
  isOn(): boolean
  /** Whether it has to for reasons of its own, beside its neighbours'. */
  isNeededHere(): boolean
  /** To be called after every change: decides the route, and tells the hub what it needs to know. */
  review(): void
  /** Reviews a moment later, once for many changes. */
  reviewSoon(): void
  /** Whether two participants may have a direct connection now. @param linked whether they have one */
  mayLink(one: Participation, two: Participation, linked: boolean): boolean
  /**
   * Answers a page's offer to the hub.
   * @throws VoiceError `offer-invalid`, `hub-unavailable`
   */
  connect(participation: Participation, offer: string): Promise<string>
  addCandidate(participation: Participation, candidate: HubCandidate): void
  /** To be called when a participation ends. */
  part(participation: Participation): void
  /** A page goes into another room, with its connection. */
  handOver(participation: Participation): void
  /** A page comes from another room: its connection is used on, or ended where this room needs none. */
  adopt(participation: Participation): void
  /** To be called when a page came back on a new socket: it may still have its hub connection. */
  resume(participation: Participation): void
  /** Keeps the hub on for a listener who does not take part. @returns a function that ends the listening */
  listenIn(): () => void
  /** Whether anybody listens in. */
  isOverheard(): boolean
  /** To be called when the hub is up again: it knows no rooms then. */
  hubReady(): void
  close(): void
}

export function createRoomHub(options: RoomHubOptions): RoomHub {
  const { hub, roomKey, participations, settings, timers, onChange } = options
  let listeners = 0
  const afterMoves = createAfterMoves(timers, TELL_INTERVAL_MS, review)
  let cancelTime: (() => void) | undefined
  let cancelLook: (() => void) | undefined
  let closed = false
  /** As it was when it was looked at last. */
  let neededHere = false

  const route = createMachine<RouteState, RouteEvent>(ROUTE_TRANSITIONS, 'direct', (state, before) => {
    cancelTime?.()
    const milliseconds = ROUTE_TIMES_MS[state]
    cancelTime =
      milliseconds === undefined ? undefined : timers.after(milliseconds, () => route.tell('time-up'))
    // Direct connections are made at once; the hub stays on until they are surely up.
    if (THROUGH_HUB[state] !== THROUGH_HUB[before]) onChange()
    if (state === 'direct') letGo()
  })
  const isOn = () => THROUGH_HUB[route.state()]
  const pages = hub && createHubConnections({ hub, roomKey, isWanted: isOn, onChange, timers })

  /** Whether somebody has just come who was heard through the hub before; the room is then looked at again later. */
  function areComingBack(): boolean {
    const since = timers.now() - COMING_BACK_MS
    const isAny = [...participations.values()].some(
      ({ participant, keptSince }) => participant.fromHub === true && keptSince > since,
    )
    if (isAny && !cancelLook)
      cancelLook = timers.after(COMING_BACK_MS, () => {
        cancelLook = undefined
        review()
      })
    return isAny
  }

  function isNeeded(): boolean {
    if (listeners > 0 || options.addresses.hubAlways || settings().iceTransportPolicy === 'hub') return true
    for (const { participant } of participations.values()) {
      if (participant.kind === 'viewer') return true
      if (participant.addressHidden && !options.addresses.relayAvailable) return true
    }
    if (areComingBack()) return true
    const crowd = participations.size + options.outsiders.size
    return crowd > options.meshPeers + 1 && options.hasInReach(options.meshPeers)
  }

  function letGo(): void {
    for (const participation of participations.values()) pages?.release(participation)
    hub?.setRoom(roomKey, undefined)
  }

  /** Those of other rooms who are heard over a border. */
  function speakersBeyond(): HubSpeaker[] {
    /** Who of the room must hear nobody of another one. There are many more outsiders than homes. */
    const barred = new Map<Home, readonly string[]>()
    function barredFrom(home: Home): readonly string[] {
      const known = barred.get(home)
      if (known) return known
      const found = [...participations.keys()].filter((agentId) => home.isBarred(agentId))
      barred.set(home, found)
      return found
    }
    return [...options.outsiders.values()].map((outsider) => {
      const { home, participation } = outsider
      const { participant } = participation
      const apartFrom = [...options.apartFrom(participant), ...barredFrom(home)]
      return {
        agentId: participant.agentId,
        pose: poseOf(outsider),
        maySpeak: !home.isMuted(participant.agentId),
        from: home.key,
        attenuation: home.sound(),
        ...effortOf(participant),
        ...(apartFrom.length > 0 && { apartFrom }),
      }
    })
  }

  function speakers(): HubSpeaker[] {
    const inForce = settings()
    return [...participations.values()].map(({ participant }) => {
      const { agentId, pose } = participant
      const apartFrom = options.apartFrom(participant)
      return {
        agentId,
        pose: { position: pose.position, look: pose.look },
        ...effortOf(participant),
        maySpeak: !options.isMuted(agentId, inForce),
        ...(apartFrom.length > 0 && { apartFrom }),
      }
    })
  }

  function tell(): void {
    if (route.state() === 'direct') return
    const inForce = settings()
    const directional = isDirectional(inForce)
    const deaf = options.deaf()
    hub?.setRoom(roomKey, {
      attenuation: soundOf(inForce),
      directional,
      ...(inForce.headphones && { headphones: true }),
      speakers: [...speakers(), ...speakersBeyond()],
      ...(deaf.length > 0 && { deaf }),
    })
  }

  function review(): void {
    if (!hub || closed) return
    afterMoves.begun()
    const isHere = isNeeded()
    const isNews = isHere !== neededHere
    neededHere = isHere
    const needed = isHere || options.isNeededBeyond()
    if (needed || participations.size > Math.ceil(options.meshPeers * NEARLY_A_CROWD)) hub.prepare()
    route.tell(needed ? 'needed' : 'not-needed')
    if (isOn())
      for (const participation of participations.values()) if (!participation.hub) pages?.want(participation)
    tell()
    if (isNews) options.onNeed()
  }

  return {
    review,
    isOn,
    isNeededHere: () => neededHere,
    reviewSoon() {
      if (hub) afterMoves.soon()
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
    handOver: (participation) => pages?.handOver(participation),
    adopt(participation) {
      pages?.adopt(participation)
      if (route.state() === 'direct') pages?.release(participation)
    },
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
      if (isOn()) for (const participation of participations.values()) pages?.ready(participation)
    },
    close() {
      closed = true
      afterMoves.cancel()
      cancelTime?.()
      cancelLook?.()
      pages?.close()
      if (route.state() !== 'direct') hub?.setRoom(roomKey, undefined)
    },
  }
}

/** What the hub is told of it: nothing of who talks. */
const effortOf = ({ effort }: Pick<Participant, 'effort'>) =>
  effort === undefined || effort === 'talk' ? {} : { effort }
