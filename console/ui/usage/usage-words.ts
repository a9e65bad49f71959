/** What a grid used, in words and as a file. */

import type { UsageAmount, UsageDay } from '../../../src/pure/grids/usage.js'
import type { UsageTexts } from '../../texts/english/hosting/usage.js'
import { format } from '../../texts/texts.js'
import { csvOf } from '../csv.js'

export type UsageNumber = UsageAmount | 'people'

const GIGABYTE = 1e9
const HOUR = 3600
/** A thousandth of a gigabyte is nothing that anybody pays for. */
const DIGITS = 3

export function usageWords(of: UsageNumber, value: number): string {
  switch (of) {
    case 'people':
      return format.number(value)
    case 'hubBytes':
      return format.short(value / GIGABYTE, 'gigabyte', value < 10 * GIGABYTE ? 2 : 0)
    default:
      return value < HOUR
        ? format.short(value / 60, 'minute')
        : format.short(value / HOUR, 'hour', value < 100 * HOUR ? 1 : 0)
  }
}

export interface UsageRow extends UsageDay {
  /** Where there are several: its id and its name. */
  readonly grid?: readonly [id: string, name: string]
}

export function usageCsv(
  rows: readonly UsageRow[],
  { columns, gridColumns }: Pick<UsageTexts, 'columns' | 'gridColumns'>,
): string {
  const several = rows.some(({ grid }) => grid)
  const gigabytes = (bytes: number) => Number((bytes / GIGABYTE).toFixed(DIGITS))
  return csvOf([
    [...(several ? gridColumns : []), ...columns],
    ...rows.map(({ grid = [], day, people, voiceSeconds, hubSeconds, hubBytes }) => [
      ...grid,
      day,
      people,
      Number((voiceSeconds / 60).toFixed(1)),
      hubSeconds,
      gigabytes(hubBytes),
    ]),
  ])
}
