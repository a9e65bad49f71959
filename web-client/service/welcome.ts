/** Handles the service's welcome: who the resident is, ICE servers, and a session that is kept alive. */

import type { IceServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'
import type { VoiceWays } from '../media/voice-ways.js'
import type { PageTime } from '../page/page-time.js'
import type { VoiceState } from '../page/voice-state.js'
import { keepSignedIn } from './session-renewal.js'

export interface Welcome {
  /** Takes over what the message says. */
  receive(message: ServerMessageOf<'welcome'>): void
  useIceServers(servers: ServerMessageOf<'ice-servers'>['iceServers']): void
  /** Another room's ways: they are told the same, now and from now on. */
  addWays(ways: Pick<VoiceWays, 'peers' | 'hub'>): void
  /** Stops keeping the session alive. */
  end(): void
}

export interface WelcomeOptions {
  /** Of the room of the place. */
  readonly ways: Pick<VoiceWays, 'peers' | 'hub'>
  readonly state: Pick<VoiceState, 'ownName' | 'hidesAddresses' | 'iceServers'>
  readonly time: PageTime
}

export function createWelcome({ state, ways, time }: WelcomeOptions): Welcome {
  let iceTransportPolicy: RTCIceTransportPolicy = 'all'
  let endRenewals: (() => void) | undefined
  const all = [ways]

  function tell({ peers, hub }: WelcomeOptions['ways'], servers: IceServerMessage[]): void {
    peers.configure(servers, iceTransportPolicy)
    hub.configure(servers, iceTransportPolicy)
  }

  const welcome: Welcome = {
    receive(message) {
      iceTransportPolicy = message.iceTransportPolicy
      state.hidesAddresses.value = message.hidesAddresses
      state.ownName.value = message.name
      endRenewals ??= keepSignedIn(message.agentId, time)
      welcome.useIceServers(message.iceServers)
    },
    useIceServers(servers) {
      state.iceServers.value = servers
      for (const one of all) tell(one, servers)
    },
    addWays(more) {
      all.push(more)
      tell(more, [...state.iceServers.value])
    },
    end() {
      endRenewals?.()
      endRenewals = undefined
    },
  }
  return welcome
}
