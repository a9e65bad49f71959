/** Draws one chart with uPlot; loaded with the overview only. */

import uPlot from 'uplot'

export interface PlotData {
  /** Milliseconds since 1970. */
  readonly times: readonly number[]
  /** `null`: a gap. */
  readonly values: readonly (number | null)[]
}

export interface PlotOptions {
  /** Where numbers begin to be bad. */
  readonly limit: number | undefined
  readonly formatTime: (at: number, spanMs: number) => string
  readonly formatValue: (value: number) => string
  /** Whether the numbers are counted: then the axis has whole numbers only. */
  readonly counted: boolean
  /** Called with the place of the pointer; `null`: it has left. */
  readonly onPoint: (index: number | null) => void
}

export interface Plot {
  update(data: PlotData): void
  close(): void
}

const HEIGHT = 150
const FONT = '12px system-ui, sans-serif'

/** The chart follows the size of its element, and the colours of the system. */
export function drawPlot(element: HTMLElement, first: PlotData, options: PlotOptions): Plot {
  const { limit, formatTime, formatValue, counted, onPoint } = options
  // Read at every drawing: dark and light may change meanwhile.
  const colour = (name: string) => () => getComputedStyle(element).getPropertyValue(name)
  const axis = {
    stroke: colour('--faint'),
    font: FONT,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  const plot = new uPlot(
    {
      width: Math.max(1, element.clientWidth),
      height: HEIGHT,
      ms: 1,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: 'overview' }, drag: { x: false, y: false } },
      scales: {
        y: { range: (_plot, _low, high) => [0, Math.max(high * 1.1, counted ? 2 : Number.MIN_VALUE)] },
      },
      axes: [
        {
          ...axis,
          size: 28,
          space: 64,
          values: ({ scales }, splits) =>
            splits.map((at) => formatTime(at, (scales.x?.max ?? 0) - (scales.x?.min ?? 0))),
        },
        {
          ...axis,
          size: 52,
          space: 32,
          ...(counted && { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000] }),
          values: (_plot, splits) => splits.map(formatValue),
        },
      ],
      series: [
        {},
        { stroke: colour('--accent'), width: 2 },
        { stroke: colour('--danger'), width: 2, points: { show: true, size: 5, fill: colour('--danger') } },
      ],
      hooks: {
        setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)],
        draw: [
          (plot) => {
            const top = plot.scales.y?.max ?? 0
            if (limit === undefined || limit > top) return
            const { ctx, bbox } = plot
            const y = Math.round(plot.valToPos(limit, 'y', true))
            ctx.save()
            ctx.strokeStyle = colour('--danger')()
            ctx.setLineDash([4, 4])
            ctx.beginPath()
            ctx.moveTo(bbox.left, y)
            ctx.lineTo(bbox.left + bbox.width, y)
            ctx.stroke()
            ctx.restore()
          },
        ],
      },
    },
    aligned(first),
    element,
  )

  function aligned({ times, values }: PlotData): uPlot.AlignedData {
    const bad = values.map((value) =>
      limit !== undefined && value !== null && value >= limit ? value : null,
    )
    return [[...times], [...values], bad]
  }

  const size = new ResizeObserver(() => {
    if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height: HEIGHT })
  })
  size.observe(element)
  const redraw = () => plot.redraw(false)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', redraw)
  return {
    update: (data) => plot.setData(aligned(data)),
    close() {
      size.disconnect()
      scheme.removeEventListener('change', redraw)
      plot.destroy()
    },
  }
}
