/** Names inside sentences: a name in Arabic or Hebrew must not turn the words around it. */

const [OPEN, CLOSE] = ['\u2068', '\u2069']
/** Marks that change the direction of what follows: a name has no business with them. */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g

/** A name with the marks around it that keep its direction to itself (Unicode's first strong isolate). */
export function isolated(name: string): string {
  return OPEN + name.replace(DIRECTION_MARKS, '') + CLOSE
}

/** The pieces of a text, every second of them a name. */
export function pieces(text: string): string[] {
  return text.split(/[\u2068\u2069]/)
}

/** Without the marks: for where the text leaves the page. */
export function unmarked(text: string): string {
  return pieces(text).join('')
}
