/** The audit log: what was done, from what to what, by whom; filtered, exported, and undone where that is possible. */

import { useState } from 'preact/hooks'
import type { AuditView } from '../../../src/protocol/admin-api.js'
import type { ResidentView } from '../../../src/protocol/admin-people.js'
import { get, post } from '../../api.js'
import { attempt, may } from '../../console-state.js'
import { format, moment, texts } from '../../texts/texts.js'
import { saveCsv } from '../csv.js'
import { PersonField } from '../people/person-field.js'
import { useNames } from '../people/use-names.js'
import { usePolled } from '../use-polled.js'
import { auditCsv } from './audit-csv.js'
import { AUDIT_KINDS, type AuditKind, unnamedIn } from './audit-words.js'
import { EntryLines } from './entry-lines.js'

const PAGE = 100
const EXPORT_PAGE = 1000
const KINDS = ['all', 'people', 'channels', 'admins', 'secrets'] as const

export function AuditPage() {
  const [search, setSearch] = useState('')
  const [kind, setKind] = useState<AuditKind>('all')
  const [person, setPerson] = useState<ResidentView | undefined>(undefined)
  const [days, setDays] = useState<{ readonly from: string; readonly to: string }>({ from: '', to: '' })
  const [older, setOlder] = useState<readonly AuditView[]>([])
  const [isExporting, setExporting] = useState(false)
  const filter = filterOf({ search, kind, person, ...days })
  const [newest, askAgain] = usePolled<AuditView[]>(`/audit?${filter}`, 5000)
  const entries = [...(newest ?? []), ...older.filter(({ id }) => !newest?.some((one) => one.id === id))]
  const names = useNames(entries.flatMap(unnamedIn))
  const nameOf = (agentId: string) => names.get(agentId) ?? agentId.slice(0, 4)
  const language = { texts, format, moment: (at: number) => moment(at), nameOf }

  function change(apply: () => void): void {
    setOlder([])
    apply()
  }

  async function exportAll(): Promise<void> {
    setExporting(true)
    await attempt(async () => {
      const all: AuditView[] = []
      for (let before = ''; ; ) {
        const page = await get<AuditView[]>(`/audit?${filter}&limit=${EXPORT_PAGE}${before}`)
        all.push(...page)
        const last = page.at(-1)
        if (!last || page.length < EXPORT_PAGE) break
        before = `&before=${last.id}`
      }
      saveCsv('audit', auditCsv(all, language))
    })
    setExporting(false)
  }

  const oldest = entries.at(-1)
  return (
    <section class="card">
      <div class="tools">
        <input
          type="search"
          aria-label={texts.searchAudit}
          placeholder={texts.searchAudit}
          value={search}
          onInput={({ currentTarget }) => change(() => setSearch(currentTarget.value))}
        />
        <PersonField
          label={texts.auditPerson}
          value={person}
          onChange={(chosen) => change(() => setPerson(chosen))}
        />
        <select
          aria-label={texts.auditKind}
          data-testid="audit-kind"
          value={kind}
          onChange={({ currentTarget }) =>
            change(() => setKind(KINDS.find((one) => one === currentTarget.value) ?? 'all'))
          }
        >
          {KINDS.map((one) => (
            <option key={one} value={one} selected={one === kind}>
              {texts.auditKinds[one]}
            </option>
          ))}
        </select>
        <span class="days">
          {(['from', 'to'] as const).map((end) => (
            <label key={end} class="day">
              {end === 'from' ? texts.auditFrom : texts.auditTo}
              <input
                type="date"
                value={days[end]}
                onInput={({ currentTarget }) =>
                  change(() => setDays({ ...days, [end]: currentTarget.value }))
                }
              />
            </label>
          ))}
        </span>
        <button type="button" data-testid="audit-export" disabled={isExporting} onClick={exportAll}>
          {isExporting ? texts.exporting : texts.exportCsv}
        </button>
      </div>
      {newest && entries.length === 0 && <p class="hint">{texts.noEntries}</p>}
      <ul class="plain">
        {entries.map((entry) => (
          <li key={entry.id} class="line person" data-testid="audit-entry" data-act={entry.act}>
            <EntryLines
              entry={entry}
              nameOf={nameOf}
              told={`${entry.address} ${entry.undoneBy === null ? '' : texts.undone}`}
            />
            {entry.undoable && may('POST /audit/:id/undo') && (
              <span class="acts">
                <button
                  type="button"
                  onClick={() => attempt(() => post(`/audit/${entry.id}/undo`)).then(askAgain)}
                >
                  {texts.undo}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {oldest && entries.length >= PAGE && (
        <button
          type="button"
          onClick={async () => {
            const page = await get<AuditView[]>(`/audit?${filter}&before=${oldest.id}`)
            setOlder([...older, ...page])
          }}
        >
          {texts.olderEntries}
        </button>
      )}
    </section>
  )
}

interface Filter {
  readonly search: string
  readonly kind: AuditKind
  readonly person: ResidentView | undefined
  /** Days as `2026-11-27`, in the admin's own time zone; empty: any. */
  readonly from: string
  readonly to: string
}

function filterOf({ search, kind, person, from, to }: Filter): string {
  const query = new URLSearchParams({ search })
  if (kind !== 'all') query.set('acts', AUDIT_KINDS[kind].join())
  if (person) query.set('person', person.agentId)
  const start = new Date(`${from}T00:00:00`).getTime()
  if (!Number.isNaN(start)) query.set('from', String(start))
  const end = new Date(`${to}T00:00:00`)
  // The day itself belongs to it, however long it is.
  end.setDate(end.getDate() + 1)
  if (!Number.isNaN(end.getTime())) query.set('to', String(end.getTime()))
  return query.toString()
}
