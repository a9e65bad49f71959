/** The names by which people know keys. */

import { texts } from '../../texts/texts.js'

/** Roughly what is printed on the key: `KeyV` is V. */
export function keyName(code: string): string {
  return texts.keyNames[code] ?? code.replace(/^(Key|Digit)/, '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
}
