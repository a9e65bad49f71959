/** A page's slots: whose packets go into which of its streams. Only the headers of the packets change. */

import { isWithinReach } from '../../spatial/audible-set.js'
import type { Outlet } from '../peers/peer-tracks.js'
import { RTP_CLOCK_HZ, type RtpPacket, sequenceDistance } from '../peers/rtp.js'

/** A slot carries no other voice until the page has surely been told of the change. */
const REST_MS = 400
/** After so long without a packet a voice is numbered anew: a mute is a pause, not a thousand lost packets. */
const PAUSE_MS = 1000

interface Slot {
  readonly outlet: Outlet
  agentId: string | null
  freeSinceMs: number
  /** Which stream of the speaker's it carries: by another connection, or from another room, comes another one. */
  ssrc: number | undefined
  /** What is added to that stream's sequence numbers, so that this one goes on where it ended. */
  sequenceOffset: number
  timestampOffset: number
  /** How many numbers the present voice has used, up to `MAX_SPAN`: an older packet would take a number of the voice before. */
  span: number
  /** The highest number sent, with the timestamp below. */
  lastSequence: number
  lastTimestamp: number
  lastSentMs: number
}

/** Somebody whose voice a page could get. */
export interface Forwardable {
  readonly id: string
  readonly distanceMetres: number
  /** From how far away they are heard. */
  readonly reachMetres: number
  /** Has spoken within the last seconds. */
  readonly talks: boolean
}

/** Where there are more people than slots: what the distance of somebody who talks is multiplied by. */
const TALKER_NEARNESS = 0.25
/** The same for whoever has a slot already, so that two people do not take turns in one. */
const KEPT_NEARNESS = 0.9
/** Nobody counts as nearer than this: at distance zero neither factor would make a difference. */
const LEAST_METRES = 1

export interface Forwarder {
  /**
   * Chooses anew whom the page gets: the nearest within reach, and in a crowd those who talk before others. A speaker
   * who is chosen again keeps the slot.
   * @returns the agent id in each slot where any changed, else `undefined`
   */
  choose(candidates: readonly Forwardable[], nowMs: number): readonly (string | null)[] | undefined
  /** Whom the page gets. */
  speakers(): Iterable<string>
  /** To be called once, at the beginning: the page has these voices already, each in its slot. */
  goOnWith(agentIds: readonly (string | null)[]): void
  /** Passes on a packet, where its speaker has a slot. */
  forward(agentId: string, packet: RtpPacket, nowMs: number): void
}

const RTP_TICKS_PER_MS = RTP_CLOCK_HZ / 1000
const MAX_SPAN = 100

export function createForwarder(outlets: readonly Outlet[]): Forwarder {
  const slots = outlets.map(
    (outlet): Slot => ({
      outlet,
      agentId: null,
      freeSinceMs: Number.NEGATIVE_INFINITY,
      ssrc: undefined,
      sequenceOffset: 0,
      timestampOffset: 0,
      span: 0,
      lastSequence: 0,
      lastTimestamp: 0,
      lastSentMs: 0,
    }),
  )
  const bySpeaker = new Map<string, Slot>()

  function release(slot: Slot, nowMs: number): void {
    if (slot.agentId !== null) bySpeaker.delete(slot.agentId)
    slot.agentId = null
    slot.freeSinceMs = nowMs
    slot.ssrc = undefined
  }

  return {
    speakers: () => bySpeaker.keys(),
    choose(candidates, nowMs) {
      const wanted = candidates
        .map((candidate) => ({ ...candidate, connected: bySpeaker.has(candidate.id) }))
        .filter((candidate) => isWithinReach(candidate, candidate.reachMetres))
        .map(({ id, distanceMetres, talks, connected }) => ({
          id,
          weight:
            Math.max(LEAST_METRES, distanceMetres) *
            (talks ? TALKER_NEARNESS : 1) *
            (connected ? KEPT_NEARNESS : 1),
        }))
        .sort((a, b) => a.weight - b.weight)
        .slice(0, slots.length)
        .map(({ id }) => id)
      let changed = false
      for (const slot of slots) {
        if (slot.agentId === null || wanted.includes(slot.agentId)) continue
        release(slot, nowMs)
        changed = true
      }
      for (const agentId of wanted) {
        if (bySpeaker.has(agentId)) continue
        const free = slots.find((slot) => slot.agentId === null && nowMs - slot.freeSinceMs >= REST_MS)
        if (!free) break
        free.agentId = agentId
        bySpeaker.set(agentId, free)
        changed = true
      }
      return changed ? slots.map(({ agentId }) => agentId) : undefined
    },
    goOnWith(agentIds) {
      for (const [index, slot] of slots.entries()) {
        const agentId = agentIds[index]
        if (agentId === undefined || agentId === null) continue
        slot.agentId = agentId
        bySpeaker.set(agentId, slot)
      }
    },
    forward(agentId, { ssrc, sequence, timestamp, marker, payload }, nowMs) {
      const slot = bySpeaker.get(agentId)
      if (!slot) return
      if (slot.ssrc !== ssrc || nowMs - slot.lastSentMs > PAUSE_MS) {
        // The page's decoder shall see one stream with a pause in it, and no jump in either number.
        const pause = Math.round((nowMs - slot.lastSentMs) * RTP_TICKS_PER_MS)
        slot.span = 0
        slot.ssrc = ssrc
        slot.sequenceOffset = slot.lastSequence + 1 - sequence
        slot.timestampOffset = slot.lastTimestamp + pause - timestamp
      }
      const outgoing = {
        marker,
        sequence: (sequence + slot.sequenceOffset) & 0xffff,
        timestamp: (timestamp + slot.timestampOffset) >>> 0,
      }
      const ahead = sequenceDistance(slot.lastSequence, outgoing.sequence)
      if (ahead <= -slot.span || ahead === 0) return
      if (!slot.outlet.send(outgoing, payload)) return
      slot.lastSentMs = nowMs
      if (ahead < 0) return
      slot.span = Math.min(MAX_SPAN, slot.span + ahead)
      slot.lastSequence = outgoing.sequence
      slot.lastTimestamp = outgoing.timestamp
    },
  }
}
