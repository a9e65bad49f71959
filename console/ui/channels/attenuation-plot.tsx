/** How loud a speaker is at each distance: the curve of the function that the audio uses, a second one beside it, and people on it. */

import {
  type AttenuationSettings,
  attenuationGain,
  silenceDistanceMetres,
} from '../../../src/spatial/attenuation.js'
import { personColour } from '../../../web-client/person-look.js'
import { format, texts } from '../../texts/texts.js'
import type { HeardPerson } from './distances.js'
import { walkingVoice } from './listen/listen.js'

const WIDTH = 340
const HEIGHT = 180
const LEFT = 34
const BOTTOM = 24
const POINTS = 160

export interface PlotProps {
  readonly settings: AttenuationSettings
  readonly compare: AttenuationSettings | undefined
  /** Those who are in the room now. */
  readonly heard: readonly HeardPerson[]
}

export function AttenuationPlot({ settings, compare, heard }: PlotProps) {
  const ranges = [settings, ...(compare ? [compare] : [])].map(({ maxRangeMetres }) => maxRangeMetres)
  const farMetres = Math.max(20, ...ranges.filter(Number.isFinite)) * 1.1
  const x = (metres: number) => LEFT + (Math.min(metres, farMetres) / farMetres) * (WIDTH - LEFT - 6)
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
    <>
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
              {format.metres(metres)}
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
          {heard.map(({ agentId, name, metres, gain, speaking }) => (
            <g key={agentId} class="heard" data-testid="heard-dot" data-agent-id={agentId} data-gain={gain}>
              <line x1={x(metres)} x2={x(metres)} y1={y(gain)} y2={y(0)} />
              {speaking && <circle class="speaks" cx={x(metres)} cy={y(gain)} r={7} />}
              <circle cx={x(metres)} cy={y(gain)} r={4} fill={personColour(agentId)}>
                <title>{`${name}, ${texts.channelWords.people.heard(metres, gain)}`}</title>
              </circle>
            </g>
          ))}
          <WalkMark x={x} y={y} settings={settings} />
        </svg>
      </figure>
      <p class="plot-words">
        {words}
        {isTrap(settings, silence) && (
          <strong class="trap"> {texts.trap(settings.maxRangeMetres, silence)}</strong>
        )}
      </p>
    </>
  )
}

interface WalkMarkProps {
  readonly x: (metres: number) => number
  readonly y: (gain: number) => number
  readonly settings: AttenuationSettings
}

/** Drawn by itself: it moves many times a second. */
function WalkMark({ x, y, settings }: WalkMarkProps) {
  const voice = walkingVoice.value
  if (!voice) return null
  const gain = attenuationGain(voice.metres, settings)
  return (
    <g class="walker" data-testid="walker" data-metres={voice.metres} data-gain={voice.gain}>
      <title>{texts.channelWords.listen.mark}</title>
      <line x1={x(voice.metres)} x2={x(voice.metres)} y1={y(1)} y2={y(0)} />
      <circle cx={x(voice.metres)} cy={y(gain)} r={6} />
    </g>
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
