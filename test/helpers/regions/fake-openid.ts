/** The grid's OpenID provider (Robust's public port), as the recordings openid-* in test/fixtures/robust show it. */

import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export interface FakeOpenId {
  readonly url: string
  /** `First_Last` → password. */
  readonly passwords: Map<string, string>
  /** What is added to the time of the next nonces, in milliseconds. */
  clockOffMs: number
  readonly calls: string[]
}

const NS = 'http://specs.openid.net/auth/2.0'
const SIGNED = 'return_to,identity,claimed_id,op_endpoint,response_nonce,assoc_handle'

/** Listens on a free port of this machine until the test ends. */
export async function startFakeOpenId(t: Test): Promise<FakeOpenId> {
  const secret = randomBytes(8).toString('hex')
  const provider: FakeOpenId = { url: '', passwords: new Map(), clockOffMs: 0, calls: [] }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => serve(request, body, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  Object.assign(provider, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })

  function signature(fields: URLSearchParams): string {
    const text = SIGNED.split(',').map((name) => `${name}:${fields.get(`openid.${name}`)}\n`)
    return createHash('sha512')
      .update(secret + text.join(''))
      .digest('base64')
  }

  function serve(request: IncomingMessage, body: string, response: ServerResponse): void {
    const url = new URL(request.url ?? '', provider.url)
    const form = new URLSearchParams(body)
    provider.calls.push(
      `${request.method} ${url.pathname} ${form.get('openid.mode') ?? url.searchParams.get('openid.mode')}`,
    )
    if (url.pathname !== '/openid/server/') return void response.writeHead(404).end()
    if (form.get('openid.mode') === 'check_authentication') {
      const valid = form.get('openid.sig') === signature(form)
      response.writeHead(200, { 'Content-Type': 'application/x-openid-kvf' })
      return void response.end(`ns:${NS}\nis_valid:${valid}\n`)
    }
    const asked = url.searchParams
    const person = (asked.get('openid.identity') ?? '').split('/').at(-1) ?? ''
    if (request.method === 'GET') {
      const [first, last] = person.split('_')
      response.writeHead(200, { 'Content-Type': 'text/html' })
      return void response.end(FORM.replace('FIRST', first ?? '').replace('LAST', last ?? ''))
    }
    response
      .writeHead(302, { Location: answerTo(asked, form.get('pass') === provider.passwords.get(person)) })
      .end()
  }

  function answerTo(asked: URLSearchParams, good: boolean): string {
    const back = new URL(asked.get('openid.return_to') ?? '')
    const add = (name: string, value: string) => back.searchParams.append(`openid.${name}`, value)
    add('ns', NS)
    add('mode', good ? 'id_res' : 'cancel')
    if (!good) return back.href
    add('identity', asked.get('openid.identity') ?? '')
    add('return_to', asked.get('openid.return_to') ?? '')
    add('claimed_id', asked.get('openid.claimed_id') ?? '')
    add('op_endpoint', `${provider.url}/openid/server/`)
    const time = new Date(Date.now() + provider.clockOffMs).toISOString().replace(/\.\d+Z$/, 'Z')
    add('response_nonce', `${time}>${randomBytes(3).toString('base64url')}$`)
    add('assoc_handle', '{{HMAC-SHA512}{1795696453.76998}{N0ZFDA==}')
    add('signed', SIGNED)
    add('sig', signature(back.searchParams))
    return back.href
  }

  return provider
}

const FORM = `<html>
<head><title>OpenSim OpenID Login</title></head>
<body>
<h3>OpenSim Login</h3>
<form method="post">
<label for="first">First Name:</label> <input readonly type="text" name="first" id="first" value="FIRST"/>
<label for="last">Last Name:</label> <input readonly type="text" name="last" id="last" value="LAST"/>
<label for="pass">Password:</label> <input type="password" name="pass" id="pass"/>
<input type="submit" value="Login">
</form>
</body>
</html>`
