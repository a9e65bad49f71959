/** An RTCPeerConnection that negotiates nothing: it keeps the states of the standard, and a test plays the other end. */

interface FakeSender {
  track: MediaStreamTrack | null
  replaceTrack(track: MediaStreamTrack | null): Promise<void>
}

interface FakeTransceiver {
  direction: string
  readonly sender: FakeSender
  readonly receiver: FakeReceiver
}

export interface FakeReceiver {
  readonly track: { readonly kind: string }
  /** Packets arrive: the sources of the last moments. */
  sources: { audioLevel: number }[]
  getSynchronizationSources(): { audioLevel: number }[]
  getStats(): Promise<Map<string, unknown>>
}

type Description = { readonly type: 'offer' | 'answer'; readonly sdp: string }

export class FakePeerConnection {
  signalingState: RTCSignalingState = 'stable'
  connectionState: RTCPeerConnectionState = 'new'
  localDescription: Description | null = null
  remoteDescription: Description | null = null
  readonly candidates: unknown[] = []
  readonly stats = new Map<string, Record<string, unknown>>()
  restarts = 0
  ontrack: ((event: { track: unknown; streams: unknown[] }) => void) | null = null
  onconnectionstatechange: (() => void) | null = null
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null
  onnegotiationneeded: (() => void) | null = null
  private readonly transceivers: FakeTransceiver[] = []
  private offers = 0

  constructor(public configuration: RTCConfiguration | undefined) {}

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration
  }
  getTransceivers = () => this.transceivers
  getSenders = () => this.transceivers.map(({ sender }) => sender)
  getReceivers = () => this.transceivers.map(({ receiver }) => receiver)

  addTransceiver(track: MediaStreamTrack | string, { direction = 'sendrecv' } = {}): FakeTransceiver {
    const sender: FakeSender = {
      track: typeof track === 'string' ? null : track,
      async replaceTrack(next) {
        sender.track = next
      },
    }
    const receiver: FakeReceiver = {
      track: { kind: typeof track === 'string' ? track : 'audio' },
      sources: [],
      getSynchronizationSources: () => receiver.sources,
      getStats: async () => this.stats,
    }
    const transceiver = { direction, sender, receiver }
    this.transceivers.push(transceiver)
    this.needNegotiation()
    return transceiver
  }

  async createOffer(): Promise<Description> {
    return { type: 'offer', sdp: 'early offer\r\na=rtpmap:111 opus/48000/2\r\n' }
  }

  async setLocalDescription(description?: Description): Promise<void> {
    const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer'
    if (type === 'offer') this.offers += 1
    this.localDescription = description ?? { type, sdp: `${type} ${this.offers}` }
    this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable'
  }

  async setRemoteDescription(description: Description): Promise<void> {
    if (description.type === 'answer' && this.signalingState !== 'have-local-offer')
      throw new Error(`an answer while ${this.signalingState}`)
    // A polite end takes its own offer back.
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable'
    const first = this.remoteDescription === null
    this.remoteDescription = description
    if (this.transceivers.length === 0) this.addTransceiver('audio', { direction: 'recvonly' })
    if (first && description.sdp.includes('m=video')) this.addTransceiver('video', { direction: 'recvonly' })
    if (first) this.ontrack?.({ track: this.getReceivers()[0]?.track, streams: [] })
  }

  async addIceCandidate(candidate: unknown): Promise<void> {
    if (!this.remoteDescription) throw new Error('no description yet')
    this.candidates.push(candidate)
  }

  restartIce(): void {
    this.restarts += 1
    this.needNegotiation()
  }

  async getStats(): Promise<Map<string, Record<string, unknown>>> {
    return this.stats
  }

  close(): void {
    this.connectionState = 'closed'
    this.signalingState = 'closed'
  }

  /** Plays the network. */
  become(state: RTCPeerConnectionState): void {
    this.connectionState = state
    this.onconnectionstatechange?.()
  }

  private needNegotiation(): void {
    queueMicrotask(() => {
      if (this.signalingState === 'stable') this.onnegotiationneeded?.()
    })
  }
}
