/** Another checkout of this project, measured beside this one in the same run. */

import { resolve } from 'node:path'
import { type Service, startService } from '../../test/helpers/service.js'

/** The checkout that a bench is told of: an argument with a slash. */
export const otherCheckout = (): string | undefined => process.argv.slice(2).find((arg) => arg.includes('/'))

/** @param checkout which is built; `undefined` for this one */
export function startFrom(checkout: string | undefined, env: Record<string, string> = {}): Promise<Service> {
  const under = checkout ? ['/bin/sh', '-c', `exec "$0" '${resolve(checkout)}/dist/src/main.js'`] : []
  return startService(env, under)
}
