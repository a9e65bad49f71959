/** `opensim-voice turn-config`: prints a turnserver.conf for this service's settings, or writes it. */

import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseExternalAddress, turnServerConfig, turnServerFacts } from '../../ice/turn/turn-config.js'
import { reachableHost } from '../addresses.js'
import type { Command } from '../command.js'
import { type Config, loadConfig, readEnvironment } from '../settings/config.js'

const USAGE = `opensim-voice turn-config                prints turnserver.conf for TURN_URLS and TURN_SECRET
  --write FILE                         writes it to a new file that only its owner can read
  --external-ip PUBLIC/PRIVATE         where the server's address is translated (most clouds)
  --relay-ports MIN-MAX                instead of 49152-65535
  --allow RANGE                        lets it relay into a private range (a grid on a LAN); may be repeated
`

/** Settings that make TURN work, for an operator who has none yet. */
function invented(config: Config): { settings: Config; hint: string } {
  if (config.turnSecret) return { settings: config, hint: '' }
  const host = config.publicUrl ? new URL(config.publicUrl).hostname : reachableHost(config.host)
  const turnUrls = [`turn:${host}:3478`, `turn:${host}:3478?transport=tcp`]
  if (config.tls) turnUrls.push(`turns:${host}:5349`)
  const turnSecret = randomBytes(24).toString('base64url')
  return {
    settings: { ...config, turnUrls, turnSecret },
    hint: `TURN is not set up yet. These settings of the voice service belong to this file:

STUN_URLS=stun:${host}:3478
TURN_URLS=${turnUrls.join(',')}
TURN_SECRET=${turnSecret}
`,
  }
}

function relayPorts(text: string): { min: number; max: number } {
  const [, min, max] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []
  const range = { min: Number(min), max: Number(max) }
  if (range.min >= 1024 && range.min < range.max && range.max <= 65535) return range
  throw new Error(`"${text}" is no range of ports: use one such as 49152-65535.`)
}

function print(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      write: { type: 'string' },
      'external-ip': { type: 'string' },
      'relay-ports': { type: 'string' },
      allow: { type: 'string', multiple: true },
    },
  })
  const { settings, hint } = invented(loadConfig(readEnvironment()))
  const facts = turnServerFacts(settings)
  const text = turnServerConfig({
    ...facts,
    ...(values['external-ip'] !== undefined && {
      externalAddress: parseExternalAddress(values['external-ip']),
    }),
    ...(values['relay-ports'] !== undefined && { relayPorts: relayPorts(values['relay-ports']) }),
    ...(values.allow !== undefined && { allowedPeers: values.allow }),
  })
  if (values.write === undefined) process.stdout.write(text)
  // "wx": an existing file may be readable for others, and somebody's work.
  else writeFileSync(values.write, text, { mode: 0o600, flag: 'wx' })
  if (hint) process.stderr.write(`\n${hint}`)
  if (settings.turnUrls.some((url) => /^turns:/i.test(url)) && !facts.tls) {
    process.stderr.write('\nTURN_URLS names a turns: URL, which needs TLS_CERT_FILE and TLS_KEY_FILE.\n')
  }
}

export const turnConfig: Command = { usage: USAGE, run: print }
