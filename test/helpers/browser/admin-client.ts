/** The console's API as the console's own page calls it, or as somebody else tries to. */

export interface AdminAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: whatever the route answers; the test says what it expects
  readonly body: any
  readonly cookie: string
  readonly headers: Headers
}

export interface AdminClient {
  readonly url: string
  cookie: string
  get(path: string): Promise<AdminAnswer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<AdminAnswer>
  patch(path: string, body: unknown): Promise<AdminAnswer>
  call(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<AdminAnswer>
}

export function adminClient(url: string, cookie = ''): AdminClient {
  const client: AdminClient = {
    url,
    cookie,
    get: (path) => client.call('GET', path),
    post: (path, body = {}, headers = {}) => client.call('POST', path, { body, headers }),
    patch: (path, body) => client.call('PATCH', path, { body }),
    async call(method, path, { body, headers = {} } = {}) {
      const response = await fetch(`${url}/admin/api${path}`, {
        method,
        headers: {
          ...(method !== 'GET' && { origin: url, 'content-type': 'application/json' }),
          ...(client.cookie && { cookie: client.cookie }),
          ...headers,
        },
        ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
      })
      const text = await response.text()
      const set = response.headers.get('set-cookie')?.split(';')[0] ?? ''
      return {
        status: response.status,
        body: text === '' ? undefined : JSON.parse(text),
        cookie: set,
        headers: response.headers,
      }
    },
  }
  return client
}

/** Signed in, as the first admin unless another one is named. */
export async function signedInAdmin(
  app: { readonly url: string; readonly secrets: { readonly adminPassword: string } },
  { name = 'admin', password = app.secrets.adminPassword } = {},
): Promise<AdminClient> {
  const client = adminClient(app.url)
  const answer = await client.post('/session', { name, password })
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`)
  client.cookie = answer.cookie
  return client
}
