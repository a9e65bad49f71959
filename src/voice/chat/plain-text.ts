/** What residents write, made harmless: plain text that reads as it was written. */

/**
 * Characters that nobody sees or that change how other text is shown: bidirectional controls (Unicode UAX #9), zero-width
 * characters, letters without a shape, control characters other than a line break. Variation selectors, joiners and tags stay
 * for now: emoji are made with them.
 */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Cs}]/gu

/** Tags spell the flags of England, Scotland and Wales behind a black flag; anywhere else they hide text. */
const LONE_TAGS = /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,6})[\u{e0020}-\u{e007f}]/gu

/** Scripts that are written with zero-width joiners and non-joiners (Unicode UAX #31, 2.3). */
const JOINING = [
  'Arabic',
  'Syriac',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
]
  .map((script) => `\\p{Script=${script}}`)
  .join('')

/** Joiners with nothing to join, as names are disguised with: neither emoji nor letters that join stand on both sides. */
const LONE_JOINERS = new RegExp(
  String.raw`(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f${JOINING}])[\u200c\u200d]` +
    String.raw`|[\u200c\u200d](?![\p{Extended_Pictographic}${JOINING}])`,
  'gu',
)

/** More marks on one letter than any language writes are meant to cover the lines around. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu

/** A line break may stand for itself or for an empty line; more are meant to push other lines away. */
const EMPTY_LINES = /\n(?:[^\S\n]*\n){2,}/g

/**
 * The text without what could disguise it, trimmed.
 * @returns an empty text if nothing readable is left
 */
export function plainText(text: string): string {
  const plain = text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(HARMFUL, '')
    .replaceAll(LONE_TAGS, '')
    .replaceAll(LONE_JOINERS, '')
    .replaceAll(STACKED_MARKS, '$1')
    .replaceAll(EMPTY_LINES, '\n\n')
    .trim()
  return /[^\s\u2800\p{M}\p{C}]/u.test(plain) ? plain : ''
}
