/** The overview over HTTP: activity, each region's state, and set-up help with its checks. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Nothing, Overview, SecretName, SecretShown, Setup } from '../../protocol/admin-api.js'
import type { NoteAct } from '../audit/acts.js'
import { gridOf } from '../request-grid.js'
import type { OverviewSource } from './overview.js'

/** Set-up help, as the composition root provides it; edges do not know each other. */
export interface SetupSource {
  describe(): Setup
  /** @throws VoiceError `not-allowed` */
  renewSecret(name: SecretName): Promise<string>
  /** @throws VoiceError `secret-shown-before` */
  showSecret(name: SecretName): Promise<string>
}

export interface OverviewRoutesOptions {
  readonly overview: OverviewSource
  readonly setup: SetupSource
  readonly note: NoteAct
}

const ByName = Type.Object({ name: SecretName })

export const overviewRoutes: FastifyPluginAsyncTypebox<OverviewRoutesOptions> = async (app, options) => {
  const { overview, setup, note } = options

  app.get(
    '/overview',
    {
      config: { access: 'moderator' },
      schema: { summary: 'The state of the service', response: { 200: Overview } },
    },
    async (request) => overview.read(gridOf(request)),
  )

  app.get(
    '/setup',
    {
      config: { access: 'owner' },
      schema: { summary: 'Lines to paste, and what is missing', response: { 200: Setup } },
    },
    async () => setup.describe(),
  )

  app.post(
    '/secrets/:name/show',
    {
      config: { access: 'owner' },
      schema: {
        summary: 'Show a secret, once',
        params: ByName,
        body: Nothing,
        response: { 200: SecretShown },
      },
    },
    async (request) => {
      const secret = await setup.showSecret(request.params.name)
      await note(request, { act: 'secret-shown', subject: request.params.name })
      return { secret }
    },
  )

  app.post(
    '/secrets/:name/renew',
    {
      config: { access: 'owner' },
      schema: {
        summary: 'Make a new secret, in force at once; every simulator then needs it',
        params: ByName,
        body: Nothing,
        response: { 200: SecretShown },
      },
    },
    async (request) => {
      const secret = await setup.renewSecret(request.params.name)
      await note(request, { act: 'secret-renewed', subject: request.params.name })
      return { secret }
    },
  )
}
