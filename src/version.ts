/** The version of this service, as its package says. */

import { existsSync, readFileSync } from 'node:fs'

/** Name and version, such as `opensim-voice 0.1.0`. */
export function readVersion(): string {
  // Built code lies one directory deeper than its source.
  const files = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url))
  const file = files.find((candidate) => existsSync(candidate))
  if (!file) return 'opensim-voice'
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string }
  return `${name} ${version}`
}
