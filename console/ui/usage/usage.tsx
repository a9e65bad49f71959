/** What the grid uses, by day and by month: charts, tables, and a file for spreadsheets. */

import { useState } from 'preact/hooks'
import type { UsageView } from '../../../src/protocol/admin/usage.js'
import {
  added,
  dayAfter,
  everyDay,
  monthsOf,
  NO_USAGE,
  type UsageDay,
} from '../../../src/pure/grids/usage.js'
import { format, moment, texts } from '../../texts/texts.js'
import { saveCsv } from '../csv.js'
import { PlotCanvas } from '../overview/plot-canvas.js'
import { usePolled } from '../use-polled.js'
import { type UsageNumber, usageCsv, usageWords } from './usage-words.js'

const RANGES = [30, 90, 400] as const
const NUMBERS: readonly UsageNumber[] = ['people', 'voiceSeconds', 'hubSeconds', 'hubBytes']
const DAY_SECONDS = 86_400
const POLL_INTERVAL_MS = 60_000

export function UsagePage() {
  const [length, setLength] = useState<number>(RANGES[0])
  const [usage] = usePolled<UsageView>('/usage', POLL_INTERVAL_MS)
  const words = texts.usage
  if (!usage) return <p>{texts.loading}</p>
  const first = dayAfter(usage.today, 1 - length)
  const days = everyDay(usage.days, first, usage.today)
  return (
    <>
      <div class="tools">
        <p class="hint">{words.hint}</p>
        <fieldset class="ranges">
          <legend class="unseen">{texts.overview.range}</legend>
          {RANGES.map((range) => (
            <label key={range}>
              <input
                type="radio"
                name="usage-range"
                value={range}
                checked={range === length}
                onChange={() => setLength(range)}
              />
              <span>{format.lasting(range * DAY_SECONDS)}</span>
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          data-testid="usage-csv"
          onClick={() =>
            saveCsv(
              'usage',
              usageCsv(
                usage.days.filter(({ day }) => day >= first),
                words,
              ),
            )
          }
        >
          {texts.exportCsv}
        </button>
      </div>
      <h2 class="unseen">{words.days}</h2>
      <div class="charts">
        {NUMBERS.map((of) => (
          <UsageChart key={of} of={of} days={days} />
        ))}
      </div>
      <UsageTables days={usage.days} />
    </>
  )
}

const timeOf = (day: string) => Date.parse(day)
const dayWords = (at: number) => moment(at, { day: 'numeric', month: 'short', timeZone: 'UTC' })

function UsageChart({ of, days }: { readonly of: UsageNumber; readonly days: readonly UsageDay[] }) {
  const [pointed, setPointed] = useState<number | null>(null)
  const values = days.map((day) => day[of])
  const all = of === 'people' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0)
  const at = pointed === null ? undefined : days[pointed]
  const title = texts.usage.numbers[of]
  return (
    <figure class="card chart" data-testid={`usage-${of}`}>
      <figcaption>
        <h3>{title}</h3>
        <strong>{usageWords(of, all)}</strong>
        <span class="hint">
          {at ? `${dayWords(timeOf(at.day))}: ${usageWords(of, at[of])}` : texts.usage.allIs[of]}
        </span>
      </figcaption>
      {all === 0 ? (
        <p class="hint empty">{texts.overview.nothingYet}</p>
      ) : (
        <PlotCanvas
          of={`${of} ${days.length}`}
          data={{ times: days.map(({ day }) => timeOf(day)), values }}
          limit={undefined}
          formatTime={dayWords}
          formatValue={(value) => usageWords(of, value)}
          counted={of === 'people'}
          label={texts.overview.inWords(
            title,
            format.lasting(days.length * DAY_SECONDS),
            usageWords(of, Math.min(...values)),
            usageWords(of, Math.max(...values)),
          )}
          onPoint={setPointed}
        />
      )}
    </figure>
  )
}

function UsageTables({ days }: { readonly days: readonly UsageDay[] }) {
  const words = texts.usage
  const months = monthsOf(days).toReversed()
  if (days.length === 0) return null
  return (
    <section class="card">
      <h2>{words.months}</h2>
      <UsageTable
        first={words.month}
        people={words.mostPeople}
        rows={months.map(({ month, mostPeople, ...amounts }) => ({
          key: month,
          title: moment(timeOf(month), { month: 'long', year: 'numeric', timeZone: 'UTC' }),
          numbers: { people: mostPeople, ...amounts },
        }))}
      />
      <details>
        <summary>{words.days}</summary>
        <UsageTable
          first={words.columns[0] ?? ''}
          people={words.numbers.people}
          rows={days.toReversed().map(({ day, people, ...amounts }) => ({
            key: day,
            title: moment(timeOf(day), { dateStyle: 'medium', timeZone: 'UTC' }),
            numbers: { people, ...added(amounts, NO_USAGE) },
          }))}
        />
      </details>
    </section>
  )
}

interface UsageTableProps {
  readonly first: string
  readonly people: string
  readonly rows: readonly {
    readonly key: string
    readonly title: string
    readonly numbers: Readonly<Record<UsageNumber, number>>
  }[]
}

function UsageTable({ first, people, rows }: UsageTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section class="numbers usage" tabIndex={0} aria-label={first}>
      <table>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {NUMBERS.map((of) => (
              <th key={of} scope="col">
                {of === 'people' ? people : texts.usage.numbers[of]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, title, numbers }) => (
            <tr key={key} data-testid="usage-row" data-of={key}>
              <th scope="row">{title}</th>
              {NUMBERS.map((of) => (
                <td key={of}>{usageWords(of, numbers[of])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
