/** `viv_adm_password.php`: a fresh password at every voice start; live sessions go on. */

import type { CallHandler } from '../call.js'
import { required } from '../wire/required.js'

export const setPassword: CallHandler = async ({ grid, params, services }) => {
  await services.accounts.setPassword(grid, required(params, 'user_name'), required(params, 'new_pwd'))
  return { body: { code: 200 } }
}
