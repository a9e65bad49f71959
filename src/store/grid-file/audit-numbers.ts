/** What an act's detail names of the service that it comes from, such as the number of a channel, as it is here. */

/** New numbers by old ones, of each table that numbers its rows. */
export type Numbers = ReadonlyMap<string, ReadonlyMap<number, number>>

interface Here {
  readonly grid: string
  readonly numbers: Numbers
}

/**
 * A channel that was not in the file is named no more: here its number may be another one's. Grids of any other name are
 * this one.
 */
export function inDetail(json: string, here: Here): string {
  const detail: Record<string, unknown> = JSON.parse(json)
  const { changes } = detail
  return JSON.stringify({
    ...named(detail, here),
    ...(Array.isArray(changes) && {
      changes: changes.map((one) => (isObject(one) ? named(one, here) : one)),
    }),
    ...(typeof detail.undid === 'number' && {
      undid: here.numbers.get('admin_audit')?.get(detail.undid) ?? null,
    }),
  })
}

function named(part: Record<string, unknown>, { grid, numbers }: Here): Record<string, unknown> {
  const channels = numbers.get('channels')
  const here: Record<string, unknown> = { ...part }
  if ('grid' in part) here.grid = grid
  for (const column of ['id', 'channelId']) {
    const id = part[column]
    if (typeof id === 'number') here[column] = channels?.get(id) ?? null
  }
  return here
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
