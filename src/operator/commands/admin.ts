/** `opensim-voice admin reset-password`: for an operator who is locked out of the console. */

import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { MIN_ADMIN_PASSWORD_LENGTH } from '../../protocol/admin-password.js'
import { openStore } from '../../store/store.js'
import { hashPassword } from '../../voice/admins/password-hash.js'
import type { Command } from '../command.js'
import { randomSecret } from '../data-directory/data-dir.js'
import { databaseOf, loadConfig, readEnvironment } from '../settings/config.js'

const USAGE = `opensim-voice admin reset-password [NAME]   a new password for that admin of the console ("admin" without a name), printed once; no second factor any more
  --password-stdin                       takes it from standard input instead
It counts at once, also while the service runs; the admin's browsers are signed out.
`

export const admin: Command = {
  usage: USAGE,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'password-stdin': { type: 'boolean' } },
      allowPositionals: true,
    })
    const [act, name = 'admin', ...more] = positionals
    if (act !== 'reset-password' || more.length > 0) throw new Error(`What about the admin?\n\n${USAGE}`)
    const password = values['password-stdin'] ? (await text(process.stdin)).trim() : randomSecret()
    if (password.length < MIN_ADMIN_PASSWORD_LENGTH) {
      throw new Error(`A password of the console has ${MIN_ADMIN_PASSWORD_LENGTH} characters at least.`)
    }
    const config = loadConfig(readEnvironment())
    const store = await openStore(databaseOf(config))
    try {
      const known = await store.admins.find(name)
      if (!known) {
        const names = (await store.admins.list()).map((one) => one.name).join(', ')
        throw new Error(
          `There is no admin "${name}"${names ? `; there are: ${names}` : ' yet: start the service once'}.`,
        )
      }
      await store.admins.update(known.name, { passwordHash: await hashPassword(password) })
      await store.adminKeys.delete({ adminName: name, kind: 'session' })
      await store.adminFactors.delete({ adminName: name })
    } finally {
      await store.close()
    }
    process.stdout.write(
      values['password-stdin']
        ? `"${name}" has its new password.\n`
        : `"${name}" now signs in with ${password}\n`,
    )
  },
}
