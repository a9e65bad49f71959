/** The console's way to the service: JSON over its own API, and faults with their fields. */

import { GRID_HEADER, ROLE_HEADER } from '../src/protocol/admin/access.js'
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

/** Sends a packed file. */
export const upload = <T>(path: string, file: Blob): Promise<T> =>
  ask('POST', path, { type: 'application/gzip', content: file }).then(read<T>)
/** Asks for something large, which is read as it comes. */
export const download = (path: string): Promise<Response> => ask('POST', path, json({}))

/** The grid that requests are about; `undefined`: one's own, or the main grid. */
let workingGrid: string | undefined

export function workOn(grid: string | undefined): void {
  workingGrid = grid
}

interface Body {
  readonly type: string
  readonly content: string | Blob
}

const json = (body: object): Body => ({ type: 'application/json', content: JSON.stringify(body) })

const call = <T>(method: string, path: string, body?: object): Promise<T> =>
  ask(method, path, body && json(body)).then(read<T>)

async function ask(method: string, path: string, body?: Body): Promise<Response> {
  const response = await fetch(new URL(`admin/api${path}`, document.baseURI), {
    method,
    headers: {
      ...(workingGrid !== undefined && { [GRID_HEADER]: workingGrid }),
      ...(body && { 'content-type': body.type }),
    },
    ...(body && { body: body.content }),
  })
  const role = response.headers.get(ROLE_HEADER)
  if (role !== null) onRole(role)
  if (response.ok) return response
  if (response.status === 401 && path !== '/session') onSignedOut()
  throw new ApiFault(response.status, faultIn(await response.text(), response.status))
}

/** A caller that expects no answer gets `undefined`. */
async function read<T>(response: Response): Promise<T> {
  return JSON.parse((await response.text()) || 'null')
}

function faultIn(text: string, status: number): AdminFault {
  try {
    return JSON.parse(text)
  } catch {
    return { error: 'internal', message: `The service answered ${status}.` }
  }
}
