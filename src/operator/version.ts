/** The version of this service, as its package says. */

import { readFileSync } from 'node:fs'

/** Name and version, such as `opensim-voice 0.1.0`. */
export function readVersion(): string {
  const file = new URL(import.meta.resolve('#package.json'))
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string }
  return `${name} ${version}`
}
