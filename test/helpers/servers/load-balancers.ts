/** Load balancers in front of several nodes, run by the very examples of the documentation. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './coturn.js'
import { type FrontServer, type FrontSite, filledIn, nginxWith } from './front-server.js'

export interface BalancerSite extends FrontSite {
  /** `host:port` of the nodes. */
  readonly nodes: readonly string[]
}

/** An example with the nodes in it, instead of its three. */
function withNodes(example: string, site: BalancerSite, names: Record<string, string>): string {
  const servers = Object.fromEntries(site.nodes.map((node, index) => [`10.0.0.${11 + index}:8443`, node]))
  return filledIn(example, site, { ...servers, ...names }).replace(/^.*(10\.0\.0\.13:8443|node3).*\n/gm, '')
}

export const haproxy: FrontServer<BalancerSite> = {
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
}

export const nginx: FrontServer<BalancerSite> = {
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
}
