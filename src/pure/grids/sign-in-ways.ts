/** How residents may sign in by the grid's own services. */

export const SIGN_IN_WAYS = ['code', 'password', 'openid'] as const
export type SignInWay = (typeof SIGN_IN_WAYS)[number]

export function isSignInWay(text: string): text is SignInWay {
  return SIGN_IN_WAYS.some((way) => way === text)
}
