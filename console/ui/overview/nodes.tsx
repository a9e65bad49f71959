/** The nodes of the service, where there are several: what each owns, and how to drain one. */

import type { Overview } from '../../../src/protocol/admin-api.js'
import { post } from '../../api.js'
import { attempt, may } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { AskFirst } from '../ask-first.js'

export function Nodes({ nodes }: Pick<Overview, 'nodes'>) {
  const mayDrain = may('POST /nodes/:id/drain') && nodes.filter(({ draining }) => !draining).length > 1
  return (
    <section class="card">
      <h2>{texts.nodes}</h2>
      <ul class="plain">
        {nodes.map(({ id, address, version, areas, draining }) => (
          <li key={id} class="line" data-testid="node">
            <strong>{address}</strong>{' '}
            <span class="hint">
              {texts.nodeAreas(areas)}, {draining ? texts.nodeDrained : version}
            </span>
            {mayDrain && !draining && (
              <span class="acts">
                <AskFirst
                  label={texts.drain}
                  means={texts.drainMeans}
                  yes={texts.drainYes}
                  testId="node-drain"
                  onYes={() => attempt(() => post(`/nodes/${id}/drain`))}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
