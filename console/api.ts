/** The console's way to the service: JSON over its own API, and faults with their fields. */

import { ROLE_HEADER } from '../src/protocol/admin/access.js'
import type { AdminFault } from '../src/protocol/admin-api.js'

/** A refusal of the service, and its reason. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    readonly fault: AdminFault,
  ) {
    super(fault.message)
  }
}

/** Called when the session is over. */
let onSignedOut = (): void => undefined

export function whenSignedOut(callback: () => void): void {
  onSignedOut = callback
}

/** Called with the role that the service answered for. */
let onRole = (_role: string): void => undefined

export function whenRoleSeen(callback: (role: string) => void): void {
  onRole = callback
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path)
export const post = <T = void>(path: string, body: object = {}): Promise<T> => call<T>('POST', path, body)
export const patch = <T>(path: string, body: object): Promise<T> => call<T>('PATCH', path, body)

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(new URL(`admin/api${path}`, document.baseURI), {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const role = response.headers.get(ROLE_HEADER)
  if (role !== null) onRole(role)
  const text = await response.text()
  // A caller that expects no answer gets `undefined`.
  if (response.ok) return JSON.parse(text || 'null')
  if (response.status === 401 && path !== '/session') onSignedOut()
  throw new ApiFault(response.status, faultIn(text, response.status))
}

function faultIn(text: string, status: number): AdminFault {
  try {
    return JSON.parse(text)
  } catch {
    return { error: 'internal', message: `The service answered ${status}.` }
  }
}
