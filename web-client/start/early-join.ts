/**
 * Asks the service to let the resident in as soon as the button is pressed, by the socket that the document's head has
 * opened: whoever is there makes an offer while the rest of the start is still being made here.
 */

import type { ClientMessage } from '../../src/protocol/messages.js'
import type { PageBrowser } from '../page/page-browser.js'
import type { EarlySocket } from '../service/early-socket.js'
import type { Settings } from '../settings/settings.js'
import { createOwnEffort } from '../speaking/own-effort.js'
import { createRememberedSwitch } from '../speaking/remembered-switch.js'

/** The rest of the start takes half of this time, so it waits no longer for a socket that does not open. */
const LONGEST_MS = 60

/** `WebSocket.OPEN`. */
const OPEN = 1

/** @returns when the service has been asked, or when there is no reason to wait for that: the start then asks by itself */
export async function joinEarly(
  early: EarlySocket | undefined,
  browser: Pick<PageBrowser, 'time' | 'sessionStorage' | 'localStorage'>,
  { startMuted, hideAddress }: Pick<Settings, 'startMuted' | 'hideAddress'>,
): Promise<void> {
  if (!early) return
  const { on = true, deafened = false } = createRememberedSwitch(browser).read() ?? {}
  const muted = startMuted || !on || deafened
  const effort = createOwnEffort(browser, () => undefined).value.value
  await new Promise<void>((resolve) => {
    const look = () => {
      if (early.events.length === 0) return
      if (early.socket.readyState === OPEN) {
        const chosen = effort === 'talk' ? {} : { effort }
        const join: ClientMessage = { type: 'join', muted, ...chosen, hideAddress }
        early.socket.send(JSON.stringify(join))
        early.joined = { muted }
      }
      resolve()
    }
    early.onEvent = look
    look()
    browser.time.after(LONGEST_MS, resolve)
  })
  delete early.onEvent
}
