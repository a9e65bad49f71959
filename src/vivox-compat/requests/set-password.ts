/** `viv_adm_password.php`: a fresh password at every voice start; live sessions go on. */

import type { RequestHandler } from '../request.js'
import { required } from '../wire/params.js'

export const setPassword: RequestHandler = async ({ grid, params, services }) => {
  await services.accounts.setPassword(grid, required(params, 'user_name'), required(params, 'new_pwd'))
  return { body: { code: 200 } }
}
