/** The store of the console's second factors. */

/** Something that an admin signs in with beside the password. */
export interface AdminFactor {
  /** For a passkey the id of its credential. */
  readonly id: string
  readonly adminName: string
  readonly kind: 'totp' | 'passkey' | 'recovery'
  /** In the admin's own words. */
  readonly label: string
  /** A sealed TOTP secret, a passkey's public key and place, or the hash of a recovery code. */
  readonly secret: string
  /** The newest TOTP step or passkey counter that was accepted: nothing up to it counts again. */
  readonly counter: number
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

export interface AdminFactorStore {
  /** Of one admin, or of all; the oldest first. */
  list(adminName?: string): Promise<readonly AdminFactor[]>
  /** All, or none of them. */
  add(factors: readonly AdminFactor[]): Promise<void>
  /** Notes a use. False if the counter is not higher than before, unless both are zero: authenticators may count nothing. */
  use(id: string, use: { readonly counter: number; readonly at: number }): Promise<boolean>
  /** Deletes the factors that match the filter. @returns how many there were */
  delete(filter: {
    readonly adminName: string
    readonly id?: string
    readonly kind?: AdminFactor['kind']
  }): Promise<number>
  /** Whether every admin must have a second factor. */
  isRequired(): Promise<boolean>
  setRequired(required: boolean): Promise<void>
}
