/** The grids that are served: each with what it takes up, and what can be done with it. */

import { useState } from 'preact/hooks'
import type { GridView } from '../../../src/protocol/admin/grids.js'
import type { UsageOfGrids } from '../../../src/protocol/admin/usage.js'
import { get } from '../../api.js'
import { attempt, may } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { saveCsv } from '../csv.js'
import { usageCsv } from '../usage/usage-words.js'
import { usePolled } from '../use-polled.js'
import { GridCard } from './grid-card.js'
import { type Issued, IssuedSecrets } from './issued-secrets.js'
import { NewGrid } from './new-grid.js'
import { TakeIn } from './take-in.js'

const POLL_INTERVAL_MS = 5000

export function GridsPage() {
  const [grids, askAgain] = usePolled<GridView[]>('/grids', POLL_INTERVAL_MS)
  const [issued, setIssued] = useState<Issued | undefined>(undefined)
  const words = texts.grids
  if (!grids) return <p>{texts.loading}</p>
  const take = (next: Issued | undefined) => {
    if (next) setIssued(next)
    askAgain()
  }
  const saveUsage = () =>
    attempt(async () => {
      const names = new Map(grids.map(({ id, name }) => [id, name]))
      const { days } = await get<UsageOfGrids>('/grids/usage')
      const rows = days.map(({ grid, ...day }) => ({
        ...day,
        grid: [grid, names.get(grid) ?? grid] as const,
      }))
      saveCsv('usage', usageCsv(rows, texts.usage))
    })
  return (
    <>
      <div class="tools">
        <p class="hint">{words.hint}</p>
        <button type="button" data-testid="grids-usage" onClick={saveUsage}>
          {words.usageOfAll}
        </button>
      </div>
      {issued && <IssuedSecrets issued={issued} onDone={() => setIssued(undefined)} />}
      {grids.map((grid) => (
        <GridCard key={grid.id} grid={grid} onIssued={take} />
      ))}
      {may('POST /grids') && (
        <>
          <NewGrid onMade={take} />
          <TakeIn onTaken={take} />
        </>
      )}
    </>
  )
}
