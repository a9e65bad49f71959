/** The page's end of signing in: which ways are offered, codes, passwords and the grid's own page. DOM-free. */

export interface SignInWays {
  /** A code shown to an avatar in-world that is chosen from a list. */
  readonly code: boolean
  /** The same for an avatar that is named. */
  readonly codeByName: boolean
  /** The password of the viewer's login. */
  readonly gridPassword: boolean
  /** The grid's own page. */
  readonly gridPage: boolean
}

export interface AvatarChoice {
  readonly agentId: string
  readonly name: string
  /** Host and port of a visitor's own grid. */
  readonly home?: string
}

export interface AvatarChoices {
  readonly avatars: readonly AvatarChoice[]
  /** There are more avatars, which a search would find. */
  readonly more: boolean
  /** There are avatars in-world whose region cannot show them a code. */
  readonly elsewhere: boolean
}

/** A refusal of the service. */
export class SignInError extends Error {
  override readonly name = 'SignInError'

  /**
   * @param code one of the service's error codes
   * @param message the service's own words, which are English
   * @param triesLeft the number of tries left, where they are limited
   */
  constructor(
    readonly code: string,
    message: string,
    readonly triesLeft = 0,
  ) {
    super(message)
  }
}

/** @throws SignInError, as every call here; TypeError where the service is out of reach */
export async function signInWays(): Promise<SignInWays> {
  return (await accepted(await fetch('api/sign-in'))).json()
}

/** The avatars in-world that can be shown a code and whose names contain that text. */
export async function findAvatars(search: string): Promise<AvatarChoices> {
  return (await accepted(await fetch(`api/avatars?search=${encodeURIComponent(search)}`))).json()
}

/** Shows a code to the avatar in-world. @returns who that is */
export async function sendCode(
  who: { readonly agentId: string } | { readonly name: string },
): Promise<AvatarChoice> {
  return (await accepted(await post('api/sign-in/code', who))).json()
}

/** The address of the grid's own page, at which the resident signs in and comes back. */
export async function gridPageFor(who: {
  readonly firstName: string
  readonly lastName: string
}): Promise<string> {
  const answer: { readonly address: string } = await (
    await accepted(await post('api/sign-in/openid', who))
  ).json()
  return answer.address
}

/** Another name of an unused voice link's ticket, short enough to be typed. */
export async function shortenTicket(ticket: string): Promise<string> {
  const answer: { readonly ticket: string } = await (
    await accepted(await post('api/links/short', { ticket }))
  ).json()
  return answer.ticket
}

/** Who is in voice where the avatar stands; nothing where that is not known, or the avatar would not be let in. */
export interface PlaceNow {
  readonly place?: string
  /** Some of their names. */
  readonly people?: readonly string[]
  /** How many more there are. */
  readonly more?: number
}

export async function askPlace(): Promise<PlaceNow> {
  return (await accepted(await fetch(`api/place${location.search}`))).json()
}

/** Signs in with a proof of identity; returns the avatar's id. */
export async function signIn(
  proof:
    | { readonly ticket: string }
    | { readonly agentId: string; readonly code: string }
    | { readonly firstName: string; readonly lastName: string; readonly password: string }
    | { readonly openId: string },
): Promise<string> {
  const answer: AvatarChoice = await (await accepted(await post('api/session', proof))).json()
  return answer.agentId
}

/** Relative to the page's own address, so that a sub-path works. */
function post(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response
  const fault: Fault = await response.json().catch(() => ({}))
  const { error = '', message = `${response.status} ${response.statusText}`, triesLeft } = fault
  throw new SignInError(error, message, triesLeft)
}

interface Fault {
  readonly error?: string
  readonly message?: string
  readonly triesLeft?: number
}
