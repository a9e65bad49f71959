/** `HUB_PROCESSES`: as many processes of the hub as are set or as have ports, and the operator is told of each. */

import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { someUdpPort } from '../helpers/service.js'
import { startTestApp } from '../helpers/test-app.js'

t.test('each process has a port of its own, and console and metrics name it', async (t) => {
  const portMin = Number(someUdpPort())
  const app = await startTestApp(t, { env: { HUB_PROCESSES: '3', MEDIA_PORT_MIN: String(portMin) } })
  const owner = await signedInAdmin(app)
  const { hubProcesses } = (await owner.get('/overview')).body
  const [first, ...further] = hubProcesses.map(({ portBegin }: { portBegin: number }) => portBegin)
  t.match(hubProcesses, [{ state: 'unused', rooms: 0 }, { state: 'unused' }, { state: 'unused' }])
  const { checks } = (await owner.get('/setup')).body
  const stun = Number(app.stunServer()?.split(':').at(-1))
  t.ok(
    first >= portMin && first < stun && further.length === 2 && further.every((port: number) => port > stun),
  )
  const { detail } = checks.find(({ code }: { code: string }) => code === 'media-port')
  for (const port of [first, ...further]) t.match(detail, new RegExp(`UDP .*${port}`))
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  for (const port of [first, ...further]) t.match(metrics, `voice_hub_process_up{port="${port}"} 0\n`)
})

t.test('a range that has no port for more has fewer processes', async (t) => {
  const port = someUdpPort()
  const range = { MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: String(Number(port) + 1) }
  const app = await startTestApp(t, { env: { HUB_PROCESSES: '3', ...range } })
  const { hubProcesses } = (await (await signedInAdmin(app)).get('/overview')).body
  t.equal(hubProcesses.length, 1)
  t.ok(app.log.some(({ msg }) => /the media hub has 1 of 3 processes/.test(String(msg))))
})
