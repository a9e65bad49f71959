/** The program's commands, beside the real service: backup and restore, a lost password, and what the check finds. */

import { spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { openStore } from '../../src/store/store.js'
import { projectRoot } from '../helpers/project-root.js'
import { programEnv, type Service, startService } from '../helpers/service.js'

interface Result {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(
  dataDir: string,
  args: readonly string[],
  env: Record<string, string> = {},
  input = '',
): Promise<Result> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/src/main.js'), ...args], {
    cwd: dataDir,
    env: { ...programEnv, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, ...env },
  })
  child.stdin.end(input)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}

/** Node's options with which a program tells each module that it loads. */
const TELLS_MODULES = `--import data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context) } })`,
)}`

async function signIn({ url }: Service, password: string): Promise<number> {
  const { status } = await fetch(`${url}/admin/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ name: 'admin', password }),
  })
  return status
}

/** Makes a channel, as a region does; its row must come back with a restore. */
async function makeChannel({ url, secrets }: Service, name: string): Promise<string> {
  const signedIn = await fetch(`${url}/api2/viv_signin.php?userid=opensim&pwd=${secrets.vivoxAdminPassword}`)
  const token = /<auth_token>([^<]+)/.exec(await signedIn.text())?.[1]
  const query = `mode=create&chan_type=dir&chan_name=${name}&auth_token=${token}`
  return (await fetch(`${url}/api2/viv_chan_mod.php?${query}`)).text()
}

t.test(
  'a backup made while the service runs brings everything back, and nothing is overwritten',
  async (t) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'voice-test-'))
    writeFileSync(join(dataDir, '.env'), 'LOG_LEVEL=info\n')
    const first = await startService({ DATA_DIR: dataDir })
    const made = await makeChannel(first, 'Kept')
    t.match(made, /status>OK.*<chan_id>\d/)
    const backup = await run(dataDir, ['backup'])
    t.equal(backup.code, 0, backup.stderr)
    const file = backup.stdout.split('\n')[0] ?? ''
    t.equal(statSync(file).mode & 0o777, 0o600, 'only its owner can read it')

    const copy = join(mkdtempSync(join(tmpdir(), 'voice-test-')), 'copies/voice.tar.gz')
    const named = await run(dataDir, ['backup', '--to', copy])
    t.match(named, { code: 0, stdout: new RegExp(`^${copy}\n.*every secret`) }, 'or where it is wanted')
    t.equal(statSync(copy).mode & 0o777, 0o600)
    const twice = await run(dataDir, ['backup', '--to', copy])
    t.match(twice, { code: 1, stderr: /is there already: name another file/ })

    const refused = await run(dataDir, ['restore', file])
    t.match(refused, { code: 1, stderr: /Another service runs/ }, 'never under a running service')
    t.match(
      await run(dataDir, ['start']),
      { code: 1, stderr: /Another service runs/ },
      'nor does a second one start',
    )

    await first.stop('SIGKILL')
    writeFileSync(join(dataDir, 'secrets.json'), '{"regionSecret":')
    const damaged = readFileSync(join(dataDir, 'secrets.json'), 'utf8')
    writeFileSync(join(dataDir, 'no-backup.tar.gz'), 'no backup')
    t.match(await run(dataDir, ['restore', join(dataDir, 'no-backup.tar.gz')]), {
      code: 1,
      stderr: /is no backup of this service, or it is damaged\. Nothing was changed/,
    })
    t.equal(readFileSync(join(dataDir, 'secrets.json'), 'utf8'), damaged)

    const restored = await run(dataDir, ['restore', file])
    t.equal(restored.code, 0, restored.stderr)
    const kept = readdirSync(dataDir).find((name) => name.startsWith('before-restore-')) ?? ''
    t.equal(readFileSync(join(dataDir, kept, 'secrets.json'), 'utf8'), damaged, 'what was there is kept')
    const second = await startService({ DATA_DIR: dataDir })
    t.strictSame(second.secrets, first.secrets)
    t.equal(await makeChannel(second, 'Kept'), made, 'the channel is the same one')
    await second.stop()

    const elsewhere = mkdtempSync(join(tmpdir(), 'voice-test-'))
    t.equal((await run(elsewhere, ['restore', copy])).code, 0)
    const moved = await startService({ DATA_DIR: elsewhere })
    t.strictSame(moved.secrets, first.secrets, 'on another machine, too')
    await moved.stop()
  },
)

t.test('a lost password of the console is replaced while the service runs', async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  t.equal(await signIn(service, service.secrets.adminPassword), 200, 'the first admin is stored by then')
  const { admins, adminFactors, close } = await openStore({ file: join(service.dataDir, 'voice.sqlite') })
  const passkey = { adminName: 'admin', kind: 'passkey', label: '', secret: '{}', counter: 0 } as const
  await adminFactors.add([{ ...passkey, id: 'lost', createdAt: 1, lastUsedAt: null }])
  t.match((await admins.find('admin'))?.passwordHash, /^scrypt\$32768\$8\$1\$/, 'costly to guess')
  await close()
  t.equal(await signIn(service, service.secrets.adminPassword), 202, 'a second factor is due')
  const told = await run(service.dataDir, ['admin', 'reset-password'])
  const password = /signs in with (\S+)/.exec(told.stdout)?.[1] ?? ''
  t.equal(await signIn(service, password), 200)
  t.not(await signIn(service, service.secrets.adminPassword), 200, 'the old one no longer')
  const chosen = ['admin', 'reset-password', '--password-stdin']
  t.match(await run(service.dataDir, chosen, {}, 'short\n'), { code: 1, stderr: /10 characters/ })
  t.equal((await run(service.dataDir, chosen, {}, 'a longer password\n')).code, 0)
  t.equal(await signIn(service, 'a longer password'), 200)
  t.match(await run(service.dataDir, ['admin', 'reset-password', 'nobody']), {
    code: 1,
    stderr: /there are: admin/,
  })
})

t.test('the check names each fault with its cure', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'voice-test-'))
  const fresh = await run(dataDir, ['check'], { PORT: '18443' })
  t.match(fresh, { code: 0, stdout: /TCP port 18443 is free/ })

  const taken = await startService()
  t.teardown(() => taken.stop())
  const running = await run(taken.dataDir, ['check'], { PORT: String(taken.port) })
  t.match(running, { code: 0, stdout: new RegExp(`runs and is ready on port ${taken.port}`) })

  mkdirSync(join(dataDir, 'tls'))
  writeFileSync(join(dataDir, 'tls/cert.pem'), 'junk')
  writeFileSync(join(dataDir, 'tls/key.pem'), 'junk')
  writeFileSync(
    join(dataDir, 'regions.json'),
    JSON.stringify([{ name: 'A', url: 'http://127.0.0.1:9', region: 'A', password: 'x' }]),
  )
  writeFileSync(join(dataDir, 'secrets.json'), '{}')
  chmodSync(join(dataDir, 'secrets.json'), 0o644)
  const faulty = await run(dataDir, ['check'], {
    PORT: String(taken.port),
    PUBLIC_URL: 'https://voice.invalid',
    TLS_CERT_FILE: join(dataDir, 'tls/cert.pem'),
    TLS_KEY_FILE: join(dataDir, 'tls/key.pem'),
    TURN_URLS: 'turn:127.0.0.1:9?transport=tcp',
    TURN_SECRET: 'secret-of-turn',
    REMOTE_ADMIN_FILE: join(dataDir, 'regions.json'),
  })
  t.equal(faulty.code, 1)
  for (const cure of [
    new RegExp(`port is taken: stop what uses ${taken.port}`),
    /no PEM certificate and key/,
    /voice\.invalid has no address/,
    /check that coturn runs/,
    /A at 127\.0\.0\.1:9: The simulator cannot be reached/,
    /secrets\.json can be read by others: chmod 600/,
    /clock .*\d{4}-\d\d-\d\dT/,
  ]) {
    t.match(faulty.stdout, cure)
  }
  t.notMatch(faulty.stdout, /secret-of-turn/)
  const settings = await run(dataDir, ['check'], { PORT: 'many', LOG_LEVEL: 'loud' })
  t.match(settings, { code: 1, stdout: /PORT: [\s\S]*LOG_LEVEL: / })
})

t.test('what is called wrongly, or in the way, gets a sentence', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'voice-test-'))
  t.match(await run(dataDir, ['begin']), { code: 2, stderr: /no command "begin"[\s\S]*backup/ })
  t.match(await run(dataDir, ['backup', '--into', 'x']), { code: 2, stderr: /--into/ })
  const { stderr, ...version } = await run(dataDir, ['version'], { NODE_OPTIONS: TELLS_MODULES })
  t.match(version, { code: 0, stdout: /^opensim-voice \d/ })
  const ownFiles: readonly string[] = stderr.match(/(?<=\/dist\/)(src|service)\/\S+/g) ?? []
  t.ok(ownFiles.includes('service/command-line.js'))
  t.strictSame(
    ownFiles.filter((path) => path.startsWith('src/')),
    ['src/main.js'],
    'a start loads the few files that the build made of all',
  )
  const file = join(dataDir, 'a-file')
  writeFileSync(file, '')
  t.match(await run(dataDir, ['start'], { DATA_DIR: file }), {
    code: 1,
    stderr: /DATA_DIR .* is a file: name a folder/,
  })
  t.match(await run(dataDir, ['start'], { HOST: '192.0.2.1' }), {
    code: 1,
    stderr: /HOST 192\.0\.2\.1 is no address of this machine/,
  })
})
