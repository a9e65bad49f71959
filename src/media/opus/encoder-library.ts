/**
 * Chooses the library that encodes. `@evan/opus` is native and the fastest, but has not been maintained since 2022. Where
 * it has no binary for the platform it silently falls back to a slow WebAssembly build, so only its binary is loaded;
 * where there is none, `libopus-wasm` encodes, at twice the cost. Numbers: `npm run bench -- opus`, docs/media-hub.md.
 */

import { createRequire } from 'node:module'

export type EncoderLibrary = '@evan/opus' | 'libopus-wasm'

/** The library that encodes on this machine. */
export function encoderLibrary(): EncoderLibrary {
  try {
    // The library itself would load this file first, and say nothing where that fails.
    createRequire(import.meta.url)('@evan/opus/node/index.js')
    return '@evan/opus'
  } catch {
    return 'libopus-wasm'
  }
}
