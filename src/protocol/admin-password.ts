/** The minimum length of a console password, for every form that asks for one. */

/** In characters. */
export const MIN_ADMIN_PASSWORD_LENGTH = 10
