/** Names of residents who are known by their ids; the service gives whom nobody has named a short name. */

import { useEffect, useState } from 'preact/hooks'
import type { ResidentView } from '../../../src/protocol/admin-people.js'
import { get } from '../../api.js'

/** Addresses of requests have no room for more. */
const ASKED_AT_ONCE = 50

/** What those of some ids are called. */
export function useNames(agentIds: readonly string[]): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const missing = [...new Set(agentIds)]
    .filter((agentId) => !names.has(agentId))
    .slice(0, ASKED_AT_ONCE)
    .join()
  useEffect(() => {
    if (missing === '') return
    let over = false
    get<ResidentView[]>(`/residents?ids=${missing}`)
      .then((found) => {
        if (!over)
          setNames(new Map([...names, ...found.map(({ agentId, name }) => [agentId, name] as const)]))
      })
      // It is asked again with the next change.
      .catch(() => undefined)
    return () => {
      over = true
    }
  }, [missing])
  return names
}
