/** The console's cookie: out of reach of scripts and of other sites, and gone when it is cleared. */

import fastifyCookie from '@fastify/cookie'
import Fastify from 'fastify'
import t from 'tap'
import { clearSessionCookie, setSessionCookie } from '../../src/admin/sign-in/session-cookie.js'
import { ADMIN_SESSION_TTL_MS } from '../../src/voice/admins/admins.js'

t.test('it is for the console alone, secure where the request is, and cleared as it was set', async (t) => {
  for (const secure of [true, false]) {
    const app = Fastify()
    await app.register(fastifyCookie)
    app.decorateRequest('isSecure', secure)
    app.get('/set', async (request, reply) => setSessionCookie(request, reply, 'secret'))
    app.get('/clear', async (request, reply) => clearSessionCookie(request, reply))
    const cookies = async (url: string) => (await app.inject(url)).cookies.map((cookie) => ({ ...cookie }))
    const scope = { name: 'voice-admin', path: '/admin', httpOnly: true, sameSite: 'Strict' }
    const whole = { ...scope, ...(secure && { secure }) }
    t.strictSame(await cookies('/set'), [{ ...whole, value: 'secret', maxAge: ADMIN_SESSION_TTL_MS / 1000 }])
    t.strictSame(await cookies('/clear'), [{ ...whole, value: '', maxAge: 0, expires: new Date(0) }])
  }
})
