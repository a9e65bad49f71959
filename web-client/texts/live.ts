/** Texts that change their language while they are shown. */

import type { ReadonlySignal } from '@preact/signals-core'

/** Reads like what is in force: whatever was drawn with it is drawn again when the language changes. */
export function live<Words extends object>(inForce: ReadonlySignal<Words>): Words {
  return new Proxy({} as Words, { get: (_target, key) => Reflect.get(inForce.value, key) })
}
