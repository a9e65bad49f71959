/** Where there are several nodes, one asks the grid for all of them and tells the others. */

import type { Avatar } from '../voice/grids/grid.js'
import type { GridWord } from '../voice/presence/grid-words.js'
import type { ListedRegion } from './client/robust-client.js'
import type { QuestionState } from './question.js'

/** What the node that asks has heard. Can be put into JSON. */
export type GridTold =
  | { readonly kind: 'regions'; readonly regions: readonly ListedRegion[] }
  /** Of everybody who was asked for; `null`: the grid does not know them. */
  | { readonly kind: 'where'; readonly words: readonly (readonly [agentId: string, word: GridWord | null])[] }
  | { readonly kind: 'state'; readonly state: SharedState }

/** How the questions go. */
export interface SharedState {
  readonly regions: QuestionState
  readonly where: QuestionState
}

export interface SharedAsking {
  /** Whether this node is the one that asks. */
  isAsker(): boolean
  /** Those with a page on other nodes, as they said a moment ago. */
  othersAvatars(): Promise<readonly Avatar[]>
  /** Tells all other nodes. @returns whether all that heard it know the regions */
  tell(told: GridTold): Promise<boolean>
  /** Answers the node that asks. */
  answer(own: {
    readonly avatars: () => readonly Avatar[]
    /** @returns whether this node knows the regions */
    readonly hear: (told: GridTold) => boolean
  }): void
}
