/** When something was or ends, as a person would say it. */

import { varietyOf } from '../../src/pure/languages.js'
import { texts } from './texts.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** The time alone where it is today; with its date where it is not. */
export function moment(at: Date, now = new Date()): string {
  const sameDay = at.toDateString() === now.toDateString() && Math.abs(+at - +now) < DAY_MS
  const form: Intl.DateTimeFormatOptions = sameDay
    ? { timeStyle: 'short' }
    : { dateStyle: 'long', timeStyle: 'short' }
  return new Intl.DateTimeFormat(varietyOf(texts.language, navigator.languages), form).format(at)
}
