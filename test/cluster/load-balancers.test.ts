/** Nodes behind HAProxy and behind nginx, by the very examples of the documentation, without sticky sessions. */

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startCluster, type TestCluster } from '../helpers/cluster.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { freePort } from '../helpers/servers/coturn.js'
import { type FrontServer, startFrontServer } from '../helpers/servers/front-server.js'
import { type BalancerSite, haproxy, nginx } from '../helpers/servers/load-balancers.js'
import { noRedis } from '../helpers/servers/redis.js'
import { openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'

// The balancers' certificate is the test's own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'

async function startBalancer(
  t: Test,
  balancer: FrontServer<BalancerSite>,
  cluster: TestCluster,
): Promise<string> {
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
  for (const balancer of [haproxy, nginx]) {
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
      const report = async (node: string) => {
        const body = { region: region.id, name: 'Home', avatars }
        const answer = await region.post(`/opensim/v1/positions?node=${node}`, body)
        return `${answer.status} ${await answer.text()}`
      }
      // On a busy machine a balancer may leave a node out for a while.
      for (const [node, answer] of [
        ['', '200 node1'],
        ['node2', '200 node1'],
        ['node9', '200 node1'],
        ['node1', '204 '],
      ] as const)
        await eventually(
          `a feed that names ${node} is told the owner of its region`,
          async () => (await report(node)) === answer,
        )
      for (const [index, node] of cluster.nodes.entries())
        await eventually('who names a node comes to it', async () => {
          const { nodes } = (await (await fetch(`${url}/readyz?node=node${index + 1}`)).json()) as {
            nodes: { id: string; self: boolean }[]
          }
          return nodes.find(({ self }) => self)?.id === node.cluster?.self().id
        })
      t.same((await fetch(`${url}/cluster/v1`)).status, 404, 'the nodes’ own way is not passed on')
      t.same((await fetch(`${url}/metrics`)).status, 404)
    })
  }
  await t.test(
    'a node goes',
    { skip: !existsSync(haproxy.program) && 'not installed: HAProxy' },
    async (t) => {
      const url = await startBalancer(t, haproxy, cluster)
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
