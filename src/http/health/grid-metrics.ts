/** Metrics of what each grid uses, under its id, and of how often its limits were reached. */

import { Gauge, type Registry } from 'prom-client'
import { LIMIT_NAMES } from '../../voice/grids/use/grid-limits.js'
import type { GridUse, GridUses } from '../../voice/grids/use/grid-use.js'

interface Number {
  readonly name: string
  readonly help: string
  readonly read: (use: GridUse) => number
}

const NUMBERS: readonly Number[] = [
  {
    name: 'voice_grid_people',
    help: 'Avatars of a grid that are in voice, over all nodes',
    read: ({ people }) => people,
  },
  {
    name: 'voice_grid_rooms',
    help: 'Rooms of a grid with somebody in them, over all nodes',
    read: ({ rooms }) => rooms,
  },
  {
    name: 'voice_grid_hub_peers',
    help: 'Connections of a grid to the media hub, over all nodes',
    read: ({ hubPeers }) => hubPeers,
  },
  {
    name: 'voice_grid_requests_total',
    help: 'Requests of a grid’s regions and signed-in pages, refused ones included, since the start',
    read: ({ total }) => total.requests,
  },
  {
    name: 'voice_grid_hub_bytes_total',
    help: 'What the media hub has sent for a grid, as RTP, since the start',
    read: ({ total }) => total.bytes,
  },
  {
    name: 'voice_grid_hub_seconds_total',
    help: 'For how long the media hub has worked for a grid since the start',
    read: ({ total }) => total.hubSeconds,
  },
  {
    name: 'voice_grid_hub_left_out_turns_total',
    help: 'Turns of a grid’s rooms that the media hub left out, so that other grids had their share, since the start',
    read: ({ total }) => total.turnsLeftOut,
  },
  {
    name: 'voice_grid_hub_dropped_packets_total',
    help: 'Packets of a grid beyond its bandwidth or its share of the media hub’s time since the start',
    read: ({ total }) => total.packetsDropped,
  },
]

export function registerGridUses(
  registry: Registry,
  { grids, useOf, limitsOf }: Pick<GridUses, 'grids' | 'useOf' | 'limitsOf'>,
): void {
  for (const { name, help, read } of NUMBERS) {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames: ['grid'],
        registers: [],
        collect() {
          this.reset()
          for (const grid of grids()) this.set({ grid }, read(useOf(grid)))
        },
      }),
    )
  }
  const byLimit = (
    name: string,
    help: string,
    read: (grid: string, limit: (typeof LIMIT_NAMES)[number]) => number | undefined,
  ) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames: ['grid', 'limit'],
        registers: [],
        collect() {
          this.reset()
          for (const grid of grids()) {
            for (const limit of LIMIT_NAMES) {
              const value = read(grid, limit)
              if (value !== undefined) this.set({ grid, limit }, value)
            }
          }
        },
      }),
    )
  byLimit(
    'voice_grid_limit',
    'What a grid may use, where that is limited',
    (grid, limit) => limitsOf(grid)[limit],
  )
  byLimit(
    'voice_grid_limit_refusals_total',
    'How often a limit has kept somebody of a grid out since the start',
    (grid, limit) => useOf(grid).total.refused[limit],
  )
}
