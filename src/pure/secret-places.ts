/** Placeholders for secrets in the lines to paste: the service writes them, and the console fills them in. */

export const SECRET_PLACES = {
  regionSecret: '<REGION_SECRET>',
  vivoxAdminPassword: '<VIVOX_ADMIN_PASSWORD>',
  turnSecret: '<TURN_SECRET>',
} as const
