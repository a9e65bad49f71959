/** XML of others, before a parser sees it. */

export interface PlainXml {
  /** A whole tag, its first group a slash for an end, its second one for an empty element. */
  readonly tag: RegExp
  readonly maxDepth: number
  /** Whose answer it is, as in "markup that no … has". */
  readonly whose: string
}

/**
 * Refuses what such an answer never holds (comments, CDATA, document types, foreign attributes): any `<` that begins
 * something else than one of its tags or the XML declaration.
 * @throws Error for that, and for nesting without end
 */
export function refuseForeignMarkup(xml: string, { tag, maxDepth, whose }: PlainXml): void {
  let depth = 0
  for (const [piece] of xml.matchAll(/<[^<>]*>?/g)) {
    const found = tag.exec(piece)
    if (found) {
      if (found[1]) depth -= 1
      else if (!found[2]) depth += 1
    } else if (!/^<\?xml\s[^<>]*\?>$/.test(piece)) {
      throw new Error(`it holds markup that no ${whose} has`)
    }
    if (depth > maxDepth) throw new Error(`it nests deeper than ${maxDepth} levels`)
  }
}
