/** Whether a participant's account is in force: asked once, because an admin's act takes the others out of their rooms. */

import { VoiceError } from '../../../errors.js'
import type { Avatar } from '../../grids/grid.js'
import type { Admission } from '../admission.js'

/** @param checked whether that was done before. The function returns false for an account that is disabled. */
export function createAccountCheck(
  { requireAccount }: Pick<Admission, 'requireAccount'>,
  avatar: Avatar,
  checked: boolean,
): () => Promise<boolean> {
  let known = checked
  return async () => {
    if (known) return true
    try {
      await requireAccount(avatar)
      known = true
      return true
    } catch (error) {
      if (error instanceof VoiceError && error.code === 'account-disabled') return false
      throw error
    }
  }
}
