/** Opens a voice link: its ticket becomes the browser's session. DOM-free. */

import { earlySignIn } from './early-socket.js'
import { SignInError, signIn } from './sign-in-client.js'

/** Where one double click opened two tabs, the slower one finds the session of the faster. */
const OTHER_TAB_MS = 500

const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 4000

/** Faults that pass by themselves: the link stays as good as before. */
const passing: readonly string[] = ['rate-limited', 'internal', '']

export interface LinkBrowser {
  signIn(proof: { readonly ticket: string }): Promise<string>
  sleep(milliseconds: number): Promise<void>
}

/**
 * Tries until there is an answer, so that a service that is being restarted keeps nobody out.
 * @returns the avatar's id
 * @throws SignInError where the link does not open
 */
export async function openLink(ticket: string, browser: LinkBrowser = thisBrowser): Promise<string> {
  let other = true
  for (let pause = FIRST_RETRY_MS; ; pause = Math.min(LONGEST_RETRY_MS, pause * 2)) {
    try {
      return await browser.signIn({ ticket })
    } catch (error) {
      const used = error instanceof SignInError && error.code === 'ticket-used'
      const passes =
        error instanceof TypeError || (error instanceof SignInError && passing.includes(error.code))
      if (!passes && !(used && other)) throw error
      if (used) other = false
      await browser.sleep(used ? OTHER_TAB_MS : pause)
    }
  }
}

const thisBrowser: LinkBrowser = {
  async signIn(proof) {
    await shown()
    return (await earlySignIn()) ?? signIn(proof)
  },
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/** A browser may run a page in advance because it guesses that the resident will want it: no resident asked for that. */
async function shown(): Promise<void> {
  if (!('prerendering' in document && document.prerendering)) return
  await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }))
}
