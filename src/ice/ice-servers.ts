/** The ICE servers a page is given: the operator's STUN, and TURN with a credential of its own. */

import { createHmac } from 'node:crypto'
import type { Config } from '../operator/settings/config.js'
import { inOrderOfDelay } from './turn/turn-url.js'

export interface IceServer {
  readonly urls: string[]
  readonly username?: string
  readonly credential?: string
}

export interface TurnCredential {
  readonly username: string
  readonly credential: string
}

/**
 * A TURN credential as coturn's `use-auth-secret` takes it. The user name tells when the credential ends (seconds since
 * 1970) and whose it is; the password is the HMAC-SHA1 of the user name (draft-uberti-behave-turn-rest-00 §2.2).
 */
export function turnCredential(secret: string, holder: string, expiresAtSeconds: number): TurnCredential {
  const username = `${expiresAtSeconds}:${holder}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}

/** STUN comes first: it is cheap and mostly enough. TURN follows, the URL with the least delay first. */
export function iceServersFor(
  config: Pick<Config, 'stunUrls' | 'turnUrls' | 'turnSecret' | 'turnTtlSeconds'>,
  holder: string,
  now: number,
): IceServer[] {
  const servers: IceServer[] = []
  if (config.stunUrls.length > 0) servers.push({ urls: [...config.stunUrls] })
  if (config.turnUrls.length > 0 && config.turnSecret) {
    const expiresAt = Math.floor(now / 1000) + config.turnTtlSeconds
    servers.push({
      urls: inOrderOfDelay(config.turnUrls),
      ...turnCredential(config.turnSecret, holder, expiresAt),
    })
  }
  return servers
}
