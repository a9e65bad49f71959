/**
 * A connection that is made while nobody is there to take it, and its offer: the offer goes out with the join, and whoever
 * gets it from the service answers at once.
 */

import type { PageBrowser } from '../page/page-browser.js'
import type { PageTime } from '../page/page-time.js'

/** A connection whose offer the other side has. */
export interface OfferedConnection {
  readonly connection: RTCPeerConnection
  /** Kept once the offer is its own description. */
  readonly stated: Promise<void>
  /** Those that it has found so far. */
  readonly candidates: readonly RTCIceCandidate[]
}

export interface FirstOffer {
  /** Has the connection and its offer made; only once. @throws where the browser has no WebRTC */
  prepare(): void
  /**
   * The offer, the first time that it is asked for, if it has been made by then: an offer is said in one join. From now on
   * the connection looks for its own candidates.
   */
  say(configuration: RTCConfiguration): string | undefined
  /** The connection of the offer that was said: somebody has it. `undefined` where there is none, or somebody has it already. */
  take(): OfferedConnection | undefined
}

type State =
  | { readonly name: 'unmade' | 'gone' }
  | { readonly name: 'making'; readonly connection: RTCPeerConnection }
  | {
      readonly name: 'made'
      readonly connection: RTCPeerConnection
      readonly offer: RTCSessionDescriptionInit
    }
  | ({ readonly name: 'said' } & OfferedConnection)

/** The service hands it on as soon as the page is in a room, or drops it. */
const UNTAKEN_MS = 5000

export function createFirstOffer(
  browser: Pick<PageBrowser, 'prepareConnection'>,
  time: Pick<PageTime, 'after'>,
): FirstOffer {
  let state: State = { name: 'unmade' }

  function drop(): void {
    if ('connection' in state) state.connection.close()
    state = { name: 'gone' }
  }

  return {
    prepare() {
      if (state.name !== 'unmade') return
      const { connection, offer: made } = browser.prepareConnection()
      const making: State = { name: 'making', connection }
      state = making
      made.then(
        (offer) => {
          if (state === making) state = { name: 'made', connection, offer }
        },
        () => {
          if (state === making) drop()
        },
      )
    },
    say(configuration) {
      if (state.name === 'unmade') return undefined
      if (state.name !== 'made' || configuration.iceTransportPolicy === 'relay') {
        drop()
        return undefined
      }
      const { connection, offer } = state
      const candidates: RTCIceCandidate[] = []
      connection.onicecandidate = ({ candidate }) => candidate && candidates.push(candidate)
      connection.setConfiguration(configuration)
      const said: State = {
        name: 'said',
        connection,
        stated: connection.setLocalDescription(offer),
        candidates,
      }
      // Whoever takes the connection is told of it.
      said.stated.catch(() => undefined)
      state = said
      time.after(UNTAKEN_MS, () => state === said && drop())
      return offer.sdp
    },
    take() {
      if (state.name !== 'said') return undefined
      const taken = state
      state = { name: 'gone' }
      return taken
    },
  }
}
