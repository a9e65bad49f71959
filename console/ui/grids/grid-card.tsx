/** One grid: what it takes up of what it may, and what can be done with it. */

import { useState } from 'preact/hooks'
import {
  GRID_LIMITS,
  type GridLimitName,
  type GridView,
  type RenewedSecret,
} from '../../../src/protocol/admin/grids.js'
import { patch, post } from '../../api.js'
import { attempt, may, openGrid, page } from '../../console-state.js'
import { format, texts } from '../../texts/texts.js'
import { AskFirst } from '../ask-first.js'
import { DeleteGrid } from './delete-grid.js'
import { GridExport } from './grid-export.js'
import { faultsOf, withFaults } from './grid-faults.js'
import { BYTES_OF_KILOBYTE, changeIn, GridFields } from './grid-fields.js'
import type { Issued } from './issued-secrets.js'

export interface GridCardProps {
  readonly grid: GridView
  readonly onIssued: (issued: Issued | undefined) => void
}

export function GridCard({ grid, onIssued }: GridCardProps) {
  const { id, name, fromSettings, robust } = grid
  const [edited, setEdited] = useState(false)
  const [faults, setFaults] = useState<readonly string[]>([])
  const words = texts.grids

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const change = changeIn(event.currentTarget, grid)
    if (await withFaults(setFaults, () => patch(`/grids/${id}`, change))) setEdited(false)
    onIssued(undefined)
  }

  const renew = (secret: 'regionSecret' | 'vivoxPassword') =>
    attempt(async () =>
      onIssued({ ...(await post<RenewedSecret>(`/grids/${id}/secrets/${secret}/renew`)), name }),
    )
  const open = () => {
    openGrid(fromSettings ? undefined : id)
    location.hash = '#overview'
    page.value = 'overview'
  }

  return (
    <section class="card" data-testid="grid" data-id={id}>
      <h2>
        <bdi>{name}</bdi> <span class="hint">{id}</span>
      </h2>
      <p class="hint name">
        {[
          `${words.sipDomain}: ${grid.sipDomain}`,
          grid.hostNames.length > 0 && `${words.hostNames}: ${format.list(grid.hostNames)}`,
          robustWords(robust),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <dl class="uses">
        {GRID_LIMITS.map((limit) => (
          <GridUse key={limit} of={limit} grid={grid} />
        ))}
      </dl>
      {edited && (
        <form class="fields" onSubmit={save} data-testid="grid-edit">
          <GridFields grid={grid} />
          <p class="fault whole" role="alert" data-testid="grid-fault">
            {faultsOf(faults)}
          </p>
          <button type="submit" class="primary">
            {texts.save}
          </button>
        </form>
      )}
      <div class="acts">
        <button type="button" data-testid="grid-open" onClick={open}>
          {words.open}
        </button>
        {may('PATCH /grids/:id') && (
          <>
            <button type="button" data-testid="grid-change" onClick={() => setEdited(!edited)}>
              {edited ? texts.cancel : texts.regionKeys.change}
            </button>
            <GridExport grid={grid} />
          </>
        )}
        {may('PATCH /grids/:id') && !fromSettings && (
          <>
            <AskFirst
              label={words.renewKey}
              means={words.renewKeyMeans}
              yes={texts.regionKeys.renewYes}
              testId="grid-renew-key"
              onYes={() => renew('regionSecret')}
            />
            <AskFirst
              label={words.renewVivox}
              means={words.renewVivoxMeans}
              yes={texts.regionKeys.renewYes}
              testId="grid-renew-vivox"
              onYes={() => renew('vivoxPassword')}
            />
            <DeleteGrid grid={grid} onDeleted={() => onIssued(undefined)} />
          </>
        )}
      </div>
    </section>
  )
}

function GridUse({ of, grid }: { readonly of: GridLimitName; readonly grid: GridView }) {
  const [used, limit] = [grid.use[of], grid.limits[of]]
  const isFull = limit !== null && used >= limit
  return (
    <div data-testid={`use-${of}`} data-full={isFull}>
      <dt>{texts.grids.limits[of]}</dt>
      <dd class={isFull ? 'fault' : ''}>
        {limit === null
          ? limitWords(of, used)
          : texts.grids.usedOf(limitWords(of, used), limitWords(of, limit))}
        {isFull && ` ${texts.grids.full}`}
      </dd>
    </div>
  )
}

const limitWords = (of: GridLimitName, value: number): string =>
  format.number(of === 'bytesPerSecond' ? value / BYTES_OF_KILOBYTE : value)

function robustWords(robust: GridView['robust']): string {
  const { robustOff, robustOn, robustFails } = texts.grids
  if (!robust) return robustOff
  return robust.answers === false ? robustFails(robust.url) : robustOn(robust.url)
}
