/** A region from above: where everybody stands, and who hears the chosen participant. */

import type { LivePerson, LiveRegion } from '../../../src/protocol/admin-api.js'
import { attenuationGain, silenceDistanceMetres } from '../../../src/spatial/attenuation.js'
import { distanceMetres } from '../../../src/spatial/direction.js'
import { texts } from '../../texts/texts.js'

const REGION_METRES = 256

/** How loud one participant hears another at this moment, 0 for not at all. */
export function heardGain(listener: LivePerson, speaker: LivePerson, { channels }: LiveRegion): number {
  const channel = channels.find(({ id }) => id === listener.channelId)
  if (!channel || speaker.channelId !== listener.channelId) return 0
  if (speaker.muted || speaker.mutedByModerator || !listener.position || !speaker.position) return 0
  return attenuationGain(distanceMetres(listener.position, speaker.position), channel)
}

type PlacedPerson = LivePerson & { readonly position: NonNullable<LivePerson['position']> }

/** The position of some viewer participants is not known yet. */
function isPlaced(person: LivePerson): person is PlacedPerson {
  return person.position !== null
}

export interface RegionMapProps {
  readonly live: LiveRegion
  readonly selected: string | undefined
  readonly onSelect: (agentId: string) => void
}

export function RegionMap({ live, selected, onSelect }: RegionMapProps) {
  const placed = live.people.filter(isPlaced)
  const far = Math.max(REGION_METRES, ...placed.flatMap(({ position: [x, y] }) => [x, y]))
  const size = Math.ceil(far / REGION_METRES) * REGION_METRES
  const self = placed.find(({ agentId }) => agentId === selected)
  const channel = live.channels.find(({ id }) => id === self?.channelId)
  const silence = channel ? silenceDistanceMetres(channel) : 0
  const at = ({ position: [x, y] }: PlacedPerson) => [x, size - y] as const
  return (
    <svg
      class="map"
      viewBox={`-8 -8 ${size + 16} ${size + 16}`}
      role="img"
      aria-label={texts.mapLabel(placed.length)}
    >
      <rect class="ground" width={size} height={size} />
      {self && Number.isFinite(silence) && (
        <circle class="range" cx={at(self)[0]} cy={at(self)[1]} r={silence} />
      )}
      {self &&
        placed
          .filter((listener) => listener !== self && heardGain(listener, self, live) > 0)
          .map((listener) => (
            <line
              key={listener.agentId}
              class="hears"
              x1={at(self)[0]}
              y1={at(self)[1]}
              x2={at(listener)[0]}
              y2={at(listener)[1]}
              stroke-opacity={0.2 + 0.8 * heardGain(listener, self, live)}
            />
          ))}
      {placed.map((person) => {
        const kind = kindOf(person)
        const [x, y] = at(person)
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map does the same by keyboard
          <g key={person.agentId} class={`avatar ${kind}`} onClick={() => onSelect(person.agentId)}>
            {person.speaking && <circle class="speaks" cx={x} cy={y} r={8} />}
            <circle cx={x} cy={y} r={person === self ? 5 : 3.5} />
            {placed.length <= 40 && (
              <text x={x + (person.speaking ? 11 : 6)} y={y + 3}>
                {labelOf(person)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

/** Without a name there is only the UUID, which would cover half of the map. */
function labelOf({ agentId, name }: LivePerson): string {
  return name === agentId ? `${agentId.slice(0, 8)}…` : name
}

function kindOf({ channelId, muted, mutedByModerator }: LivePerson): 'away' | 'silent' | 'live' {
  if (channelId === null) return 'away'
  return muted || mutedByModerator ? 'silent' : 'live'
}
