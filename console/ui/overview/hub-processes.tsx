/** The media hub's processes: what each has to do, and whether it keeps up. */

import type { HubProcessView } from '../../../src/protocol/admin-api.js'
import { format, texts } from '../../texts/texts.js'

export function HubProcesses({ processes }: { readonly processes: readonly HubProcessView[] }) {
  const known = processes.filter(({ state, closed }) => state !== 'unused' || closed)
  if (known.length === 0) return null
  return (
    <section class="card">
      <h2>{texts.hub.title}</h2>
      <ul class="plain">
        {known.map((process) => (
          <li key={process.portBegin} class="line" data-testid="hub-process">
            <strong>{portWords(process)}</strong> <span class="hint">{workWords(process)}</span>
            {process.closed && <p class="fault">{texts.hub.closed}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function portWords({ portBegin, portEnd }: HubProcessView): string {
  return portBegin === portEnd ? `UDP ${portBegin}` : `UDP ${portBegin}–${portEnd}`
}

function workWords({
  state,
  rooms,
  peers,
  medianTurnMs,
  turnMs,
  droppedTurns,
  restarts,
}: HubProcessView): string {
  const milliseconds = (value: number) => format.short(value, 'millisecond', 1)
  return [
    ...(state === 'up' ? [] : [texts.hub[state]]),
    texts.hub.rooms(rooms),
    texts.hub.peers(peers),
    ...(medianTurnMs === null || turnMs === null
      ? []
      : [texts.hub.turns(milliseconds(medianTurnMs), milliseconds(turnMs))]),
    ...(droppedTurns > 0 ? [texts.hub.late(droppedTurns)] : []),
    ...(restarts > 0 ? [texts.hub.restarts(restarts)] : []),
  ].join(' · ')
}
