/** A sentence with names in it, each in an element of its own. */

import { pieces } from '../../texts/isolated.js'

export function Said({ text }: { text: string }) {
  // Preact rewrites an empty text at every drawing, and a screen reader would then read the sentence out each time.
  const nodes = pieces(text).map((piece, index) => (index % 2 === 1 ? <bdi key={index}>{piece}</bdi> : piece))
  return <>{nodes.filter((node) => node !== '')}</>
}
