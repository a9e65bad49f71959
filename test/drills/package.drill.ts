/**
 * The Debian package in a Debian 12 of its own: an older build of it installed and started, then upgraded, removed and
 * purged. Takes root, debootstrap, the project's history and some minutes.
 */

import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cloneOf, lastRelease } from '../helpers/earlier-release.js'
import { projectRoot } from '../helpers/project-root.js'
import { freePort } from '../helpers/servers/coturn.js'
import { attack } from './attack.js'

/** The first state that could be made into a package. */
const FIRST_PACKAGE = 'a75e042'

const port = await freePort()

const work = mkdtempSync(join(tmpdir(), 'voice-package-'))
const debian = join(work, 'debian')
const run = (command: string, args: readonly string[]) =>
  execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'C' },
  })
const inside = (...args: string[]) => run('chroot', [debian, ...args])

function expect(fact: unknown, what: string): void {
  if (!fact) throw new Error(`not so: ${what}`)
}

/** The package of a checkout, in a folder beside the others. */
function release(checkout: string, name: string, version?: string): string {
  const folder = join(work, name)
  execFileSync('npm', ['run', '--silent', '--prefix', checkout, 'release', '--', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(version && { RELEASE_VERSION: version }) },
  })
  return join(folder, readdirSync(folder).find((file) => file.endsWith('.deb')) ?? '')
}

/** The last release, as a package that is older than this one. */
function olderPackage(): string {
  const clone = cloneOf(lastRelease() ?? FIRST_PACKAGE)
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: clone,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return release(clone, 'older', '0.0.1')
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
}

/** As the documentation says it, and without anybody to answer a question. */
function install(file: string): void {
  run('cp', [file, join(debian, 'tmp/opensim-voice.deb')])
  inside('apt-get', 'install', '--yes', '--quiet', '--no-install-recommends', '/tmp/opensim-voice.deb')
}

/**
 * Runs the installed service until `act` is done; the milliseconds from its start until it was ready.
 * @param env for a release that did not read its settings file from everywhere
 */
async function whileRunning(
  act: (url: string) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const begun = performance.now()
  const service = spawn('chroot', [debian, 'opensim-voice', 'start'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...env },
  })
  let log = ''
  service.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const ended = new Promise((resolve) => service.once('exit', resolve))
  const url = `http://127.0.0.1:${port}`
  try {
    for (;;) {
      const answer = await fetch(`${url}/readyz`).catch(() => undefined)
      if (answer?.ok) break
      expect(service.exitCode === null && performance.now() - begun < 60_000, `the service starts: ${log}`)
      await sleep(50)
    }
    const milliseconds = performance.now() - begun
    await act(url)
    return milliseconds
  } finally {
    service.kill('SIGTERM')
    await ended
  }
}

const settings = join(debian, 'etc/opensim-voice/settings.env')
const ownPort = { PORT: String(port), HOST: '127.0.0.1' }
const secretsFile = join(debian, 'var/lib/opensim-voice/secrets.json')

/** Makes the channel of that name, or finds it: its answer, which names its id. */
async function channel(url: string): Promise<string> {
  const { vivoxAdminPassword } = JSON.parse(readFileSync(secretsFile, 'utf8'))
  const signedIn = await fetch(`${url}/api2/viv_signin.php?userid=opensim&pwd=${vivoxAdminPassword}`)
  const token = /<auth_token>([^<]+)/.exec(await signedIn.text())?.[1]
  const query = `mode=create&chan_type=dir&chan_name=Kept&auth_token=${token}`
  const text = await (await fetch(`${url}/api2/viv_chan_mod.php?${query}`)).text()
  return /<chan_id>\d+/.exec(text)?.[0] ?? text
}

async function drill(): Promise<void> {
  const older = olderPackage()
  const file = release(projectRoot, 'release')
  run('debootstrap', ['--variant=minbase', '--include=systemd', 'bookworm', debian])
  run('mount', ['--bind', '/proc', join(debian, 'proc')])

  let made = ''
  await attack('a fresh Debian 12', async () => {
    install(older)
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}\nPORT=${port}\nHOST=127.0.0.1\n`)
    const milliseconds = await whileRunning(async (url) => {
      made = await channel(url)
    }, ownPort)
    expect(made.startsWith('<chan_id>'), `a channel is made: ${made}`)
    const { uid, mode } = statSync(join(debian, 'var/lib/opensim-voice'))
    expect(uid > 0 && (mode & 0o777) === 0o700, 'the data belong to a user of their own')
    return `installed without a compiler, ready after ${milliseconds.toFixed(0)} ms`
  })
  await attack('the check inside it', async () => {
    const output = inside('opensim-voice', 'check')
    expect(/good .*database/.test(output), output)
    return 'good'
  })
  await attack('an upgrade', async () => {
    install(file)
    await whileRunning(async (url) => expect((await channel(url)) === made, 'the channel is the same one'))
    expect(!inside('dpkg-query', '-W', 'opensim-voice').includes('0.0.1'), 'the new version is there')
    expect(readFileSync(settings, 'utf8').includes(`PORT=${port}`), "the operator's settings stayed")
    return 'settings and data stayed'
  })
  await attack('its unit', async () => {
    run('systemd-analyze', ['verify', '--man=no', `--root=${debian}`, 'opensim-voice.service'])
    const unit = join(debian, 'lib/systemd/system/opensim-voice.service')
    const security = run('systemd-analyze', ['security', '--offline=true', '--threshold=20', unit])
    return `exposure ${/Overall exposure level[^:]*: ([\d.]+)/.exec(security)?.[1] ?? 'unknown'} of 10`
  })
  await attack('its removal', async () => {
    inside('dpkg', '-r', 'opensim-voice')
    expect(!existsSync(join(debian, 'usr/bin/opensim-voice')), 'the program is gone')
    expect(existsSync(secretsFile), 'the data are kept')
    return 'the data are kept'
  })
  await attack('its purge', async () => {
    inside('dpkg', '-P', 'opensim-voice')
    expect(!existsSync(join(debian, 'var/lib/opensim-voice')), 'the data are gone')
    expect(!existsSync(join(debian, 'etc/opensim-voice')), 'the settings are gone')
    expect(!readFileSync(join(debian, 'etc/passwd'), 'utf8').includes('opensim-voice'), 'the user is gone')
    return 'nothing is left'
  })
}

try {
  if (process.getuid?.() !== 0 || !existsSync('/usr/sbin/debootstrap')) {
    process.stdout.write('skipped: it takes root and debootstrap\n')
  } else await drill()
} finally {
  try {
    run('umount', [join(debian, 'proc')])
  } catch {
    // It was not mounted.
  }
  rmSync(work, { recursive: true, force: true })
}
