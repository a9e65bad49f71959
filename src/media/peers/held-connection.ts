/** A connection of the library, from its first day to its last: opened, negotiated, let go. */

import { PeerConnection, type RtcConfig } from 'node-datachannel'
import { withInexactTimers } from '../inexact-timers.js'

export interface PeerNetwork {
  /** One port for all peers, or a range with a port for each. */
  readonly portBegin: number
  readonly portEnd: number
  readonly mux: boolean
  /** Addresses that lead here though no interface has them. */
  readonly announced: readonly string[]
}

/**
 * The library holds on to its callbacks, and they to what they name, until the connection's own object is collected:
 * so no callback may name that object, or neither is ever collected. Callbacks name this one, which is emptied at the end.
 */
export interface HeldConnection {
  /** @throws Error once it was let go */
  get(): PeerConnection
  /** `undefined` once it was let go. */
  current(): PeerConnection | undefined
  /** Takes the connection out, for whoever closes it. */
  letGo(): PeerConnection | undefined
}

/** Asked of every peer every two seconds: the library takes a tenth of a millisecond to tell it, and it seldom changes. */
const REMOTE_KEPT_MS = 30_000
/**
 * The thread of the port asks each peer every five seconds whether it is still there, and looks at all of them whenever it wakes up.
 * A check that may be this late goes out when the next packet of anybody comes.
 */
const CHECK_SLACK_MS = 30
/** Without STUN servers to ask, gathering takes milliseconds. */
const GATHERING_LIMIT_MS = 1500

export function openConnection(name: string, { mux, portBegin, portEnd }: PeerNetwork): HeldConnection {
  const config: RtcConfig = {
    iceServers: [],
    disableAutoNegotiation: true,
    enableIceUdpMux: mux,
    portRangeBegin: portBegin,
    portRangeEnd: mux ? portBegin : portEnd,
  }
  let connection: PeerConnection | undefined = new PeerConnection(name, config)
  return {
    get() {
      if (!connection) throw new Error('the connection was closed meanwhile')
      return connection
    },
    current: () => connection,
    letGo() {
      const last = connection
      connection = undefined
      return last
    },
  }
}

/**
 * Answers the offer that was set last. An answer to nothing, as after an offer that came twice, would end the process:
 * the library throws where nothing catches.
 * @throws Error where no offer waits for its answer
 */
export function answerRemoteOffer(
  connection: Pick<PeerConnection, 'signalingState' | 'setLocalDescription'>,
): void {
  if (connection.signalingState() !== 'have-remote-offer') throw new Error('no offer waits for an answer')
  connection.setLocalDescription('answer')
}

/**
 * Sets the offer, answers it, and waits until the answer holds every candidate.
 * @param sdp whose candidates are ones that the hub may send to
 * @throws Error for what is no WebRTC offer
 */
export async function negotiate(held: HeldConnection, sdp: string): Promise<string> {
  const gathered = new Promise<void>((resolve) => {
    const limit = setTimeout(resolve, GATHERING_LIMIT_MS)
    held.get().onGatheringStateChange((state) => {
      if (state !== 'complete') return
      clearTimeout(limit)
      resolve()
    })
  })
  held.get().setRemoteDescription(sdp, 'offer')
  withInexactTimers(CHECK_SLACK_MS, () => answerRemoteOffer(held.get()))
  await gathered
  const answer = held.get().localDescription()
  if (answer?.type !== 'answer') throw new Error('the offer led to no answer')
  return answer.sdp
}

/** What the library knows of the pair in use. */
export interface KnowsPair {
  getSelectedCandidatePair(): { readonly remote: { readonly address: string; readonly type: string } } | null
}

/**
 * @param current the connection, while there is one
 * @param now a stopwatch, milliseconds
 * @returns address and kind of the other end of the pair in use, as `192.0.2.7 (host)`: asked for until it is known, then twice a minute
 */
export function createRemoteAddress(
  current: () => KnowsPair | undefined,
  now: () => number,
): () => string | undefined {
  let told: string | undefined
  let askedAtMs = Number.NEGATIVE_INFINITY
  return () => {
    if (told !== undefined && now() - askedAtMs < REMOTE_KEPT_MS) return told
    askedAtMs = now()
    const remote = current()?.getSelectedCandidatePair()?.remote
    told = remote && `${remote.address} (${remote.type})`
    return told
  }
}
