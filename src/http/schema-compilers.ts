/**
 * Fastify's own compilers of schemas, called for a route when it is first asked instead of at the start: all routes
 * together take most of what a start costs, and most services are never asked for most of them.
 */

import { createRequire } from 'node:module'
import type AjvCompiler from '@fastify/ajv-compiler'
import type SerializerSelector from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>
type ValidatorFactory = ReturnType<typeof AjvCompiler>
type Validator = ReturnType<ReturnType<ValidatorFactory>>
type SerializerFactory = ReturnType<typeof SerializerSelector>

/** Loaded by the first schema that is wanted, while its request waits. */
const require = createRequire(import.meta.url)
const ajvCompiler = (): typeof AjvCompiler => require('@fastify/ajv-compiler')
const serializerSelector = (): typeof SerializerSelector => require('@fastify/fast-json-stringify-compiler')

/** For the server's option `schemaController`. Names in schemas of headers must be in lower case. */
export function lateCompilers(): Compilers {
  return {
    buildValidator: (...options: Parameters<ValidatorFactory>) => {
      const compile = once(() => ajvCompiler()()(...options))
      return (...route: Parameters<ReturnType<typeof compile>>) => lateValidator(() => compile()(...route))
    },
    buildSerializer: (...options: Parameters<SerializerFactory>) => {
      const compile = once(() => serializerSelector()()(...options))
      return (...route) => {
        const serialize = once(() => compile()(...route))
        return (data) => serialize()(data)
      }
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
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
