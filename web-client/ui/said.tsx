/** A sentence with names in it, each in an element of its own. */

import { pieces } from '../texts/isolated.js'

export function Said({ text }: { text: string }) {
  return <>{pieces(text).map((piece, index) => (index % 2 === 1 ? <bdi key={index}>{piece}</bdi> : piece))}</>
}
