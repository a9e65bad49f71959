/** What a check can be about, and what a check can find. */

export type CheckName =
  | 'microphone'
  | 'speaker'
  | 'socket'
  | 'stun'
  | 'turn'
  | 'feed'
  | 'room'
  | 'range'
  | 'echo'

/** `unknown`: the page cannot tell, or there is nothing to check. */
export type CheckState = 'good' | 'bad' | 'unknown'

export interface Finding {
  readonly state: CheckState
  readonly text: string
}
