/** Metrics of the media hub's processes, each under its first UDP port. */

import { Gauge, type Registry } from 'prom-client'
import type { HubProcessStatus } from '../../voice/rooms/hub.js'

type Numbers = Readonly<Record<string, (process: HubProcessStatus) => number>>

const NUMBERS: Numbers = {
  voice_hub_process_up: ({ state }) => Number(state === 'up'),
  voice_hub_process_rooms: ({ rooms }) => rooms,
  voice_hub_process_peers: ({ peers }) => peers,
  voice_hub_process_restarts: ({ restarts }) => restarts,
  voice_hub_process_cores: ({ load }) => load?.cores ?? 0,
  voice_hub_process_dropped_turns: ({ load }) => load?.droppedTurns ?? 0,
}

const HELP: Readonly<Record<string, string>> = {
  voice_hub_process_up: '1 while a process of the media hub runs; 0 also for one that was not needed yet',
  voice_hub_process_rooms: 'Rooms that are in a process of the media hub',
  voice_hub_process_peers: 'Connections to a process of the media hub',
  voice_hub_process_restarts: 'How often a process of the media hub has ended and was started again',
  voice_hub_process_cores: 'Cores that a process of the media hub keeps busy',
  voice_hub_process_dropped_turns:
    'Turns of 20 ms that a process left out because it came too late, since it started',
}

export function registerHubProcesses(registry: Registry, processes: () => readonly HubProcessStatus[]): void {
  for (const [name, read] of Object.entries(NUMBERS)) {
    registry.registerMetric(
      new Gauge({
        name,
        help: HELP[name] ?? '',
        labelNames: ['port'],
        registers: [],
        collect() {
          for (const process of processes()) this.set({ port: String(process.ports[0]) }, read(process))
        },
      }),
    )
  }
  registry.registerMetric(
    new Gauge({
      name: 'voice_hub_process_turn_seconds',
      help: 'What that share of its turns took at most, of the 0.02 that each has',
      labelNames: ['port', 'quantile'],
      registers: [],
      collect() {
        for (const { ports, load } of processes()) {
          const port = String(ports[0])
          this.set({ port, quantile: '0.5' }, (load?.medianTurnMs ?? 0) / 1000)
          this.set({ port, quantile: '0.99' }, (load?.turnMs ?? 0) / 1000)
        }
      },
    }),
  )
}
