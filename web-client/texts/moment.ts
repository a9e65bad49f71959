/** When something ends, as a person would say it. */

const DAY_MS = 24 * 60 * 60 * 1000

/** The time alone where it is today; with its date where it is not. */
export function moment(language: string, at: Date, now = new Date()): string {
  const sameDay = at.toDateString() === now.toDateString() && Math.abs(+at - +now) < DAY_MS
  const form: Intl.DateTimeFormatOptions = sameDay
    ? { timeStyle: 'short' }
    : { dateStyle: 'long', timeStyle: 'short' }
  return new Intl.DateTimeFormat(language, form).format(at)
}
