/** Numbers over time: one range for all charts, each with its value now, its limit and a table of the same numbers. */

import { useState } from 'preact/hooks'
import type { Overview } from '../../../src/protocol/admin-api.js'
import {
  badFrom,
  combined,
  FIGURES,
  type Figure,
  type History,
  RANGES,
  type RangeName,
} from '../../../src/pure/figures.js'
import { format, moment, texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { figureWords } from './figure-words.js'
import { PlotCanvas } from './plot-canvas.js'

/** Steps to a row of the table: a dozen to thirty rows for every range. */
const ROW_STEPS: Record<RangeName, number> = { '1h': 5, '24h': 60, '7d': 36, '30d': 24 }
const RANGE_NAMES = ['1h', '24h', '7d', '30d'] as const
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const NOT_COUNTED: readonly Figure[] = ['timeToVoiceMs', 'lossShare', 'hubCores', 'oldestFeedSeconds']

export function Charts({ overview }: { readonly overview: Overview }) {
  const [range, setRange] = useState<RangeName>('1h')
  // The answer for another range stays until the new one is there.
  const [history] = usePolled<History>(`/history?range=${range}`, 20_000)
  return (
    <section aria-label={texts.overview.charts}>
      <div class="tools">
        <h2>{texts.overview.charts}</h2>
        <fieldset class="ranges">
          <legend class="unseen">{texts.overview.range}</legend>
          {RANGE_NAMES.map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="range"
                value={name}
                checked={name === range}
                onChange={() => setRange(name)}
              />
              <span>{rangeWords(name)}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div class="charts">
        {history &&
          FIGURES.map((figure) => (
            <Chart
              key={figure}
              figure={figure}
              range={rangeOf(history)}
              history={history}
              overview={overview}
            />
          ))}
      </div>
    </section>
  )
}

function rangeOf({ stepMinutes, figures }: History): RangeName {
  const minutes = stepMinutes * figures.people.length
  return RANGE_NAMES.find((name) => RANGES[name].minutes === minutes) ?? '1h'
}

interface ChartProps {
  readonly figure: Figure
  readonly range: RangeName
  readonly history: History
  readonly overview: Overview
}

function Chart({ figure, range, history, overview }: ChartProps) {
  const { stepMinutes, from } = history
  const values = history.figures[figure]
  const [pointed, setPointed] = useState<number | null>(null)
  const limit = badFrom(figure, stepMinutes)
  const words = (value: number) => figureWords(figure, value)
  const isCount = figure === 'refusedSignIns'
  const wordsOfStep = (value: number) =>
    isCount ? texts.overview.inTime(words(value), format.short(stepMinutes, 'minute')) : words(value)
  const timeOf = (index: number) => from + index * stepMinutes * MINUTE_MS
  const known = values.filter((value) => value !== null)
  const now = presentValue(figure, overview, values)
  const isBad = now !== null && !isCount && limit !== undefined && now >= limit
  const title = texts.overview.figures[figure]
  const at = pointed === null ? null : (values[pointed] ?? null)
  return (
    <figure class="card chart" data-testid={`chart-${figure}`} data-bad={isBad}>
      <figcaption>
        <h3>{title}</h3>
        <strong class={isBad ? 'bad' : ''} data-testid={`now-${figure}`}>
          {now === null
            ? texts.unknown
            : isCount
              ? texts.overview.inTime(words(now), format.short(1, 'hour'))
              : words(now)}
          {isBad && <span class="mark"> {texts.overview.tooMuch}</span>}
        </strong>
        <span class="hint">
          {pointed !== null && at !== null
            ? `${shortTime(timeOf(pointed), RANGES[range].minutes * MINUTE_MS)}: ${words(at)}`
            : [
                known.length > 0 && texts.overview.highest(wordsOfStep(Math.max(...known))),
                limit !== undefined && texts.overview.limit(wordsOfStep(limit)),
              ]
                .filter(Boolean)
                .join(', ')}
        </span>
      </figcaption>
      {known.length === 0 ? (
        <p class="hint empty">{texts.overview.nothingYet}</p>
      ) : (
        <>
          <PlotCanvas
            of={`${figure} ${stepMinutes}`}
            data={{ times: values.map((_, index) => timeOf(index)), values }}
            limit={limit}
            formatTime={shortTime}
            formatValue={words}
            counted={!NOT_COUNTED.includes(figure)}
            label={texts.overview.inWords(
              title,
              rangeWords(range),
              words(Math.min(...known)),
              words(Math.max(...known)),
            )}
            onPoint={setPointed}
          />
          <details>
            <summary>{texts.overview.asTable}</summary>
            <NumbersTable {...{ figure, range, values, timeOf }} title={title} />
          </details>
        </>
      )}
    </figure>
  )
}

/** What is known at this moment; the rest as the last minutes had it. */
function presentValue(figure: Figure, overview: Overview, values: readonly (number | null)[]): number | null {
  const { now, hourAgo } = overview
  if (figure === 'refusedSignIns') return Math.max(0, now.refusedSignIns - (hourAgo?.refusedSignIns ?? 0))
  if (figure === 'lossShare') return values.slice(-3).findLast((value) => value !== null) ?? null
  return now[figure]
}

/** The time of day, or for longer spans the day. */
function shortTime(at: number, spanMs: number): string {
  const day = { day: 'numeric', month: 'short' } as const
  const time = { hour: '2-digit', minute: '2-digit' } as const
  return moment(at, spanMs > 2 * DAY_MS ? day : time)
}

const rangeWords = (range: RangeName): string => format.lasting(RANGES[range].minutes * 60)

interface NumbersTableProps {
  readonly figure: Figure
  readonly range: RangeName
  readonly values: readonly (number | null)[]
  readonly title: string
  readonly timeOf: (index: number) => number
}

function NumbersTable({ figure, range, values, title, timeOf }: NumbersTableProps) {
  const steps = ROW_STEPS[range]
  const rows = Array.from({ length: Math.ceil(values.length / steps) }, (_, row) => ({
    at: timeOf(row * steps),
    value: combined(figure, values.slice(row * steps, (row + 1) * steps)),
  })).toReversed()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section class="numbers" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.overview.from}</th>
            <th scope="col">{texts.overview.value}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, value }) => (
            <tr key={at}>
              <th scope="row">{moment(at)}</th>
              <td>{value === null ? texts.unknown : figureWords(figure, value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
