/** Which grid's console is open: shown to admins of the whole service, where there are several grids. */

import type { GridView } from '../../../src/protocol/admin/grids.js'
import { may, openGrid, workingGrid } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'

const POLL_INTERVAL_MS = 30_000
/** The grid that is always there. */
const MAIN = 'main'

export function GridChoice() {
  const [grids] = usePolled<GridView[]>(may('GET /grids') ? '/grids' : undefined, POLL_INTERVAL_MS)
  if (!grids || (grids.length < 2 && workingGrid.value === undefined)) return null
  const open = workingGrid.value ?? MAIN
  return (
    <select
      class="grid-choice"
      aria-label={texts.grids.choose}
      data-testid="grid-choice"
      value={open}
      onChange={({ currentTarget }) =>
        openGrid(currentTarget.value === MAIN ? undefined : currentTarget.value)
      }
    >
      {grids.map(({ id, name }) => (
        <option key={id} value={id} selected={id === open}>
          {name}
        </option>
      ))}
    </select>
  )
}
