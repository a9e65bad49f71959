/** Stereo panning, for listeners whose mix is made on the server. */

import type { Vector3 } from './direction.js'

/** Even a voice straight from one side stays audible in the far ear: a silent ear is unpleasant on headphones. */
const WIDEST = 0.9

/**
 * Gains for left and right of a voice from a direction in the ear's frame (`directionInEarFrame`): equal power,
 * so that a voice is as loud from everywhere: left² + right² = 1. Ahead and behind sound the same.
 */
export function stereoGains([right]: Vector3): readonly [left: number, right: number] {
  const side = Number.isFinite(right) ? Math.max(-1, Math.min(1, right)) * WIDEST : 0
  const angle = ((side + 1) * Math.PI) / 4
  return [Math.cos(angle), Math.sin(angle)]
}

/** Gains of a voice without direction. */
export const CENTRED: readonly [left: number, right: number] = [Math.SQRT1_2, Math.SQRT1_2]
