/** The secrets in force while the service runs: those that it made itself can be made anew. */

import type { Config } from './config.js'
import { renewSecret, type Secrets } from './data-dir.js'
import { VoiceError } from './errors.js'

export type RenewableSecret = 'regionSecret' | 'vivoxAdminPassword'

export interface LiveSecrets {
  current(): Secrets
  /** Set in the environment, where it is to be changed. */
  isFixed(name: RenewableSecret): boolean
  /** Counts from now on. @throws VoiceError `not-allowed` for one that is set in the environment */
  renew(name: RenewableSecret): Promise<string>
}

const SETTING = { regionSecret: 'REGION_SECRET', vivoxAdminPassword: 'VIVOX_ADMIN_PASSWORD' } as const

export function createLiveSecrets(config: Config, initial: Secrets): LiveSecrets {
  let secrets = initial
  const isFixed = (name: RenewableSecret) => config[name] !== undefined
  return {
    current: () => secrets,
    isFixed,
    async renew(name) {
      if (isFixed(name)) {
        const setting = SETTING[name]
        throw new VoiceError(
          'not-allowed',
          `${setting} is set in the environment: change it there and restart.`,
        )
      }
      const value = await renewSecret(config, name)
      secrets = { ...secrets, [name]: value }
      return value
    },
  }
}
