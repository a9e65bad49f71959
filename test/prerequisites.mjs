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
/** What makes tests cheaper, and what not every system has. */
const welcome = { 'chromium-headless-shell': '/usr/bin/chromium-headless-shell' }

const missingOf = (list) =>
  Object.entries(list)
    .filter(([, file]) => !existsSync(file))
    .map(([name]) => name)
const missing = missingOf(packages)
const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
// Elsewhere nobody wants each run to look for a package that the system may not have.
const others = process.env.CI && canInstall ? missingOf(welcome) : []

if (missing.length + others.length > 0) {
  if (canInstall) {
    process.stdout.write(`Installing ${[...missing, ...others].join(', ')} for the tests…\n`)
    // Their services must not start: the tests run programs of their own.
    const policy = '/usr/sbin/policy-rc.d'
    const ours = !existsSync(policy)
    if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args) => spawnSync('apt-get', [...args, '-q'], { env, encoding: 'utf8' })
    const install = (names) => apt('install', '-y', '--no-install-recommends', ...names)
    apt('update')
    const { status, stderr } = missing.length > 0 ? install(missing) : { status: 0, stderr: '' }
    if (others.length > 0) install(others)
    if (ours) rmSync(policy)
    if (status !== 0) process.stderr.write(`${stderr}\nThe tests that need them are skipped.\n`)
  } else {
    process.stdout.write(
      `The browser and network tests need ${missing.join(', ')} and are skipped without: sudo apt-get install ${missing.join(' ')}\n`,
    )
  }
}
