/**
 * Fastify's own compilers of schemas, called for a route when it is first asked instead of at the start: all routes
 * together take most of what a start costs, and most services are never asked for most of them.
 */

import AjvCompiler from '@fastify/ajv-compiler'
import SerializerSelector from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>
type ValidatorFactory = ReturnType<typeof AjvCompiler>
type Validator = ReturnType<ReturnType<ValidatorFactory>>

/** For the server's option `schemaController`. Names in schemas of headers must be in lower case. */
export function lateCompilers(): Compilers {
  const validators = AjvCompiler()
  const serializers = SerializerSelector()
  return {
    buildValidator: (...options: Parameters<ValidatorFactory>) => {
      const compile = validators(...options)
      return (...route: Parameters<typeof compile>) => lateValidator(() => compile(...route))
    },
    buildSerializer: (...options: Parameters<typeof serializers>) => {
      const compile = serializers(...options)
      return (...route) => {
        let serialize: ReturnType<typeof compile> | undefined
        return (data) => {
          serialize ??= compile(...route)
          return serialize(data)
        }
      }
    },
  }
}

/** Fastify calls it, and reads the errors of the last call where that said no. */
function lateValidator(compile: () => Validator): Validator {
  let compiled: Validator | undefined
  const validate = (data: unknown) => {
    compiled ??= compile()
    const isValid = compiled(data)
    validate.errors = compiled.errors
    return isValid
  }
  validate.errors = null as Validator['errors']
  return validate as Validator
}
