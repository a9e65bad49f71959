/** Lets a page come back into its call after a reload, or after a restart of the service, which remembers no calls. */

import { createHmac } from 'node:crypto'
import { type Avatar, avatarKey } from '../grids/grid.js'
import { isSameSecret } from '../sign-in/same-secret.js'

export interface ReturnTokens {
  issue(callId: string, avatar: Avatar): string
  isGood(token: string, callId: string, avatar: Avatar): boolean
}

/** @param signingKey secret; its holder can enter any call */
export function createReturnTokens(signingKey: string): ReturnTokens {
  const issue = (callId: string, avatar: Avatar) =>
    createHmac('sha256', signingKey)
      .update(`call ${callId} ${avatarKey(avatar)}`)
      .digest('base64url')
  return {
    issue,
    isGood: (token, callId, avatar) => isSameSecret(token, issue(callId, avatar)),
  }
}
