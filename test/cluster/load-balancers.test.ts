/** Nodes behind HAProxy and behind nginx, by the very examples of the documentation, without sticky sessions. */

import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startCluster, type TestCluster } from '../helpers/cluster.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { freePort } from '../helpers/servers/coturn.js'
import {
  type FrontServer,
  type FrontSite,
  filledIn,
  nginxWith,
  startFrontServer,
} from '../helpers/servers/front-server.js'
import { noRedis } from '../helpers/servers/redis.js'
import { openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'

// The balancers' certificate is the test's own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'

interface Site extends FrontSite {
  /** `host:port` of the nodes. */
  readonly nodes: readonly string[]
}

/** An example with the nodes in it, instead of its three. */
function withNodes(example: string, site: Site, names: Record<string, string>): string {
  const servers = Object.fromEntries(site.nodes.map((node, index) => [`10.0.0.${11 + index}:8443`, node]))
  return filledIn(example, site, { ...servers, ...names }).replace(/^.*10\.0\.0\.13:8443.*\n/m, '')
}

const balancers: readonly FrontServer<Site>[] = [
  {
    name: 'HAProxy',
    program: '/usr/sbin/haproxy',
    async prepare(site) {
      const file = join(site.directory, 'haproxy.cfg')
      const regions = await freePort()
      const text = withNodes('haproxy-cluster.cfg.example', site, {
        'bind :443': 'bind 127.0.0.1:PORT',
        'maxconn 50000': 'maxconn 500',
        '/etc/haproxy/voice.pem': join(site.directory, 'both.pem'),
        'bind :8080': `bind 127.0.0.1:${regions}`,
      })
      await writeFile(file, text)
      return ['-f', file]
    },
  },
  {
    name: 'nginx',
    program: '/usr/sbin/nginx',
    async prepare(site) {
      const { directory } = site
      const server = withNodes('nginx-cluster.conf.example', site, {
        'listen 443': 'listen 127.0.0.1:PORT',
        'listen [::]:443': 'listen [::1]:PORT',
        '/etc/letsencrypt/live/voice.example.org/fullchain.pem': join(directory, 'cert.pem'),
        '/etc/letsencrypt/live/voice.example.org/privkey.pem': join(directory, 'key.pem'),
      })
      return nginxWith(server, site)
    },
  },
]

async function startBalancer(t: Test, balancer: FrontServer<Site>, cluster: TestCluster): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-balancer-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  const port = await freePort()
  const nodes = cluster.nodes.map((node) => `127.0.0.1:${node.port}`)
  await startFrontServer(t, balancer, { directory, port, nodes })
  const url = `https://localhost:${port}`
  await eventually('it serves', async () => (await fetch(`${url}/healthz`)).ok)
  return url
}

t.test('behind a load balancer', { skip: noRedis }, async (t) => {
  const cluster = await startCluster(t, 2, { TRUST_PROXY: '127.0.0.1' })
  const [one, two] = cluster.nodes
  if (!one || !two) return
  for (const balancer of balancers) {
    const skip = !existsSync(balancer.program) && `not installed: ${balancer.name}`
    await t.test(balancer.name, { skip }, async (t) => {
      const url = await startBalancer(t, balancer, cluster)
      const avatars = ['Ada', 'Ben', 'Cleo', 'Dora'].map((name, index) =>
        testAvatar(name, [100 + index, 100, 25]),
      )
      const region = testRegion({ url, secrets: one.secrets }, avatars, 'Home', cluster.regionOf(one))
      await eventually('the region is owned', () => region.push().then(() => true))
      const pages: SignalSocket[] = []
      for (const avatar of avatars) {
        const page = openSignal(url, await signIn(url, await region.link(avatar)))
        pages.push(page)
        page.send({ type: 'join', muted: false })
      }
      t.teardown(() => {
        for (const page of pages) page.close()
      })
      await eventually('all are connected with all', () =>
        pages.every((page) => page.messages.filter(({ type }) => type === 'peer-connect').length === 3),
      )
      t.same((await fetch(`${url}/cluster/v1`)).status, 404, 'the nodes’ own way is not passed on')
      t.same((await fetch(`${url}/metrics`)).status, 404)
    })
  }
  await t.test(
    'a node goes',
    { skip: !existsSync('/usr/sbin/haproxy') && 'not installed: HAProxy' },
    async (t) => {
      const url = await startBalancer(t, balancers[0] as FrontServer<Site>, cluster)
      const ada = testAvatar('Ada Walker')
      const region = testRegion({ url, secrets: one.secrets }, [ada], 'Home', cluster.regionOf(one))
      await region.push()
      await one.server.close()
      for (let index = 0; index < 4; index += 1) {
        await region.push()
        const page = openSignal(url, await signIn(url, await region.link(ada)))
        page.send({ type: 'join', muted: false })
        await page.next('room')
        page.close()
      }
      t.ok(two.cluster?.owned().includes(`main/${region.id}`))
    },
  )
})
