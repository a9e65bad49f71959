/** How loud a speaker is at each distance: the curve of the function that the audio uses, and a second curve beside it. */

import {
  type AttenuationSettings,
  attenuationGain,
  silenceDistanceMetres,
} from '../../../src/spatial/attenuation.js'
import { texts } from '../../texts/texts.js'

const WIDTH = 340
const HEIGHT = 180
const LEFT = 34
const BOTTOM = 24
const POINTS = 160

export interface PlotProps {
  readonly settings: AttenuationSettings
  readonly compare: AttenuationSettings | undefined
}

export function AttenuationPlot({ settings, compare }: PlotProps) {
  const ranges = [settings, ...(compare ? [compare] : [])].map(({ maxRangeMetres }) => maxRangeMetres)
  const farMetres = Math.max(20, ...ranges.filter(Number.isFinite)) * 1.1
  const x = (metres: number) => LEFT + (metres / farMetres) * (WIDTH - LEFT - 6)
  const y = (gain: number) => 8 + (1 - gain) * (HEIGHT - BOTTOM - 8)
  const pathOf = (curve: AttenuationSettings) =>
    Array.from({ length: POINTS + 1 }, (_, index) => {
      const metres = (index / POINTS) * farMetres
      return `${index === 0 ? 'M' : 'L'}${x(metres).toFixed(1)} ${y(attenuationGain(metres, curve)).toFixed(1)}`
    }).join('')
  const silence = silenceDistanceMetres(settings)
  const ticks = tickMetres(farMetres)
  const words = texts.plotWords(settings, silence)
  return (
    <figure class="plot">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
        {[0, 0.5, 1].map((gain) => (
          <g key={gain}>
            <line class="grid" x1={LEFT} x2={WIDTH - 6} y1={y(gain)} y2={y(gain)} />
            <text x={LEFT - 5} y={y(gain) + 4} text-anchor="end">
              {gain * 100}%
            </text>
          </g>
        ))}
        {ticks.map((metres) => (
          <text key={metres} x={x(metres)} y={HEIGHT - 6} text-anchor="middle">
            {metres} m
          </text>
        ))}
        {compare && <path class="curve other" d={pathOf(compare)} />}
        <path class="curve" d={pathOf(settings)} />
        {Number.isFinite(silence) && (
          <g class="silence" data-testid="silence" data-metres={silence}>
            <line x1={x(silence)} x2={x(silence)} y1={y(1)} y2={y(0)} />
            <text
              x={x(silence)}
              y={y(1) + 8}
              text-anchor={silence > farMetres / 2 ? 'end' : 'start'}
              dx={silence > farMetres / 2 ? -4 : 4}
            >
              {texts.silentFrom(silence)}
            </text>
          </g>
        )}
      </svg>
      <figcaption>
        {words}
        {isTrap(settings, silence) && (
          <strong class="trap"> {texts.trap(settings.maxRangeMetres, silence)}</strong>
        )}
      </figcaption>
    </figure>
  )
}

/** Silent well before the configured range, which most operators do not expect. */
function isTrap({ distanceModel, maxRangeMetres }: AttenuationSettings, silence: number): boolean {
  return distanceModel === 'linear' && silence < maxRangeMetres - 0.5
}

function tickMetres(far: number): number[] {
  const step = far > 100 ? 40 : far > 50 ? 20 : 10
  return Array.from({ length: Math.floor(far / step) + 1 }, (_, index) => index * step)
}
