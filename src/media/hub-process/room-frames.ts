/** What is heard in a room in one turn: 20 ms of everybody who speaks, and of those who have just stopped. */

import type { LevelMeter } from '../mixing/level-meter.js'
import { emptyHistory, type VoiceFrame, type VoiceHistory } from '../mixing/mix-kernel.js'
import {
  aimAtSilence,
  isAudible,
  isFiltered,
  isSteady,
  silentGain,
  type VoiceGain,
} from '../mixing/voice-gain.js'
import type { Hearing, ListeningPeer } from './hearing.js'

/** A peer in the room: it listens always, and speaks where the room knows its avatar. */
export interface RoomPeer extends ListeningPeer {
  readonly meter: LevelMeter
  /** How loud its voice is at each ear, since something has changed that it depends on. */
  gains: KnownGains | undefined
  /** Of the last turn in which its voice was filtered. */
  filtered: { readonly turn: number; readonly history: VoiceHistory } | undefined
  /** The avatar's connection that this one takes the place of, until this one's first packet. */
  replaces: RoomPeer | undefined
  /** The connection through which its avatar speaks now, or its voice from another room: what comes by this one is dropped. */
  replacedBy: RoomPeer | undefined
  /** The newer connection is heard: of this one, nothing is left. */
  isOver: boolean
  /** How many reviews a voice is still held for whose speaker has gone into another room; `undefined`: they are here. */
  heldFor: number | undefined
}

/** How loud a voice is at each ear of the room, in the ears' order. */
interface VoiceGains {
  readonly gains: readonly VoiceGain[]
  /**
   * Left and right of each ear where the voice is heard as it is and at a gain that has arrived, else not a number;
   * `undefined` in the first turn after a change.
   */
  readonly steady: Float32Array | undefined
}

interface KnownGains extends VoiceGains {
  /** After which change they were found. */
  readonly change: number
  readonly isAudible: boolean
  readonly isFiltered: boolean
}

/** 20 ms of somebody's sound, and how loud it is. */
export interface AudibleFrame extends VoiceFrame, VoiceGains {}

export interface RoomFrames {
  /** Somebody has come or gone, or a gain may be another one from now on. */
  changed(): void
  /** What can be heard in this turn: 20 ms of everybody who speaks and whom somebody hears. */
  pull(listeners: readonly RoomPeer[], nowMs: number): AudibleFrame[]
  /** Somebody has gone: that frame fades out in the next turn. */
  fadeOut(peer: RoomPeer, frame: Float32Array): void
  /** Whether somebody is still to fade out. */
  areFading(): boolean
}

export function createRoomFrames(
  peers: ReadonlyMap<string, RoomPeer>,
  hearing: Pick<Hearing, 'gainAt'>,
): RoomFrames {
  const leaving: { peer: RoomPeer; frame: Float32Array }[] = []
  let turns = 0
  let changes = 0

  /** What is needed of the frames before to filter the next one, where somebody hears that. */
  function historyFor(peer: RoomPeer, isNeeded: boolean): VoiceHistory | undefined {
    if (!isNeeded) return undefined
    const history = peer.filtered?.turn === turns - 1 ? peer.filtered.history : emptyHistory()
    peer.filtered = { turn: turns, history }
    return history
  }

  function fading(peer: RoomPeer, frame: Float32Array, listeners: readonly RoomPeer[]): AudibleFrame {
    const { voice } = peer.media
    const gains = listeners.map(({ ear }) => ear.gains.get(voice) ?? silentGain())
    gains.forEach(aimAtSilence)
    // Gains are kept through pauses, and go with the voice.
    for (const { ear } of listeners) ear.gains.delete(voice)
    return { frame, gains, steady: undefined, history: historyFor(peer, gains.some(isFiltered)) }
  }

  /** Asks for all gains after a change, sees in the next turn where they have arrived, and asks no more. */
  function gainsOf(peer: RoomPeer, listeners: readonly RoomPeer[]): KnownGains {
    const before = peer.gains?.change === changes ? peer.gains : undefined
    if (before?.steady) return before
    const gains = before?.gains ?? listeners.map((listener) => hearing.gainAt(listener, peer.media))
    return {
      change: changes,
      gains,
      steady: before && steadyOf(gains),
      isAudible: gains.some(isAudible),
      isFiltered: gains.some(isFiltered),
    }
  }

  function pullFrom(peer: RoomPeer, listeners: readonly RoomPeer[], nowMs: number): AudibleFrame | undefined {
    const { media, meter, isOver } = peer
    const { voice } = media
    if (isOver || !voice.isActive()) {
      meter.measured(undefined)
      // Its time goes on: it may be heard again.
      if (voice.isActive()) voice.pull(nowMs, () => false)
      return undefined
    }
    let known: KnownGains | undefined
    const frame = voice.pull(nowMs, () => {
      known = gainsOf(peer, listeners)
      return known.isAudible
    })
    meter.measured(voice.power())
    if (known) peer.gains = known
    if (!frame || !known) return undefined
    return { frame, gains: known.gains, steady: known.steady, history: historyFor(peer, known.isFiltered) }
  }

  /** What waits of an older connection is heard until the newer one is: nobody is heard twice, and nothing is left out. */
  function pullReplaced(
    peer: RoomPeer,
    listeners: readonly RoomPeer[],
    nowMs: number,
  ): AudibleFrame | undefined {
    const { media, replacedBy, isOver } = peer
    if (isOver || !replacedBy?.media.voice.power()) return pullFrom(peer, listeners, nowMs)
    peer.isOver = true
    const frame = media.voice.pull(nowMs, () => true) ?? media.voice.lastFrame()
    return frame && fading(peer, frame, listeners)
  }

  function pull(listeners: readonly RoomPeer[], nowMs: number): AudibleFrame[] {
    turns += 1
    const audible = leaving.splice(0).map(({ peer, frame }) => fading(peer, frame, listeners))
    const replaced: RoomPeer[] = []
    for (const peer of peers.values()) {
      if (peer.replacedBy) replaced.push(peer)
      else {
        const frame = pullFrom(peer, listeners, nowMs)
        if (frame) audible.push(frame)
      }
    }
    // By now it is known whether the newer ones are heard.
    for (const peer of replaced) {
      const frame = pullReplaced(peer, listeners, nowMs)
      if (frame) audible.push(frame)
    }
    return audible
  }

  return {
    pull,
    changed() {
      changes += 1
    },
    fadeOut: (peer, frame) => void leaving.push({ peer, frame }),
    areFading: () => leaving.length > 0,
  }
}

function steadyOf(gains: readonly VoiceGain[]): Float32Array {
  const steady = new Float32Array(gains.length * 2)
  for (const [ear, gain] of gains.entries())
    steady.set(isSteady(gain) ? [gain.left, gain.right] : [Number.NaN, Number.NaN], ear * 2)
  return steady
}
