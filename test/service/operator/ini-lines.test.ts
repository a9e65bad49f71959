/** Whatever we tell operators to put into a simulator harms no release of it. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { projectRoot } from '../../helpers/project-root.js'
import { startTestApp } from '../../helpers/test-app.js'

/** In every release since 0.8. A name that is unknown, or has a space, ends the simulator with a KeyNotFoundException. */
const IN_EVERY_RELEASE = ['admin_get_agents', 'admin_authenticate_user']

t.test('enabled_methods names what every release has', async (t) => {
  const app = await startTestApp(t)
  const setup = JSON.stringify((await (await signedInAdmin(app)).get('/setup')).body)
  const files = ['docs', 'config'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(md|ini|example)$/.test(file))
      .map((file) => readFileSync(join(projectRoot, folder, file), 'utf8')),
  )
  const lines = [setup, ...files].flatMap((text) => [...text.matchAll(/enabled_methods *= *"?([^"\\\n]*)/g)])
  t.ok(lines.length > 0)
  for (const [line, methods = ''] of lines) {
    for (const method of methods.split('|')) t.ok(IN_EVERY_RELEASE.includes(method), `${line}: "${method}"`)
  }
})

t.test('a password that an ini file would cut is refused', async (t) => {
  for (const password of ['half;gone', 'in "quotes"', "it's"]) {
    await t.rejects(startTestApp(t, { env: { VIVOX_ADMIN_PASSWORD: password } }), {
      message: /VIVOX_ADMIN_PASSWORD/,
    })
  }
})
