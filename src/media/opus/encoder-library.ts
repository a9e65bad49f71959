/**
 * Chooses the library that encodes. `@evan/opus` is native and the fastest, but has not been maintained since 2022. Where
 * it has no binary for the platform it silently falls back to a slow WebAssembly build, so only its binary is loaded;
 * where there is none, `libopus-wasm` encodes, at twice the cost. Numbers: `npm run bench -- opus`, docs/media-hub.md.
 */

import { createRequire } from 'node:module'

export type EncoderLibrary = '@evan/opus' | 'libopus-wasm'

/** What is used of the binary of `@evan/opus`, beneath its JavaScript. */
export interface NativeOpus {
  /** Into which every encoder writes its packet. */
  readonly packet: Uint8Array
  /** Encodes with one of the library's encoders. @returns how many bytes the packet has */
  encode(encoder: object, samples: Int16Array): number
}

interface Binary {
  readonly Encoder: { readonly prototype: object }
  readonly buffers: { encoder(): Uint8Array }
}

/** @returns `undefined` where there is none for this machine */
function binary(): Binary | undefined {
  try {
    // The library itself would load this file first, and say nothing where that fails.
    return createRequire(import.meta.url)('@evan/opus/node/index.js') as Binary
  } catch {
    return undefined
  }
}

/** @returns `undefined` where there is no binary for this machine */
export function nativeOpus(): NativeOpus | undefined {
  const library = binary()
  if (!library) return undefined
  // Its own `encode` copies each packet into memory that has to be asked for, and to be collected.
  const { encode } = Object.getPrototypeOf(library.Encoder.prototype) as {
    encode(samples: Int16Array): number
  }
  return { packet: library.buffers.encoder(), encode: (encoder, samples) => encode.call(encoder, samples) }
}

/** The library that encodes on this machine. */
export const encoderLibrary = (): EncoderLibrary => (binary() ? '@evan/opus' : 'libopus-wasm')
