/** Schemas are compiled when a route is first asked, and not at the start. */

import { pino } from 'pino'
import t from 'tap'
import { createHttpServer } from '../../src/compose/http-server.js'
import { loadWebPage } from '../../src/http/pages/web-page.js'
import { ensureCertificate } from '../../src/operator/data-directory/data-dir.js'
import { loadConfig } from '../../src/operator/settings/config.js'
import { createFaultLog } from '../../src/voice/log/fault-log.js'
import { systemTimers as timers } from '../../src/voice/time/timers.js'
import { placeCertificate } from '../helpers/servers/certificate.js'

t.test('a schema that cannot be compiled stops its own route, not the start', async (t) => {
  const dataDir = t.testdir()
  await placeCertificate(dataDir)
  const config = loadConfig({ DATA_DIR: dataDir })
  const logger = pino({ level: 'silent' })
  const { server } = await createHttpServer({
    config,
    certificate: await ensureCertificate(config, ['localhost']),
    acme: undefined,
    grids: { find: () => undefined, ofHost: () => undefined },
    page: loadWebPage(),
    publicUrl: () => 'https://localhost',
    faults: createFaultLog({ log: logger, stopwatch: timers }),
    logger,
    timers,
  })
  t.teardown(() => server.close())
  server.post(
    '/held',
    { schema: { body: { type: 'number' }, response: { 200: { type: 'number' } } } },
    () => 1,
  )
  server.post('/impossible', { schema: { body: { type: 'nonsense' } } }, () => 1)
  await server.ready()
  const post = async (url: string, payload: string) =>
    (
      await server.inject({
        method: 'POST',
        url,
        payload,
        headers: { 'content-type': 'application/json' },
      })
    ).statusCode
  t.equal(await post('/impossible', '1'), 500)
  for (let turn = 0; turn < 2; turn += 1) {
    t.equal(await post('/held', '1'), 200)
    t.equal(await post('/held', '"a word"'), 400)
  }
})
