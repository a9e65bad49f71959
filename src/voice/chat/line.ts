/** A line that somebody has written, as everybody who may read it is told. */

/** Who took a line away: its writer, or a moderator. */
export type LineRemover = 'writer' | 'moderator'

export interface Line {
  /** Unique over all conversations; the service's own. */
  readonly id: string
  /** Lines of a conversation are read in the order of this number. */
  readonly seq: number
  /** The number of the line's last change: lines, edits and removals of a conversation are counted together. */
  readonly change: number
  /** The agent id of the writer, stamped by the service. */
  readonly from: string
  readonly name: string
  /** Empty for a line that was taken away. */
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly edited: boolean
  readonly removedBy: LineRemover | undefined
  /** Said in local chat, and brought by a script. */
  readonly inWorld: boolean
  /** The writer's page made it up: a line that is sent again after a lost socket has the same one. */
  readonly nonce: string
}

/** How far a reader has read: up to that change of that log. */
export interface Cursor {
  readonly log: string
  readonly change: number
}

/** What somebody who comes may read. */
export interface History {
  readonly lines: readonly Line[]
  /** `undefined` while nobody has written. */
  readonly upTo: Cursor | undefined
  /** Lines were written since the reader's cursor that are kept no more. */
  readonly missed: boolean
}
