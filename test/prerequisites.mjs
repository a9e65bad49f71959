/** Sees to the Debian packages that the tests use: installs them when it may, and names them when it may not. */

import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

const packages = {
  chromium: '/usr/bin/chromium',
  'firefox-esr': '/usr/bin/firefox-esr',
  'espeak-ng': '/usr/bin/espeak-ng',
  sox: '/usr/bin/sox',
  coturn: '/usr/bin/turnserver',
  'nginx-light': '/usr/sbin/nginx',
  caddy: '/usr/bin/caddy',
  pebble: '/usr/bin/pebble',
  prometheus: '/usr/bin/promtool',
  pulseaudio: '/usr/bin/pulseaudio',
  'pulseaudio-utils': '/usr/bin/pactl',
  'redis-server': '/usr/bin/redis-server',
  haproxy: '/usr/sbin/haproxy',
  iproute2: '/usr/sbin/ip',
  postgresql: '/usr/lib/postgresql',
}

const missing = Object.entries(packages)
  .filter(([, file]) => !existsSync(file))
  .map(([name]) => name)

if (missing.length > 0) {
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (canInstall) {
    process.stdout.write(`Installing ${missing.join(', ')} for the tests…\n`)
    // Their services must not start: the tests run programs of their own.
    const policy = '/usr/sbin/policy-rc.d'
    const ours = !existsSync(policy)
    if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-q'], { env, stdio: 'ignore' })
    const { status, stderr } = spawnSync(
      'apt-get',
      ['install', '-y', '-q', '--no-install-recommends', ...missing],
      {
        env,
        encoding: 'utf8',
      },
    )
    if (ours) rmSync(policy)
    if (status !== 0) process.stderr.write(`${stderr}\nThe tests that need them are skipped.\n`)
  } else {
    process.stdout.write(
      `The browser and network tests need ${missing.join(', ')} and are skipped without: sudo apt-get install ${missing.join(' ')}\n`,
    )
  }
}
