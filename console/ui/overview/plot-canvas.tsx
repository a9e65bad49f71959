/** The place of a chart: its drawing is loaded when it is first shown, and follows the numbers. */

import { useEffect, useRef } from 'preact/hooks'
import type { Plot, PlotData, PlotOptions } from './plot.js'

export interface PlotCanvasProps extends PlotOptions {
  /** Names what is drawn: with another name it is drawn anew. */
  readonly of: string
  readonly data: PlotData
  /** The chart in words. */
  readonly label: string
}

export function PlotCanvas({ of, data, label, ...options }: PlotCanvasProps) {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot | undefined>(undefined)
  const newest = useRef({ data, options })
  newest.current = { data, options }
  useEffect(() => {
    let over = false
    void import('./plot.js').then(({ drawPlot }) => {
      if (over || !place.current) return
      plot.current = drawPlot(place.current, newest.current.data, newest.current.options)
    })
    return () => {
      over = true
      plot.current?.close()
      plot.current = undefined
    }
  }, [of])
  useEffect(() => plot.current?.update(data), [data.values])
  return <div class="canvas" role="img" aria-label={label} ref={place} />
}
