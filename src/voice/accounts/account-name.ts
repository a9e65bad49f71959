/** Account names as OpenSimulator's voice modules make them: `x` and the base64 of the agent's UUID. */

import { uuidOfHex } from '../../pure/uuid.js'

const NAME = /^x([A-Za-z0-9+/_-]{22})(==)?$/

/** `x`, then base64 of the 16 bytes with `+` as `-` and `/` as `_`, padding kept. */
export function accountNameOf(agentId: string): string {
  const base64 = Buffer.from(agentId.replaceAll('-', ''), 'hex').toString('base64')
  return `x${base64.replaceAll('+', '-').replaceAll('/', '_')}`
}

/** The agent's UUID in lower case; `null` for any other kind of name. */
export function agentIdOf(accountName: string): string | null {
  const base64 = NAME.exec(accountName)?.[1]
  if (!base64) return null
  const hex = Buffer.from(base64.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('hex')
  return uuidOfHex(hex)
}
