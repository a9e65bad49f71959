/** A line as pieces: text, and links that open outside the page. Nothing in a line is ever markup. */

export type LinePiece = { readonly text: string } | { readonly text: string; readonly href: string }

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+/gi
/** What ends a sentence rather than an address. */
const SENTENCE_END = /[.,;:!?…*_~'")\]}]+$/

export function linePieces(line: string): readonly LinePiece[] {
  const pieces: LinePiece[] = []
  let done = 0
  for (const match of line.matchAll(ADDRESS)) {
    const text = withoutSentenceEnd(match[0])
    const href = addressOf(text)
    if (href === undefined) continue
    if (match.index > done) pieces.push({ text: line.slice(done, match.index) })
    pieces.push({ text, href })
    done = match.index + text.length
  }
  if (done < line.length) pieces.push({ text: line.slice(done) })
  return pieces
}

/** A closing bracket belongs to the address that opened it, as in many of Wikipedia's. */
function withoutSentenceEnd(text: string): string {
  const bare = text.replace(SENTENCE_END, '')
  const opens = bare.split('(').length - bare.split(')').length
  return opens > 0 && text.startsWith(`${bare})`) ? `${bare})` : bare
}

/** `undefined` for what is no address, and for one with a user name, which is meant to look like another host. */
function addressOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, username, password, href, hostname } = new URL(text)
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return isWeb && username === '' && password === '' && hostname !== '' ? href : undefined
}
