/** The limits of text that service and page both hold. */

/** Unicode characters in one line. */
export const MAX_LINE_LENGTH = 1000

/** For how long a writer may change a line or take it back. */
export const EDIT_MS = 5000
