/**
 * Where the voices of others come from, whichever way they take. The parts that play and show voices know only this
 * much of the network, so a way with one voice per connection and a way with many look alike.
 */

/** How a participant's audio travels: directly, through a TURN server, or through the service's media hub. */
export type MediaKind = 'p2p' | 'relay' | 'hub'

export type Quality = 'good' | 'fair' | 'poor'

/** What is known of a participant's audio; `media` is absent until it flows, `quality` until some was received. */
export interface VoiceReport {
  readonly media: MediaKind | undefined
  readonly quality: Quality | undefined
  /** Nothing at all arrives, not even the packets of silence. */
  readonly silent?: boolean
}

/** What the others are sent. */
export interface OwnVoice {
  /** `null` sends nothing. */
  readonly track: MediaStreamTrack | null
  /** In stereo, at a bitrate for music. */
  readonly performer: boolean
}

export interface VoiceSourceEvents {
  /** Whether the loudspeaker is open. Opening it would delay connections. */
  isOutputOpen(): boolean
  /**
   * A participant's audio arrives from here; a second stream of the same participant replaces the first.
   * @param stereo the two channels differ: a performer's
   */
  onVoice(agentId: string, stream: MediaStream, stereo?: boolean): void
  /** The audio no longer comes from here. */
  onVoiceGone(agentId: string): void
  /** Something about the audio has changed: the report says what. */
  onChange(agentId: string): void
  /** The participant's end sent something that makes no sense here; the next change may make sense. */
  onError(agentId: string, error: unknown): void
}

export interface VoiceSource {
  /** What everybody who is reached from here receives from now on. */
  send(own: OwnVoice): void
  /** Looks for new network ways: the network has changed. */
  restart(): void
  /** Whether the participant's packets arrive from here: an open connection may still carry nothing. */
  flows(agentId: string): boolean
  /** Audio level 0..1 of what the participant sends, before distance makes it quieter. For when it does not play: it takes long. */
  level(agentId: string): number
  report(agentId: string): Promise<VoiceReport>
  /** Ends everything that the source delivers; new deliveries may begin later. */
  close(): void
}
