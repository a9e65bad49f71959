/** The page's files: from memory, compressed as the browser likes, and not twice to who has them. */

import { readFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { projectRoot } from '../helpers/project-root.js'
import { startTestApp, type TestApp } from '../helpers/test-app.js'

let app: TestApp
t.before(async () => {
  app = await startTestApp(t)
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Without a client's own unpacking. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { port: app.port, host: '127.0.0.1', path, headers, method, agent: false }
    get(options, async (response) => {
      const chunks = await response.toArray()
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks),
      })
    }).on('error', reject)
  })
}

const page = await readFile(join(projectRoot, 'dist/page/index.html'))
const smallest = await readFile(join(projectRoot, 'dist/page/index.html.br'))

t.test('the document comes as the client can read it', async (t) => {
  for (const [accepted, coding, unpack] of [
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip;q=1.0, br;q=0', 'gzip', gunzipSync],
    ['GZIP', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
    ['br;q=0, *;q=0', undefined, undefined],
    ['identity', undefined, undefined],
    ['', undefined, undefined],
  ] as const) {
    const { status, headers, body } = await ask('/', { 'accept-encoding': accepted })
    t.equal(status, 200)
    t.equal(headers['content-encoding'], coding, accepted)
    t.match(headers, { 'content-type': 'text/html; charset=utf-8', vary: 'accept-encoding' })
    t.ok((unpack ? unpack(body) : body).equals(page))
    if (coding) t.ok(body.length < page.length / 2)
    if (coding === 'br') t.ok(body.equals(smallest), 'as the build compressed it')
  }
  const { headers, body } = await ask('/', {}, 'HEAD')
  t.equal(headers['content-length'], String(page.length))
  t.equal(body.length, 0)
})

t.test(
  'a browser that has it is told so, and keeps for ever only what has its content in its name',
  async (t) => {
    const { headers } = await ask('/')
    t.equal(headers['cache-control'], 'no-cache')
    const etag = String(headers.etag)
    for (const mark of [etag, `"other", ${etag}`, etag.replace('W/', '')]) {
      const known = await ask('/', { 'if-none-match': mark })
      t.match(known, { status: 304, headers: { etag } })
      t.equal(known.body.length, 0)
    }
    t.equal((await ask('/', { 'if-none-match': '"other"' })).status, 200)

    const [asset = ''] = page.toString().match(/assets\/[\w-]+\.js/) ?? []
    const kept = await ask(`/${asset}`, { 'accept-encoding': 'br' })
    t.match(kept.headers, {
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
    })
    t.match((await ask('/icon.svg')).headers, {
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
    })
    const link = await ask('/v/anything', { 'if-none-match': etag })
    t.match(link, { status: 200, headers: { 'cache-control': 'no-store', etag: undefined } })
  },
)

t.test('the page can be installed from any path', async (t) => {
  const { headers, body } = await ask('/manifest.webmanifest')
  t.match(headers, {
    'content-type': 'application/manifest+json; charset=utf-8',
    'cache-control': 'no-cache',
  })
  const { start_url, scope, icons } = JSON.parse(body.toString())
  t.strictSame([start_url, scope], ['./', './'], 'relative, for a service on a sub-path')
  for (const { src, sizes, type } of icons) {
    const icon = await ask(`/${src}`)
    t.match(icon, { status: 200, headers: { 'content-type': type } }, src)
    // A PNG says its width and height at the beginning.
    if (type === 'image/png') t.equal(`${icon.body.readUInt32BE(16)}x${icon.body.readUInt32BE(20)}`, sizes)
  }
  t.ok(icons.some(({ purpose }: { purpose?: string }) => purpose === 'maskable'))
  t.match(page.toString(), /<link rel="manifest" href="\.\/manifest\.webmanifest"/)
  const worker = (await ask('/service-worker.js')).body.toString()
  const [, build = ''] = /<meta name="build" content="([0-9a-f]+)"/.exec(page.toString()) ?? []
  t.ok(worker.includes(`'${build}'`), 'the worker is of the same build')
  for (const [, file = ''] of worker.matchAll(/"(assets\/[^"]+)"/g))
    t.equal((await ask(`/${file}`)).status, 200, file)
})

t.test(
  'the page asks for no process of its own, which a browser would start once the answer is there',
  async (t) => {
    const { headers } = await ask('/')
    t.match(headers, { 'content-security-policy': String, 'x-content-type-options': 'nosniff' })
    t.equal(headers['origin-agent-cluster'], undefined)
  },
)

t.test('WebAssembly may run on the page, and nowhere else', async (t) => {
  const scripts = async (path: string) =>
    /script-src ([^;]*)/.exec(String((await ask(path)).headers['content-security-policy']))?.[1]
  for (const path of ['/', '/v/anything'])
    t.match(await scripts(path), /^'self' 'wasm-unsafe-eval' 'sha256-/, path)
  t.match(await scripts('/admin'), /^'self' 'sha256-/)
  t.notMatch(await scripts('/'), /'unsafe/)
})

t.test('there is nothing beside the files', async (t) => {
  for (const path of [
    '/assets/',
    '/assets',
    '/assets/none.js',
    '/assets/..%2f..%2fpackage.json',
    '/%2e%2e/x',
  ]) {
    t.equal((await ask(path)).status, 404, path)
  }
  t.match(await ask('/admin'), { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
  t.match(await ask('/admin/'), { status: 308, headers: { location: '../admin' } })
  t.match(await ask('/v/'), { status: 308, headers: { location: '../' } })
})
