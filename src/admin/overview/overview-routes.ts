/** The overview over HTTP: activity, each region's state, and set-up help with its checks. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import { SetupTestName, SetupTestResult, SetupTestStart } from '../../protocol/admin/set-up-test.js'
import { Nothing, Overview, SecretName, SecretShown, Setup } from '../../protocol/admin-api.js'
import { History, HistoryQuery } from '../../protocol/admin-history.js'
import type { HistoryRecord } from '../../voice/history/history.js'
import type { NoteAct } from '../audit/acts.js'
import type { OtherNodes } from '../live/other-nodes.js'
import { gridOf } from '../request-grid.js'
import { identityOf } from '../sign-in/access.js'
import type { OverviewSource } from './overview.js'

/** Set-up help, as the composition root provides it; edges do not know each other. */
export interface SetupSource {
  /** Looks at one thing now; takes some seconds at most. */
  test(test: SetupTestName, browserTime: number): Promise<SetupTestResult>
  describe(): Setup
  checks(): Setup['checks']
  /** @throws VoiceError `set-in-environment` */
  renewSecret(name: SecretName): Promise<string>
  /** @throws VoiceError `secret-shown-before` */
  showSecret(name: SecretName): Promise<string>
}

export interface OverviewRoutesOptions {
  readonly overview: OverviewSource
  readonly history: Pick<HistoryRecord, 'read'>
  readonly setup: SetupSource
  readonly others: OtherNodes | undefined
  readonly note: NoteAct
}

const ByNode = Type.Object({ id: Type.String({ maxLength: 64 }) })
const ByName = Type.Object({ name: SecretName })
const ByTest = Type.Object({ test: SetupTestName })

export const overviewRoutes: FastifyPluginAsyncTypebox<OverviewRoutesOptions> = async (app, options) => {
  const { overview, history, setup, others, note } = options

  app.get(
    '/overview',
    {
      schema: { summary: 'The state of the service', response: { 200: Overview } },
    },
    async (request) =>
      identityOf(request).grid === null
        ? overview.read(gridOf(request))
        : overview.readOfGrid(gridOf(request)),
  )

  app.post(
    '/nodes/:id/drain',
    {
      schema: {
        summary: 'Let a node give its regions to the others; it takes none until it is started anew',
        params: ByNode,
        body: Nothing,
      },
    },
    async (request, reply) => {
      const address = await others?.drain(request.params.id)
      if (address === undefined) throw new VoiceError('not-found', 'There is no such node.')
      await note(request, { act: 'node-drained', subject: address })
      return reply.code(204).send()
    },
  )

  app.get(
    '/history',
    {
      schema: { summary: 'Numbers over time', querystring: HistoryQuery, response: { 200: History } },
    },
    async (request) => history.read(gridOf(request), request.query.range, identityOf(request).grid !== null),
  )

  app.get(
    '/setup',
    {
      schema: { summary: 'Lines to paste, and what is missing', response: { 200: Setup } },
    },
    async () => setup.describe(),
  )

  app.post(
    '/setup/test/:test',
    {
      schema: {
        summary: 'Test a part of the set-up now',
        params: ByTest,
        body: SetupTestStart,
        response: { 200: SetupTestResult },
      },
    },
    async (request) => setup.test(request.params.test, request.body.browserTime),
  )

  app.post(
    '/secrets/:name/show',
    {
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
