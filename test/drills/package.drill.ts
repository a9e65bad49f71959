/** The Debian package in a Debian 12 of its own: installed, started, upgraded, removed and purged. Root, debootstrap, some minutes. */

import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '../helpers/project-root.js'
import { attack } from './attack.js'

const PORT = 18_443

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

/** The same package with another version number. */
function repacked(file: string, version: string): string {
  const folder = join(work, 'repacked')
  run('dpkg-deb', ['-R', file, folder])
  const control = join(folder, 'DEBIAN/control')
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${version}`))
  const to = join(work, `repacked_${version}.deb`)
  run('dpkg-deb', ['--root-owner-group', '-Zxz', '-z0', '--build', folder, to])
  rmSync(folder, { recursive: true })
  return to
}

function install(file: string): void {
  run('cp', [file, join(debian, 'tmp/opensim-voice.deb')])
  inside('dpkg', '-i', '/tmp/opensim-voice.deb')
}

/** Runs the installed service until `act` is done; the milliseconds from its start until it was ready. */
async function whileRunning(act: (url: string) => Promise<void>): Promise<number> {
  const begun = performance.now()
  const service = spawn('chroot', [debian, 'opensim-voice', 'start'], { stdio: 'ignore' })
  const ended = new Promise((resolve) => service.once('exit', resolve))
  const url = `http://127.0.0.1:${PORT}`
  try {
    for (;;) {
      const answer = await fetch(`${url}/readyz`).catch(() => undefined)
      if (answer?.ok) break
      expect(service.exitCode === null && performance.now() - begun < 60_000, 'the service starts')
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
  run('npm', ['run', '--silent', '--prefix', projectRoot, 'release', '--', join(work, 'release')])
  const deb = readdirSync(join(work, 'release')).find((file) => file.endsWith('.deb')) ?? ''
  const file = join(work, 'release', deb)
  const unit = join(projectRoot, 'packaging/debian/opensim-voice.service')
  run('debootstrap', ['--variant=minbase', '--include=adduser,ca-certificates', 'bookworm', debian])
  run('mount', ['--bind', '/proc', join(debian, 'proc')])

  let made = ''
  await attack('a fresh Debian 12', async () => {
    install(repacked(file, '0.0.1'))
    const settings = join(debian, 'etc/opensim-voice/settings.env')
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}\nPORT=${PORT}\nHOST=127.0.0.1\n`)
    const milliseconds = await whileRunning(async (url) => {
      made = await channel(url)
    })
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
    expect(inside('dpkg-query', '-W', 'opensim-voice').includes('0.1'), 'the new version is there')
    return 'settings and data stayed'
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
  await attack('its unit', async () => {
    run('systemd-analyze', ['security', '--offline=true', '--threshold=20', unit])
    return (
      /Overall exposure level[^:]*: ([\d.]+)/.exec(
        run('systemd-analyze', ['security', '--offline=true', unit]),
      )?.[1] ?? ''
    )
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
