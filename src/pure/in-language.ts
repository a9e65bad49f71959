/** Numbers, lists, dates and plurals as one language writes them. */

/** A form for each class of numbers that the language tells apart; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

export type Unit =
  | 'meter'
  | 'percent'
  | 'megabyte'
  | 'gigabyte'
  | 'millisecond'
  | 'second'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'

const LENGTHS: readonly (readonly ['week' | 'day' | 'hour' | 'minute', number])[] = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

export type InLanguage = ReturnType<typeof inLanguage>

/** @param tag a language such as `de` or `en-GB` */
export function inLanguage(tag: string) {
  const formats = new Map<string, Intl.NumberFormat>()
  let rules: Intl.PluralRules | undefined

  function written(value: number, options: Intl.NumberFormatOptions): string {
    const key = Object.values(options).join()
    const known = formats.get(key) ?? new Intl.NumberFormat(tag, options)
    formats.set(key, known)
    return known.format(value)
  }

  const number = (value: number, digits = 0) => written(value, { maximumFractionDigits: digits })
  const measure = (value: number, unit: Unit, unitDisplay: 'short' | 'long', digits = 0) =>
    written(value, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits })

  return {
    /** @param digits behind the point, at most */
    number,
    /** @param share 0..1 for 0 to 100 % */
    percent: (share: number, digits = 0) =>
      written(share, { style: 'percent', maximumFractionDigits: digits }),
    /** A value with its unit in short: `7 m`. */
    short: (value: number, unit: Unit, digits?: number) => measure(value, unit, 'short', digits),
    /** A value with its unit in full: `7 metres`. */
    long: (value: number, unit: Unit, digits?: number) => measure(value, unit, 'long', digits),
    /** A length of time in its largest whole unit: `90 minutes`, `1 week`. */
    lasting(seconds: number, unitDisplay: 'short' | 'long' = 'long'): string {
      const [unit, length] = LENGTHS.find(([, length]) => seconds % length === 0) ?? (['second', 1] as const)
      return measure(seconds / length, unit, unitDisplay)
    },
    metres: (value: number) => measure(value, 'meter', 'short', 1),
    /** How far somebody is: near people to the tenth of a metre. */
    distance: (metres: number) => {
      const digits = metres < 10 ? 1 : 0
      return written(metres, {
        style: 'unit',
        unit: 'meter',
        unitDisplay: 'short',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      })
    },
    /** `Anna, Bert and Carla`. */
    list: (items: Iterable<string>) => new Intl.ListFormat(tag).format(items),
    /** How long ago something was: `5 sec. ago`. */
    ago(seconds: number): string {
      const [unit, length] = LENGTHS.find(([, length]) => seconds >= 2 * length) ?? (['second', 1] as const)
      const form = new Intl.RelativeTimeFormat(tag, { style: 'short' })
      return form.format(-Math.round(seconds / length), unit)
    },
    /** The form for a count, with the count in it. */
    plural(count: number, forms: PluralForms): string {
      rules ??= new Intl.PluralRules(tag)
      return (forms[rules.select(count)] ?? forms.other).replace('#', number(count))
    },
  }
}
