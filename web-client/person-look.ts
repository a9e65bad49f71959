/** How a person looks everywhere, on the page and in the console: a colour from the agent id, and initials from the name. */

/** Hues are told apart at this distance; nearer ones would only look like mistakes. */
const HUES = 36
/** Equal for everybody: the grounds are light or dark, and white letters are read on all of them. */
const LIGHTNESS = 0.54
/** The most that every hue has within sRGB at this lightness. */
const CHROMA = 0.09

const letters = new Intl.Segmenter()

/** An FNV-1a hash of the agent id, in whatever case it is written. @returns degrees, 0..350 */
export function personHue(agentId: string): number {
  let hash = 0x811c9dc5
  for (const character of agentId.toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  // The lowest bits of FNV are the weakest.
  return (((hash ^ (hash >>> 15)) >>> 0) % HUES) * (360 / HUES)
}

/** A CSS colour, for white letters on it. */
export function personColour(agentId: string): string {
  return `oklch(${LIGHTNESS} ${CHROMA} ${personHue(agentId)})`
}

/** The first letter of the first and of the last word, as a reader counts letters: an emoji is one. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(word))
  // OpenSimulator calls everybody without a surname that.
  const named = words.length > 1 && words.at(-1) === 'Resident' ? words.slice(0, -1) : words
  const ends = named.length > 1 ? [named[0], named.at(-1)] : named
  return ends.map((word = '') => firstLetter(word)).join('')
}

function firstLetter(word: string): string {
  for (const { segment } of letters.segment(word)) {
    if (/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(segment)) return segment.toLocaleUpperCase()
  }
  return ''
}
