/** Makes passkeys and asks for them; a file of its own, loaded when one is needed. */

import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

type Creation = Parameters<typeof startRegistration>[0]['optionsJSON']
type Request = Parameters<typeof startAuthentication>[0]['optionsJSON']

/** @param options as the service wrote them for the browser */
export const makePasskey = (options: object) => startRegistration({ optionsJSON: options as Creation })
export const askForPasskey = (options: object) => startAuthentication({ optionsJSON: options as Request })
