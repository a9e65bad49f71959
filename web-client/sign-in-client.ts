/** The page's end of signing in: what ways there are, codes, passwords, and a session that stays alive. DOM-free. */

export interface SignInWays {
  /** A code shown to the avatar in-world. */
  readonly code: boolean
  /** The password of the viewer's login. */
  readonly gridPassword: boolean
}

export interface AvatarChoice {
  readonly agentId: string
  readonly name: string
}

export interface AvatarChoices {
  readonly avatars: readonly AvatarChoice[]
  /** There are others that a search would find. */
  readonly more: boolean
}

/** Half of a session's life would do; a page that sleeps through one still has many more. */
const RENEW_INTERVAL_MS = 60 * 60 * 1000

/** @throws Error with words for the resident, as every call here */
export async function signInWays(): Promise<SignInWays> {
  return (await call('api/sign-in')).json()
}

/** The avatars in-world that can be shown a code, whose names hold that text. */
export async function findAvatars(search: string): Promise<AvatarChoices> {
  return (await call(`api/avatars?search=${encodeURIComponent(search)}`)).json()
}

/** Shows a code to the avatar in-world. */
export async function sendCode(agentId: string): Promise<void> {
  await call('api/sign-in/code', { agentId })
}

/** Signs in with what proves who one is; the avatar's id. */
export async function signIn(
  proof:
    | { readonly agentId: string; readonly code: string }
    | { readonly firstName: string; readonly lastName: string; readonly password: string },
): Promise<string> {
  const { agentId }: AvatarChoice = await (await call('api/session', proof)).json()
  return agentId
}

/**
 * Renews the session of an avatar now and then, for as long as the page is open.
 * @returns what ends it
 */
export function keepSignedIn(agentId: string): () => void {
  const timer = setInterval(() => {
    // A service out of reach is noticed elsewhere; an hour later is early enough to try again.
    call(`api/session/renew?avatar=${agentId}`, {}).catch(() => undefined)
  }, RENEW_INTERVAL_MS)
  return () => clearInterval(timer)
}

/** Beside the page's own address, so that a sub-path works. */
async function call(path: string, body?: object): Promise<Response> {
  const response = await fetch(path, {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  if (response.ok) return response
  const { message }: { message?: string } = await response.json().catch(() => ({}))
  throw new Error(message ?? `${response.status} ${response.statusText}`)
}
