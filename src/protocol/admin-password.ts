/** How long a password of the console is, for everybody who asks for one. */

/** Characters, at least. */
export const MIN_ADMIN_PASSWORD_LENGTH = 10
