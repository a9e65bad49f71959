/** Proxies and load balancers in front of the service, run by the very examples of the documentation. */

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import type { Test } from 'tap'
import { eventually } from '../eventually.js'
import { projectRoot } from '../project-root.js'

export interface FrontSite {
  /** For its files; a certificate of the test's own lies there: `cert.pem`, `key.pem`, and `both.pem`. */
  readonly directory: string
  readonly port: number
}

export interface FrontServer<Site extends FrontSite> {
  readonly name: string
  readonly program: string
  /** The example with the names and ports of the test in it, as a file of the directory; how to run that. */
  prepare(site: Site): Promise<readonly string[]>
}

/**
 * An example with what an operator would put in; `PORT` in that is the site's port.
 * @throws Error where the example has not got one of the names
 */
export function filledIn(example: string, { port }: FrontSite, names: Record<string, string>): string {
  let text = readFileSync(join(projectRoot, 'config', example), 'utf8')
  for (const [from, to] of Object.entries(names)) {
    if (!text.includes(from)) throw new Error(`${example} has no ${from}`)
    text = text.replaceAll(from, to.replace('PORT', String(port)))
  }
  return text
}

/** How to run nginx with that server, without a directory of the system's. */
export async function nginxWith(server: string, { directory }: FrontSite): Promise<readonly string[]> {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${directory};`)
    .join(' ')
  const file = join(directory, 'nginx.conf')
  await writeFile(
    file,
    `daemon off; pid ${directory}/pid; error_log stderr;
        events {} http { access_log off; ${temporary} ${server} }`,
  )
  return ['-p', directory, '-c', file]
}

/** Runs until the test ends; resolves once its port is open. */
export async function startFrontServer<Site extends FrontSite>(
  t: Pick<Test, 'teardown'>,
  front: FrontServer<Site>,
  site: Site,
): Promise<void> {
  const { directory } = site
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
  })
  await writeFile(join(directory, 'cert.pem'), cert)
  await writeFile(join(directory, 'key.pem'), key)
  await writeFile(join(directory, 'both.pem'), `${cert}\n${key}\n`)
  const args = await front.prepare(site)
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: directory,
    XDG_DATA_HOME: directory,
    XDG_CONFIG_HOME: directory,
  }
  const child = spawn(front.program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text
    })
  }
  const ended = new Promise((resolve) => child.once('exit', resolve))
  t.teardown(async () => {
    child.kill('SIGTERM')
    await ended
  })
  await eventually(`${front.name} serves`, async () => {
    if (child.exitCode !== null) throw new Error(log)
    return answers(site.port)
  })
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
