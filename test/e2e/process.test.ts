/** The built process: what it prints, what it keeps, how it refuses to start, and how it ends. */

import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { WebSocket } from 'ws'
import { eventually } from '../helpers/eventually.js'
import { projectRoot } from '../helpers/project-root.js'
import { placeCertificate } from '../helpers/servers/certificate.js'
import { hubOf, programEnv, startService } from '../helpers/service.js'

/** What a service does two seconds after its start, and every ten minutes, is done at once. */
const HURRIES = `data:text/javascript,${encodeURIComponent(`
  const { setTimeout: wait } = globalThis
  globalThis.setTimeout = Object.defineProperties(
    (work, ms, ...rest) => wait(work, [2000, 600_000].includes(ms) ? 100 : ms, ...rest),
    Object.getOwnPropertyDescriptors(wait),
  )
`)}`

/** Node says of each collection of its heap why there was one. */
const TRACING_HEAP = ['/bin/sh', '-c', 'node=$1 && shift && exec "$node" --trace-gc "$@"', 'sh']

t.test('it prints what an operator needs, and keeps its secrets over a restart', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'voice-test-'))
  const first = await startService({ DATA_DIR: dataDir, NODE_OPTIONS: `--import ${HURRIES}` }, TRACING_HEAP)
  for (const line of [
    `https://localhost:${first.port}/`,
    `https://localhost:${first.port}/admin`,
    first.secrets.adminPassword,
    '[VivoxVoice]',
    `vivox_server = localhost:${first.port}`,
    'vivox_sip_uri = localhost',
    'vivox_admin_user = opensim',
    `vivox_admin_password = ${first.secrets.vivoxAdminPassword}`,
  ]) {
    t.ok(first.output().includes(line), line)
  }
  for (const file of ['secrets.json', 'self-signed-key.pem', 'voice.sqlite']) {
    t.equal(statSync(join(dataDir, file)).mode & 0o777, 0o600, `${file} is private`)
  }
  for (const secret of Object.values(first.secrets))
    t.notOk(first.log().includes(secret), 'no secret is logged')

  await eventually('the heap is tidied up after the start', () =>
    /testing; GC in old space/.test(first.output()),
  )
  await eventually('a backup is made each night', () => existsSync(join(dataDir, 'backups')))

  // Neither an idle socket, a silent one nor an open page keeps it from ending.
  const idle = connect(first.port, '127.0.0.1')
  const socket = new WebSocket(`ws://localhost:${first.port}/signal`)
  idle.on('error', () => undefined)
  socket.on('error', () => undefined)
  await fetch(`${first.url}/readyz`)
  const { code, milliseconds } = await first.stop('SIGTERM')
  t.equal(code, 0)
  t.ok(milliseconds < 5000, `ended in ${milliseconds} ms`)

  const second = await startService({ DATA_DIR: dataDir })
  t.strictSame(second.secrets, first.secrets)
  for (const secret of Object.values(first.secrets))
    t.notOk(second.output().includes(secret), 'what leads into a pipe shows a secret only when it is new')
  t.match(second.output(), /adminPassword of .*secrets\.json/)
  t.equal((await second.stop('SIGINT')).code, 0)
})

t.test('it refuses to start with what to do about it', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'voice-test-'))
  const run = (env: Record<string, string>) => {
    const main = join(projectRoot, 'dist/src/main.js')
    const { status, stderr } = spawnSync(process.execPath, [main], {
      cwd: dataDir,
      env: { ...programEnv, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, ...env },
      encoding: 'utf8',
    })
    return { status, stderr }
  }
  const faulty = run({ PORT: 'many', LOG_LEVEL: 'loud' })
  t.equal(faulty.status, 1)
  t.match(faulty.stderr, /PORT: "many" is not a whole number[\s\S]*LOG_LEVEL: "loud" is none of/)

  const taken = await startService()
  t.match(run({ PORT: String(taken.port) }), { status: 1, stderr: /port is taken/ })
  await taken.stop()

  writeFileSync(join(dataDir, 'secrets.json'), '{"regionSecret":')
  t.match(run({}), { status: 1, stderr: /secrets\.json is damaged: restore it/ })
  t.equal(readFileSync(join(dataDir, 'secrets.json'), 'utf8'), '{"regionSecret":', 'and it is left as it is')
})

const NOBODY = 65_534
/** A system of its own in which DATA_DIR alone can be written, and the project lies where everybody may read it. */
const READ_ONLY_SYSTEM = `
mount --make-rprivate /
mount --bind "$DATA_DIR" "$DATA_DIR"
mount --bind "$PROJECT" "$OPEN"
awk '$3 !~ /^(proc|sysfs|devpts|mqueue|cgroup2?)$/ { print $2 }' /proc/self/mounts | while read -r at; do
  [ "$at" = "$DATA_DIR" ] || mount -o remount,bind,ro "$at" 2>/dev/null || true
done
touch /tmp/written "$PROJECT/written" 2>/dev/null && exit 9
for word; do shift; set -- "$@" "$(printf %s "$word" | sed "s#^$PROJECT#$OPEN/#")"; done
exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups "$@"`

const noNamespace =
  spawnSync('unshare', ['--mount', 'true']).status !== 0 && 'it takes root: a mount namespace'

t.test(
  'another user runs it from a system that is read-only but for DATA_DIR',
  { skip: noNamespace },
  async (t) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'voice-test-'))
    const open = mkdtempSync(join(tmpdir(), 'voice-test-'))
    chmodSync(open, 0o755)
    for (const folder of [dataDir, open]) t.teardown(() => rmSync(folder, { recursive: true }))
    await placeCertificate(dataDir)
    for (const file of ['', ...readdirSync(dataDir)]) chownSync(join(dataDir, file), NOBODY, NOBODY)
    const service = await startService({ DATA_DIR: dataDir, PROJECT: projectRoot, OPEN: open }, [
      'unshare',
      '--mount',
      'sh',
      '-ec',
      READ_ONLY_SYSTEM,
      'sh',
    ])
    t.teardown(() => service.stop())
    t.match(
      readFileSync(`/proc/${service.processId}/status`, 'utf8'),
      new RegExp(`^Uid:\\s+${NOBODY}\\s`, 'm'),
    )
    t.equal(statSync(join(dataDir, 'voice.sqlite')).uid, NOBODY)
    t.equal((await fetch(`${service.url}/readyz`)).status, 200)
    t.equal((await fetch(`${service.url}/`)).status, 200)
    await fetch(`${service.url}/opensim/voice/${service.secrets.regionSecret}`, { method: 'POST' })
    await eventually('the media hub runs, too', () => hubOf(service))
    t.equal((await service.stop()).code, 0)
    t.notMatch(service.log(), /"level":[56]0|EROFS|EACCES/)
  },
)
