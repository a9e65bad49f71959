/** The ways that voices take to this page and from it: directly between pages, and through the hub. */

import type { SignalingClient } from '../service/signaling-client.js'
import { createHubConnection, type HubConnection } from './hub-connection.js'
import type { PeerBrowser } from './peer-connection.js'
import { createPeerConnections, type PeerConnections, type PeerSignals } from './peer-connections.js'
import { createRemoteVoices, type RemoteVoices } from './remote-voices.js'
import type { VoiceSourceEvents } from './voice-source.js'

export interface VoiceWays {
  /** Each participant's voice once, whichever way it takes. */
  readonly voices: RemoteVoices
  readonly peers: PeerConnections
  readonly hub: HubConnection
}

export function createVoiceWays(
  browser: PeerBrowser,
  signaling: Pick<SignalingClient, 'send' | 'check'>,
  {
    onHubConnected,
    pictures,
    ...heard
  }: VoiceSourceEvents & Pick<PeerSignals, 'pictures'> & { onHubConnected(): void },
): VoiceWays {
  const voices = createRemoteVoices(heard)
  const peers = voices.attach((events) =>
    createPeerConnections(browser, {
      ...events,
      sendDescription: ({ agentId, link }, description) =>
        signaling.send({ type: 'description', to: agentId, link, description }),
      sendCandidate: ({ agentId, link }, candidate) =>
        signaling.send({ type: 'candidate', to: agentId, link, candidate }),
      sendLost: ({ agentId, link }) => signaling.send({ type: 'link-lost', to: agentId, link }),
      pictures,
      onDoubt: signaling.check,
    }),
  )
  const hub = voices.attach((events) =>
    createHubConnection(browser, {
      ...events,
      sendOffer: (sdp) => signaling.send({ type: 'hub-offer', sdp }),
      sendCandidate: (candidate) => signaling.send({ type: 'hub-candidate', candidate }),
      onConnected: onHubConnected,
      onDoubt: signaling.check,
    }),
  )
  return { voices, peers, hub }
}
