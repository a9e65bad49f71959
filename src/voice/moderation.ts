/** What a moderator can do to the people of a room. */

/** Acts on the people really in a channel's room; an avatar who is not there makes no difference. */
export interface Moderation {
  /** Takes an avatar out of the channel's room; false when it is not in it. */
  kick(channelId: number, agentId: string): boolean
  /** Takes everybody out; how many there were. */
  kickAll(channelId: number): number
  /**
   * Mutes an avatar for everybody in the channel, or takes that back. Sticky: it holds for an avatar
   * who comes back, and for listeners who come later.
   */
  setMuted(channelId: number, agentId: string, muted: boolean): void
  /** Mutes everybody in the channel, also those who come later, or takes every mute of the channel back. */
  setAllMuted(channelId: number, muted: boolean): void
}
