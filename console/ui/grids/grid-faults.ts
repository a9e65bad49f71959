/** Which fields of a grid the service refuses, in the admin's own words. */

import { ApiFault } from '../../api.js'
import { attempt } from '../../console-state.js'
import { texts } from '../../texts/texts.js'

/** Runs an act, and says which fields are at fault, if any. @returns whether it succeeded */
export function withFaults(
  say: (fields: readonly string[]) => void,
  work: () => Promise<unknown>,
): Promise<boolean> {
  say([])
  return attempt(async () => {
    try {
      await work()
    } catch (error) {
      if (error instanceof ApiFault) say(error.fault.faults?.map(({ field }) => field) ?? [])
      throw error
    }
  })
}

export function faultsOf(fields: readonly string[]): string {
  const words: Readonly<Record<string, string>> = texts.grids.faults
  // What follows from an id is as wrong as the id.
  const told = fields.includes('id') ? ['id'] : fields
  return [...new Set(told.map((field) => words[field] ?? words[field.split('.')[0] ?? ''] ?? ''))].join(' ')
}
