/** The hub connections of a room's pages: one for each page that is connected or is to connect. */

import { randomUUID } from 'node:crypto'
import { createMachine } from '../../../pure/state-machine.js'
import type { Timers } from '../../ports.js'
import type { Hub, HubCandidate } from '../hub.js'
import type { PageHubConnection, Participation } from '../participation.js'
import type { RoomKey } from '../room-key.js'
import { HUB_CONNECTION_TRANSITIONS } from './states.js'

/** Two pages that both hear each other through the hub give up their direct connection after this time. */
export const LINK_HANDOVER_MS = 1500

/** A page that has a new connection plays its voices from there within this time. */
const OUTGOING_MS = 1000

/** A page that has not reached the hub within this time is connected to others directly, as far as possible. */
export const HUB_REACH_MS = 6000

export interface HubConnectionsOptions {
  readonly hub: Hub
  readonly roomKey: RoomKey
  /** Whether a page that loses its connection is to make another one. */
  readonly isWanted: () => boolean
  /** Called when direct links may have to change. */
  readonly onChange: () => void
  readonly timers: Timers
}

export type HubConnections = ReturnType<typeof createHubConnections>

export function createHubConnections({ hub, roomKey, isWanted, onChange, timers }: HubConnectionsOptions) {
  const byPeer = new Map<string, Participation>()
  /** Connections to another process of the hub than the room's: each is heard until the page has a new one. */
  const outgoing = new Map<Participation, string>()

  function begin(participation: Participation): PageHubConnection {
    const progress = createMachine(HUB_CONNECTION_TRANSITIONS, 'unasked')
    const wantedAt = timers.now()
    participation.hub = {
      progress,
      peerId: undefined,
      wantedAt,
      readyAt: undefined,
      isAnswered: false,
      slots: [],
    }
    return participation.hub
  }

  /** Asks the page to connect: now, or as soon as the hub is up. */
  function want(participation: Participation): void {
    if (participation.participant.kind === 'viewer') return
    begin(participation)
    if (!hub.isDown(roomKey)) ask(participation)
    // Pages that do not reach the hub must be heard all the same.
    timers.after(HUB_REACH_MS + 1, onChange)
  }

  function ask({ hub: connection, participant }: Participation): void {
    if (connection?.progress.tell('hub-up')) participant.tell({ type: 'hub-wanted' })
  }

  function endOutgoing(participation: Participation): void {
    const peerId = outgoing.get(participation)
    if (peerId === undefined) return
    outgoing.delete(participation)
    byPeer.delete(peerId)
    hub.disconnect(peerId)
  }

  /** Ends a page's present connection, but not the one that it is about to give up. */
  function drop(participation: Participation): void {
    const peerId = participation.hub?.peerId
    participation.hub = undefined
    if (peerId === undefined || outgoing.get(participation) === peerId) return
    byPeer.delete(peerId)
    hub.disconnect(peerId)
  }

  function part(participation: Participation): void {
    drop(participation)
    endOutgoing(participation)
  }

  /** The participation that still has that connection. */
  function ownerOf(peerId: string): Participation | undefined {
    const participation = byPeer.get(peerId)
    return participation?.hub?.peerId === peerId ? participation : undefined
  }

  function tellSlots({ hub: connection, participant }: Participation): void {
    if (connection) participant.tell({ type: 'hub-slots', agentIds: connection.slots })
  }

  /** Whoever waits for the answer sends it first; the hub may have given the slots in the same moment. */
  function answered(peerId: string): void {
    timers.after(0, () => {
      const participation = ownerOf(peerId)
      if (!participation?.hub) return
      participation.hub.isAnswered = true
      if (participation.hub.slots.length > 0) tellSlots(participation)
    })
  }

  const onConnected = (peerId: string) => {
    const participation = ownerOf(peerId)
    const connection = participation?.hub
    if (!participation || !connection?.progress.tell('media-flows')) return
    connection.readyAt = timers.now()
    const older = outgoing.get(participation)
    if (older !== undefined)
      timers.after(OUTGOING_MS, () => {
        if (outgoing.get(participation) === older) endOutgoing(participation)
      })
    timers.after(LINK_HANDOVER_MS + 1, onChange)
  }
  /** Asks the page again: at once, or, if the hub itself ended, as soon as the hub is back. */
  const onClosed = (peerId: string) => {
    for (const [participation, older] of outgoing) if (older === peerId) outgoing.delete(participation)
    const participation = ownerOf(peerId)
    byPeer.delete(peerId)
    if (!participation) return
    participation.hub = undefined
    if (isWanted()) want(participation)
  }
  const onSlots = (peerId: string, agentIds: readonly (string | null)[]) => {
    const participation = ownerOf(peerId)
    if (!participation?.hub) return
    participation.hub.slots = agentIds
    if (participation.hub.isAnswered) tellSlots(participation)
  }
  /** The page makes another connection, and has this one until the other is up. */
  const onMoved = (peerId: string) => {
    const participation = ownerOf(peerId)
    if (participation?.hub?.progress.state() !== 'connected' || outgoing.has(participation)) return
    outgoing.set(participation, peerId)
    participation.participant.tell({ type: 'hub-wanted' })
  }
  hub.events.on('moved', onMoved).on('connected', onConnected).on('closed', onClosed).on('slots', onSlots)

  const isReady = ({ hub: connection }: Participation, since: number) =>
    connection?.readyAt !== undefined && timers.now() - connection.readyAt >= since
  const mayStillReach = ({ hub: connection }: Participation) =>
    connection === undefined ||
    connection.readyAt !== undefined ||
    timers.now() - connection.wantedAt < HUB_REACH_MS

  return {
    want,
    part,
    /** The page goes into another room: its connection is that room's from now on. */
    handOver(participation: Participation): void {
      endOutgoing(participation)
      const peerId = participation.hub?.peerId
      if (peerId !== undefined) byPeer.delete(peerId)
    },
    /** Takes over the connection of a page that comes from another room. */
    adopt(participation: Participation): void {
      const peerId = participation.hub?.peerId
      if (peerId === undefined) return
      byPeer.set(peerId, participation)
      hub.enter(peerId, roomKey)
    },
    /** The hub has started: asks a page that was not asked yet. */
    ready(participation: Participation): void {
      if (!hub.isDown(roomKey)) ask(participation)
    },
    /** Ends a connection that is no longer needed, and tells the page. */
    release(participation: Participation): void {
      if (!participation.hub) return
      part(participation)
      participation.participant.tell({ type: 'hub-released' })
    },
    /** @throws VoiceError `offer-invalid`, `hub-unavailable` */
    async connect(participation: Participation, offer: string): Promise<string> {
      const connection = participation.hub ?? begin(participation)
      drop(participation)
      const peerId = `page-${randomUUID()}`
      connection.progress.tell('offered')
      // Who is heard by an outgoing connection needs no direct link meanwhile.
      const readyAt = outgoing.has(participation) ? connection.readyAt : undefined
      participation.hub = Object.assign(connection, { peerId, readyAt, isAnswered: false, slots: [] })
      byPeer.set(peerId, participation)
      const { grid, agentId } = participation.participant
      const answer = await hub.connect({ peerId, grid, roomKey, agentId, kind: 'forward', offer })
      answered(peerId)
      return answer
    },
    addCandidate({ hub: connection }: Participation, candidate: HubCandidate): void {
      if (connection?.peerId !== undefined) hub.addCandidate(connection.peerId, candidate)
    },
    /** The page came back on a new socket: tells it again to connect, or whom it hears. */
    resume({ hub: connection, participant }: Participation): void {
      if (!connection || connection.progress.state() === 'unasked') return
      if (connection.peerId === undefined) participant.tell({ type: 'hub-wanted' })
      else participant.tell({ type: 'hub-slots', agentIds: connection.slots })
    },
    /** Whether two pages still need a direct link while the room goes through the hub. @param linked whether they have one */
    mayLink(one: Participation, two: Participation, linked: boolean): boolean {
      if (linked) return !(isReady(one, LINK_HANDOVER_MS) && isReady(two, LINK_HANDOVER_MS))
      return !mayStillReach(one) || !mayStillReach(two)
    },
    close(): void {
      hub.events
        .off('moved', onMoved)
        .off('connected', onConnected)
        .off('closed', onClosed)
        .off('slots', onSlots)
    },
  }
}
