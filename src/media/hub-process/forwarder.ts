/** A page's slots: whose packets go into which of its streams, passed on untouched but for their headers. */

import { isWithinReach } from '../../spatial/audible-set.js'
import type { Outlet } from '../peers/peer-tracks.js'
import { type RtpPacket, sequenceDistance } from '../peers/rtp.js'

/** A slot that carried one voice carries no other before the page has surely been told. */
const REST_MS = 400
/** A speaker of whom nothing came for so long begins anew: a mute is a pause, not a thousand lost packets. */
const PAUSE_MS = 1000

interface Slot {
  readonly outlet: Outlet
  agentId: string | null
  freeSinceMs: number
  /** What is added to the speaker's own numbers, so that the stream goes on where it ended. */
  sequenceOffset: number | undefined
  timestampOffset: number
  /** How many numbers the present voice has used, up to a reordering's worth: one from before it would take another's. */
  span: number
  /** The highest sent, with its timestamp. */
  lastSequence: number
  lastTimestamp: number
  lastSentMs: number
}

/** Somebody whose voice a page could get. */
export interface Forwardable {
  readonly id: string
  readonly distanceMetres: number
  /** Has spoken within the last seconds. */
  readonly talks: boolean
}

/** Where there are more people than slots, who talks counts as so much nearer… */
const TALKER_NEARNESS = 0.25
/** …and who has a slot already as a little, so that two do not take turns in one. */
const KEPT_NEARNESS = 0.9
/** Nobody counts as nearer, or both would count for nothing among people who stand in one spot. */
const LEAST_METRES = 1

export interface Forwarder {
  /**
   * Chooses anew whom the page gets: the nearest within reach, and in a crowd rather those who talk. Who has a
   * slot keeps it.
   * @returns the slots where that changed them, else `undefined`
   */
  choose(
    candidates: readonly Forwardable[],
    reachMetres: number,
    nowMs: number,
  ): readonly (string | null)[] | undefined
  /** Whom it gets. */
  speakers(): Iterable<string>
  /** Passes on a packet of somebody who has a slot. */
  forward(agentId: string, packet: RtpPacket, nowMs: number): void
}

const RTP_TICKS_PER_MS = 48
const MAX_SPAN = 100

export function createForwarder(outlets: readonly Outlet[]): Forwarder {
  const slots = outlets.map(
    (outlet): Slot => ({
      outlet,
      agentId: null,
      freeSinceMs: Number.NEGATIVE_INFINITY,
      sequenceOffset: undefined,
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
    slot.sequenceOffset = undefined
  }

  return {
    speakers: () => bySpeaker.keys(),
    choose(candidates, reachMetres, nowMs) {
      const wanted = candidates
        .map(({ id, distanceMetres, talks }) => ({ id, distanceMetres, talks, connected: bySpeaker.has(id) }))
        .filter((candidate) => isWithinReach(candidate, reachMetres))
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
    forward(agentId, { sequence, timestamp, marker, payload }, nowMs) {
      const slot = bySpeaker.get(agentId)
      if (!slot) return
      if (slot.sequenceOffset === undefined || nowMs - slot.lastSentMs > PAUSE_MS) {
        // The page's decoder is to see one stream with a pause in it, not a jump in either number.
        const pause = Math.round((nowMs - slot.lastSentMs) * RTP_TICKS_PER_MS)
        slot.span = 0
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
