/** Keys by the names that people know them by. */

import { texts } from '../../texts/texts.js'

/** What is printed on a key, nearly: `KeyV` is V. */
export function keyName(code: string): string {
  return texts.keyNames[code] ?? code.replace(/^(Key|Digit)/, '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
}
