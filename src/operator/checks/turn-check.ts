/** Checks whether each TURN server relays for this service. */

import { probeTurnServer } from '../../ice/turn/turn-probe.js'
import { fault, good, note, type OperatorCheck } from './check.js'

export const turnCheck: OperatorCheck = async ({ config, now }) => {
  if (config.turnUrls.length === 0) {
    return [
      note(
        'TURN',
        'None is set: residents behind a strict firewall are heard through the hub only (docs/turn.md).',
      ),
    ]
  }
  const states = await Promise.all(config.turnUrls.map((url) => probeTurnServer(url, config, now)))
  return states.map(({ url, error }) =>
    error === undefined ? good('TURN', `${url} relays.`) : fault('TURN', `${url}: ${error}`),
  )
}
