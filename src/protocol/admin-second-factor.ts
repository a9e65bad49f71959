/** Second factors of the console's admins; one schema for both sides. */

import { type Static, Type } from 'typebox'

const strict = { additionalProperties: false }
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Base64Url = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_=-]+$', maxLength })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])

const MAX_PASSKEY_PART = 8000

export const FactorKind = Type.Union([
  Type.Literal('totp'),
  Type.Literal('passkey'),
  Type.Literal('recovery'),
])
export type FactorKind = Static<typeof FactorKind>

/** As browsers write it (WebAuthn Level 3 §5.1); what they add of their own is left aside. */
const passkeyFields = {
  id: Base64Url(1400),
  rawId: Base64Url(1400),
  type: Type.Literal('public-key'),
  clientExtensionResults: Type.Object({}),
}
const Passkey = Type.Object({
  ...passkeyFields,
  response: Type.Object({
    clientDataJSON: Base64Url(MAX_PASSKEY_PART),
    attestationObject: Base64Url(MAX_PASSKEY_PART),
    transports: Type.Optional(Type.Array(Text(20), { maxItems: 10 })),
  }),
})
const PasskeyProof = Type.Object({
  ...passkeyFields,
  response: Type.Object({
    clientDataJSON: Base64Url(MAX_PASSKEY_PART),
    authenticatorData: Base64Url(MAX_PASSKEY_PART),
    signature: Base64Url(MAX_PASSKEY_PART),
  }),
})
/** Options for the browser, as the WebAuthn library writes them. */
const BrowserOptions = Type.Unsafe<object>({ type: 'object', additionalProperties: true })

/** The answer to a right password where a second factor is due. */
export const SecondFactorDue = Type.Object({
  /** Names this sign-in; it waits for five minutes. */
  half: Type.String(),
  ways: Type.Array(FactorKind),
  /** What to ask the browser for, if a passkey is one of the ways. */
  passkey: Nullable(BrowserOptions),
})
export type SecondFactorDue = Static<typeof SecondFactorDue>
export const SecondFactorProof = Type.Object(
  {
    half: Text(100),
    /** Of an authenticator app, or a recovery code. */
    code: Type.Optional(Text(40)),
    passkey: Type.Optional(PasskeyProof),
  },
  strict,
)

export const OwnFactors = Type.Object({
  /** Whether every admin must have one. */
  required: Type.Boolean(),
  factors: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: FactorKind,
      label: Type.String(),
      /** Milliseconds since 1970. */
      createdAt: Type.Number(),
      lastUsedAt: Nullable(Type.Number()),
    }),
  ),
  recoveryCodesLeft: Type.Integer(),
})
export type OwnFactors = Static<typeof OwnFactors>

export const WithPassword = Type.Object({ currentPassword: Text(500) }, strict)
export const TotpBegun = Type.Object({
  /** In base 32, to be typed. */
  secret: Type.String(),
  /** The same, to be scanned. */
  address: Type.String(),
})
export type TotpBegun = Static<typeof TotpBegun>
export const TotpMade = Type.Object({ code: Text(20), label: Text(60) }, strict)
export const PasskeyBegun = BrowserOptions
export const PasskeyMade = Type.Object({ passkey: Passkey, label: Text(60) }, strict)
/** Told this once; empty if there were some already. */
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>
export const SecondFactorRule = Type.Object({ required: Type.Boolean() }, strict)
