/** Faults of single form fields: one sentence each, answered together. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { httpStatusOf, VoiceError } from '../errors.js'
import type { FaultLog } from '../voice/log/fault-log.js'

export interface FieldFault {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** Thrown when fields are invalid; nothing was saved then. */
export class FieldFaults extends VoiceError {
  constructor(readonly faults: readonly FieldFault[]) {
    super('settings-invalid', faults.map(({ message }) => message).join(' '))
  }
}

/** Adds the fields to the service's usual answer to a fault. */
export function createFieldFaultHandler(log: FaultLog) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const faults = faultsOf(error)
    // The service's own handler answers everything else.
    if (!faults) throw error
    const message = faults.map((fault) => fault.message).join(' ')
    const client = { reqId: request.id, address: request.ip, what: request.routeOptions.url ?? '' }
    log.warn(client, 'settings-invalid', { fields: faults.map(({ field }) => field) }, 'refused')
    reply.code(httpStatusOf('settings-invalid')).send({ error: 'settings-invalid', message, faults })
  }
}

function faultsOf(error: FastifyError): readonly FieldFault[] | undefined {
  if (error instanceof FieldFaults) return error.faults
  if (!error.validation || error.validationContext !== 'body') return undefined
  const fields = new Map<string, FieldFault>()
  for (const { instancePath, params, message = 'is invalid' } of error.validation) {
    const missing = typeof params.missingProperty === 'string' ? params.missingProperty : undefined
    const field = missing ?? instancePath.split('/').filter(Boolean).at(-1) ?? ''
    if (!fields.has(field)) fields.set(field, { field, code: 'invalid', message: `This ${message}.` })
  }
  return [...fields.values()]
}
