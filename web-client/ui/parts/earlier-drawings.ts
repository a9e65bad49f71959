/** What a component drew before is let go, so that a page that is open all day does not grow. */

import { options, type VNode } from 'preact'

/** The fields of a virtual node that are used here, by the names that Preact's builds give them. */
interface VirtualNode extends VNode {
  /** Its component, where it was drawn before. */
  readonly __c?: { readonly __v: VirtualNode } | null
  /** What it consists of. */
  __k: unknown
}

interface Hooks {
  /** Before a virtual node is drawn. */
  __b?: (drawn: VirtualNode) => void
  diffed?: (drawn: VirtualNode) => void
}

/**
 * Must be called before anything is drawn. Preact 11.2 keeps for ever what a component drew first, where the component
 * draws itself again, as one that reads a signal does: its first virtual node stays among its parent's properties, and
 * refers to what it consisted of. Parts that were passed over hand on to a later drawing what they consist of, and that
 * refers to its parent, the later drawing: so the first drawing keeps all others.
 */
export function forgetEarlierDrawings(): void {
  const hooks = options as Hooks
  const { __b: begins, diffed: ends } = hooks
  const replaced = new WeakMap<VirtualNode, VirtualNode>()
  hooks.__b = (drawn) => {
    // A component that draws itself again has one already: of the drawing that is replaced.
    const earlier = drawn.__c?.__v
    if (earlier && earlier !== drawn) replaced.set(drawn, earlier)
    begins?.(drawn)
  }
  hooks.diffed = (drawn) => {
    ends?.(drawn)
    const earlier = replaced.get(drawn)
    if (!earlier) return
    replaced.delete(drawn)
    earlier.__k = null
  }
}
