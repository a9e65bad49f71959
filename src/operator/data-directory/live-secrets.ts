/** The secrets in force while the service runs: each is shown once, and can be renewed if the service made it. */

import { createHmac } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import type { Bus } from '../../voice/bus.js'
import { checkFor } from '../../voice/sign-in/same-secret.js'
import { createInTurn } from '../../voice/storage/in-turn.js'
import type { Config } from '../settings/config.js'
import { changeSecretsFile, randomSecret, type Secrets, storedSecret } from './data-dir.js'

export type RenewableSecret = 'regionSecret' | 'vivoxAdminPassword'

export interface LiveSecrets {
  current(): Secrets
  vivoxAdminPassword(): string
  /** Whether that is the region secret in force. Constant-time. */
  isRegionSecret(given: string): boolean
  /** Whether the secret is set in the environment and can only be changed there. */
  isFixed(name: RenewableSecret): boolean
  /** Whether the secret in force was shown already, perhaps before a restart. */
  wasShown(name: RenewableSecret): boolean
  /** Shows the secret this one time. @throws VoiceError `secret-shown-before` */
  showOnce(name: RenewableSecret): Promise<string>
  /** Makes, shows and puts into force a new secret. @throws VoiceError `set-in-environment` for a fixed one */
  renew(name: RenewableSecret): Promise<string>
}

const SETTING = { regionSecret: 'REGION_SECRET', vivoxAdminPassword: 'VIVOX_ADMIN_PASSWORD' } as const
const SHOWN = { regionSecret: 'regionSecretShown', vivoxAdminPassword: 'vivoxAdminPasswordShown' } as const

export interface LiveSecretsOptions {
  readonly config: Config
  readonly initial: Secrets
  readonly bus: Bus
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

export function createLiveSecrets({ config, initial, bus, onError }: LiveSecretsOptions): LiveSecrets {
  let secrets = initial
  let isRegionSecret = checkFor(initial.regionSecret)
  const shown = new Map<RenewableSecret, string | undefined>([
    ['regionSecret', initial.regionSecretShown],
    ['vivoxAdminPassword', initial.vivoxAdminPasswordShown],
  ])
  /** In turn, because each change reads the file that the change before it wrote. */
  const inTurn = createInTurn()

  /** Tells that a secret was shown without giving it away; it may be a short one of the operator's. */
  const fingerprintOf = (secret: string) =>
    createHmac('sha256', secrets.signingKey).update(`shown\0${secret}`).digest('base64url')
  const isFixed = (name: RenewableSecret) => config[name] !== undefined
  const wasShown = (name: RenewableSecret) => shown.get(name) === fingerprintOf(secrets[name])

  function putInForce(name: RenewableSecret, value: string): void {
    secrets = { ...secrets, [name]: value }
    isRegionSecret = checkFor(secrets.regionSecret)
  }

  /** Reads a secret that was renewed here or in another process. */
  async function readAnew(name: string): Promise<void> {
    if (!isRenewable(name) || isFixed(name)) return
    const value = await storedSecret(config, name)
    if (value !== undefined) putInForce(name, value)
  }
  bus.subscribe('secret-renewed', ({ name }) => inTurn(() => readAnew(name)).catch(onError))

  return {
    current: () => secrets,
    vivoxAdminPassword: () => secrets.vivoxAdminPassword,
    isRegionSecret: (given) => isRegionSecret(given),
    isFixed,
    wasShown,
    showOnce: (name) =>
      inTurn(async () => {
        if (wasShown(name)) {
          throw new VoiceError(
            'secret-shown-before',
            'It was shown already, and is not shown again. Make a new one, or ask whoever runs the service.',
          )
        }
        const fingerprint = fingerprintOf(secrets[name])
        // Stored first: if that fails, the secret is not shown.
        await changeSecretsFile(config, { [SHOWN[name]]: fingerprint })
        shown.set(name, fingerprint)
        return secrets[name]
      }),
    renew: (name) =>
      inTurn(async () => {
        if (isFixed(name)) {
          const setting = SETTING[name]
          throw new VoiceError(
            'set-in-environment',
            `${setting} is set in the environment: change it there and restart.`,
          )
        }
        const value = randomSecret()
        const fingerprint = fingerprintOf(value)
        await changeSecretsFile(config, { [name]: value, [SHOWN[name]]: fingerprint })
        putInForce(name, value)
        shown.set(name, fingerprint)
        bus.publish('secret-renewed', { name })
        return value
      }),
  }
}

const isRenewable = (name: string): name is RenewableSecret => Object.hasOwn(SETTING, name)
