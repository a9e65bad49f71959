/** Checks whether the network sets this machine's clock: TURN credentials and certificates depend on it. */

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { good, note, type OperatorCheck } from './check.js'

const run = promisify(execFile)

export const clockCheck: OperatorCheck = async ({ now }) => {
  const time = new Date(now).toISOString()
  try {
    const { stdout } = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
      timeout: 3000,
    })
    if (stdout.trim() === 'yes') return [good('clock', `${time}, set by the network.`)]
    if (stdout.trim() === 'no') {
      return [note('clock', `${time}, and nothing sets it: "timedatectl set-ntp true", or install chrony.`)]
    }
  } catch {
    // Without systemd nobody can say.
  }
  return [note('clock', `It says ${time}; nobody here can say whether the network sets it.`)]
}
