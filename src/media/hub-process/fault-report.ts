/** What was thrown, as the service is told of it. */

import type { HubReport } from '../messages.js'

export function faultReport(thrown: unknown): HubReport {
  const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown))
  return { type: 'fault', message, stack }
}
