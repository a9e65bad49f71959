/** Writes an admin's act to the audit log, with name and address. */

import type { FastifyRequest } from 'fastify'
import type { AuditLog } from '../../voice/admins/audit-log.js'
import { identityOf } from '../sign-in/access.js'

export interface Act {
  readonly act: string
  readonly subject: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export type NoteAct = (request: FastifyRequest, act: Act) => Promise<number | undefined>

export function createNoteAct(audit: AuditLog): NoteAct {
  return (request, { act, subject, detail = {} }) => {
    const { name } = identityOf(request)
    request.log.info({ admin: name, act, subject }, 'admin act')
    return audit.note({ actor: name, address: request.ip, act, subject, detail })
  }
}
