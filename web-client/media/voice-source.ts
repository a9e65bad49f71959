/**
 * Where other people's voices come from, whatever way they take. What plays and shows them knows no more of
 * the network than this, so a way that carries one voice per connection and one that carries many look alike.
 */

/** How somebody's audio travels: straight, through a TURN server, or through the service's media hub. */
export type MediaKind = 'p2p' | 'relay' | 'hub'

export type Quality = 'good' | 'fair' | 'poor'

/** What is known of somebody's audio; `media` is absent until it flows, `quality` until some was received. */
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
  /**
   * Somebody's audio arrives from here; a second stream of the same person replaces the first.
   * @param stereo its two channels differ: a performer's
   */
  onVoice(agentId: string, stream: MediaStream, stereo?: boolean): void
  /** It comes from here no longer. */
  onVoiceGone(agentId: string): void
  /** Something about it has changed: the report says what. */
  onChange(agentId: string): void
  /** What somebody's end sent makes no sense here; its next change may. */
  onError(agentId: string, error: unknown): void
}

export interface VoiceSource {
  /** What goes out from now on, to everybody reached from here. */
  send(own: OwnVoice): void
  /** Looks for new ways: the network is another one. */
  restart(): void
  /** Whether somebody's packets arrive from here: a way that stands may still carry nothing. */
  flows(agentId: string): boolean
  /** Audio level 0..1 of what somebody sends, before it is made quieter by distance. */
  level(agentId: string): number
  report(agentId: string): Promise<VoiceReport>
  /** Ends all that it delivers; new deliveries may begin later. */
  close(): void
}
