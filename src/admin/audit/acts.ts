/** Writes an admin's act to the audit log, with name and address. */

import type { FastifyRequest } from 'fastify'
import type { AuditLog } from '../../voice/admins/audit-log.js'
import type { GridId } from '../../voice/grids/grid.js'
import { gridOf } from '../request-grid.js'
import { identityOf } from '../sign-in/access.js'

export interface Act {
  readonly act: string
  readonly subject: string
  /** What it was about, where that is not what the request is about. */
  readonly grid?: GridId | null
  readonly detail?: Readonly<Record<string, unknown>>
}

export type NoteAct = (request: FastifyRequest, act: Act) => Promise<number | undefined>

export function createNoteAct(audit: AuditLog): NoteAct {
  return (request, { act, subject, grid = gridIn(request), detail = {} }) => {
    const { name } = identityOf(request)
    request.log.info({ admin: name, grid, act, subject }, 'admin act')
    return audit.note({ actor: name, address: request.ip, grid, act, subject, detail })
  }
}

/** The grid whose admins see an act: what is about admins is seen by those who see the admin. */
function gridIn(request: FastifyRequest): GridId | null {
  if (request.about === 'service') return null
  return request.about === 'admins' ? identityOf(request).grid : gridOf(request)
}
