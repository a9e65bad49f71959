/** The console's API as OpenAPI describes it, made when it is first asked for: most services never are, so nothing of it is loaded at the start. */

import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { FastifyInstance, RouteOptions } from 'fastify'

const OPENAPI: NonNullable<FastifyDynamicSwaggerOptions['openapi']> = {
  openapi: '3.1.0',
  info: { title: 'Console of the voice service', version: '1' },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: 'A token made in the console.' },
    },
  },
  security: [{ token: [] }],
}

/**
 * To be called before the routes are registered.
 * @returns the description of all routes of that part of the server
 */
export function describeRoutes(app: FastifyInstance): () => Promise<object> {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') routes.push(route)
  })
  let made: Promise<object> | undefined
  return () => {
    made ??= describe(routes)
    return made
  }
}

/** By a server that has the same routes and serves nobody. */
async function describe(routes: readonly RouteOptions[]): Promise<object> {
  const [{ default: fastify }, { default: swagger }] = await Promise.all([
    import('fastify'),
    import('@fastify/swagger'),
  ])
  const stand = fastify({ exposeHeadRoutes: false })
  stand.setValidatorCompiler(() => () => true)
  stand.setSerializerCompiler(() => JSON.stringify)
  await stand.register(swagger, { openapi: OPENAPI })
  for (const { method, url, schema } of routes)
    stand.route({ method, url, ...(schema && { schema }), handler: async () => undefined })
  await stand.ready()
  return stand.swagger()
}
