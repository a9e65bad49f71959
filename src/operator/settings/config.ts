/** The settings: environment and `.env` → one frozen Config. The only reader of `process.env`. */

import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse as parseDotenv } from 'dotenv'
import { MIN_ADMIN_PASSWORD_LENGTH } from '../../protocol/admin-password.js'
import type { SignInWay } from '../../pure/grids/sign-in-ways.js'
import {
  type IsOwnSimulator,
  type SimulatorPassword,
  simulatorPasswords,
} from '../../pure/grids/simulator-passwords.js'
import { LANGUAGE_CODES, type Language } from '../../pure/languages.js'
import { type ClusterSettings, clusterFaults, nodeName, nodeUrl, redisUrl } from './cluster-settings.js'
import {
  addressList,
  domain,
  emailAddress,
  host,
  hostList,
  httpsUrl,
  integer,
  oneOf,
  postgresUrl,
  publicUrl,
  robustPublicUrl,
  robustUrl,
  signInWays,
  trustProxy,
  urlList,
  yesOrNo,
} from './config-parsers.js'
import { createIsOwnSimulator, ownSimulators } from './own-simulators.js'
import { misspelledSettings } from './setting-names.js'
import { EncodingError, readTextFile } from './text-file.js'

export interface AcmeSettings {
  readonly email: string
  /** The authority's directory (RFC 8555 §7.1.1). */
  readonly directoryUrl: string
  readonly host: string
  /** The port for an authority's HTTP challenges: 80, or the port to which a router forwards 80. */
  readonly httpPort: number
}

/** In the data directory. */
export const SQLITE_FILE = 'voice.sqlite'

const LETS_ENCRYPT = 'https://acme-v02.api.letsencrypt.org/directory'

export interface Config {
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** Without a trailing slash; `undefined`: derived from the address listened on. */
  readonly publicUrl: string | undefined
  readonly dataDir: string
  /** Where PostgreSQL is, with its password; `undefined`: SQLite in the data directory. */
  readonly databaseUrl: string | undefined
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined
  /** Settings for a certificate that the service orders for the host of the public URL; `undefined` if not wanted. */
  readonly acme: AcmeSettings | undefined
  readonly vivoxAdminUser: string
  readonly vivoxAdminPassword: string | undefined
  readonly sipDomain: string | undefined
  readonly regionSecret: string | undefined
  /** Addresses and networks from which native viewers' regions may ask; empty: any. */
  readonly regionAddresses: readonly string[]
  readonly adminPassword: string | undefined
  /** The file of regions that are asked over RemoteAdmin, see opensim/remote-admin/regions-file.ts; `undefined`: none. */
  readonly remoteAdminFile: string | undefined
  /** Where the grid's own services are, with what proves who asks; `undefined`: regions alone tell. */
  readonly robustUrl: string | undefined
  /** Where browsers reach the grid's public services, with its page for signing in; without a trailing slash. */
  readonly robustPublicUrl: string | undefined
  /** The ways to sign in that the grid's own services offer. */
  readonly robustSignIn: readonly SignInWay[]
  /** `[Messaging] MessageKey` of the grid; `undefined` where it has none. */
  readonly robustMessageKey: string | undefined
  /** RemoteAdmin's passwords of the simulators that the grid lists; none: only those of the regions file are asked. */
  readonly simulatorPasswords: readonly SimulatorPassword[]
  /** To which of them a password for all is sent. */
  readonly isOwnSimulator: IsOwnSimulator
  /** Private networks in which services and simulators of hosted grids may be. */
  readonly hostedGridsNetworks: readonly string[]
  /** What avatars are told in-world, where their region names no language of its own. */
  readonly inWorldLanguage: Language
  readonly stunUrls: readonly string[]
  readonly turnUrls: readonly string[]
  readonly turnSecret: string | undefined
  readonly turnTtlSeconds: number
  readonly iceTransportPolicy: 'all' | 'relay'
  /** When rooms are heard through the media hub: `auto` where it is needed, `hub` always, `mesh` never. */
  readonly mediaRoute: 'auto' | 'hub' | 'mesh'
  /** Addresses or names that lead to this machine although no interface has them; `undefined`: the public URL's host. */
  readonly mediaAnnouncedHosts: readonly string[] | undefined
  readonly mediaPortMin: number
  readonly mediaPortMax: number
  /** Whether all peers share one UDP port, or each has its own. */
  readonly mediaUdpMux: boolean
  /** How many processes the media hub has at most, each with a port of its own: the first free ones of the range. */
  readonly hubProcesses: number
  /** How many nightly backups are kept in the data directory; 0: none is made. */
  readonly backupKeep: number
  /** The token with which other machines may read the metrics; `undefined`: only this machine may. */
  readonly metricsToken: string | undefined
  /** What several nodes share; `undefined`: this is the only one. */
  readonly cluster: ClusterSettings | undefined
  readonly trustProxy: boolean | string
  readonly logLevel: LogLevel
  /** Whether standard output goes to systemd's journal. */
  readonly logsOutput: boolean
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** All faults of the settings at once, one line each with its fix. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(readonly faults: readonly string[]) {
    super(`These settings need a look:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** The file with settings: what SETTINGS_FILE names (an installed package does), else `.env` in a directory. */
export function settingsFile(directory = process.cwd()): string {
  return resolve(directory, process.env.SETTINGS_FILE || '.env')
}

/** The process's environment over the file with settings, where there is one. */
export function readEnvironment(directory = process.cwd()): Environment {
  const file = settingsFile(directory)
  return { ...(existsSync(file) ? readSettings(file) : {}), ...process.env }
}

function readSettings(file: string): Environment {
  try {
    return parseDotenv(readTextFile(file))
  } catch (error) {
    if (error instanceof EncodingError) throw new ConfigError([`${file}: ${error.message}`])
    throw error
  }
}

/** The database that the settings name, as the store is opened with it. */
export function databaseOf({ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>) {
  return { file: join(dataDir, SQLITE_FILE), databaseUrl }
}

/** Variables that a program needs to run at all on some system; none is a setting, so none is a secret. */
const NEEDED_TO_RUN = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TZ', 'LANG']

/** The environment of a child process that must not know any setting. */
export function bareEnvironment(): Environment {
  return Object.fromEntries(NEEDED_TO_RUN.map((name) => [name, process.env[name]]))
}

/**
 * Reads every setting of an environment.
 * @throws ConfigError naming all faults at once
 */
export function loadConfig(environment: Environment): Config {
  const faults: string[] = []
  const text = (name: string) => environment[name]?.trim() || undefined

  function parsed<T>(
    name: string,
    fallback: T,
    parse: (value: string) => T,
    read: (name: string) => string | undefined = text,
  ): T {
    const value = read(name)
    if (value === undefined) return fallback
    try {
      return parse(value)
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      return fallback
    }
  }

  function secret(name: string): string | undefined {
    const value = text(name)
    const file = text(`${name}_FILE`)
    if (file === undefined) return value
    if (value !== undefined) {
      faults.push(`${name} and ${name}_FILE are both set: keep one of them.`)
      return value
    }
    try {
      const content = readTextFile(file).trim()
      if (content === '') faults.push(`${name}_FILE: ${file} is empty: put the secret on its first line.`)
      return content
    } catch (error) {
      const isEncoding = error instanceof EncodingError
      const why = isEncoding ? `: ${error.message}` : ' cannot be read: check the path and its permissions.'
      faults.push(`${name}_FILE: ${file}${why}`)
      return undefined
    }
  }

  function parsedSecret<T>(name: string, parse: (value: string) => T): T | undefined {
    const value = secret(name)
    if (value === undefined) return undefined
    try {
      return parse(value)
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }

  const isSet = (name: string) => text(name) !== undefined || text(`${name}_FILE`) !== undefined

  function acme(): AcmeSettings | undefined {
    const email = parsed('ACME_EMAIL', undefined, emailAddress)
    const directoryUrl = parsed('ACME_DIRECTORY', LETS_ENCRYPT, httpsUrl)
    const httpPort = parsed('ACME_HTTP_PORT', 80, integer(1, 65535))
    if (email === undefined) return undefined
    const url = text('PUBLIC_URL')
    const name = url && URL.canParse(url) ? new URL(url).hostname : ''
    if (!name.includes('.') || isIP(name.replace(/^\[|\]$/g, ''))) {
      faults.push(
        'ACME_EMAIL: a certificate is for a name: set PUBLIC_URL to one, such as https://voice.example.org.',
      )
    }
    if (text('TLS_CERT_FILE')) {
      faults.push('ACME_EMAIL and TLS_CERT_FILE are both set: keep one of them.')
    }
    return { email, directoryUrl, host: name, httpPort }
  }

  function cluster(): ClusterSettings | undefined {
    const url = parsedSecret('REDIS_URL', redisUrl)
    const own = parsed<string | undefined>('NODE_URL', undefined, nodeUrl)
    const name = parsed<string | undefined>('NODE_NAME', undefined, nodeName)
    const shared = secret('CLUSTER_SECRET')
    faults.push(...clusterFaults(isSet, { secret: shared }))
    if (url === undefined) return undefined
    return { redisUrl: url, nodeUrl: own, nodeName: name, secret: shared ?? '' }
  }

  const robust = parsedSecret('ROBUST_URL', robustUrl)
  const config: Config = {
    host: parsed('HOST', '0.0.0.0', host),
    port: parsed('PORT', 8443, integer(0, 65535)),
    publicUrl: parsed('PUBLIC_URL', undefined, publicUrl),
    dataDir: resolve(text('DATA_DIR') ?? './data'),
    databaseUrl: parsed<string | undefined>('DATABASE_URL', undefined, postgresUrl, secret),
    tls: tlsFiles(text('TLS_CERT_FILE'), text('TLS_KEY_FILE'), faults),
    acme: acme(),
    vivoxAdminUser: text('VIVOX_ADMIN_USER') ?? 'opensim',
    vivoxAdminPassword: secret('VIVOX_ADMIN_PASSWORD'),
    sipDomain: parsed('SIP_DOMAIN', undefined, domain),
    regionSecret: secret('REGION_SECRET'),
    regionAddresses: parsed('VOICE_REGION_ADDRESSES', [], addressList),
    adminPassword: secret('ADMIN_PASSWORD'),
    remoteAdminFile: remoteAdminFile(text('REMOTE_ADMIN_FILE'), faults),
    robustUrl: robust,
    robustPublicUrl: parsed('ROBUST_PUBLIC_URL', undefined, robustPublicUrl),
    robustSignIn: parsed('ROBUST_SIGN_IN', isSet('ROBUST_URL') ? ['code'] : [], signInWays),
    robustMessageKey: secret('ROBUST_MESSAGE_KEY'),
    simulatorPasswords: parsedSecret('ROBUST_REMOTE_ADMIN_PASSWORD', simulatorPasswords) ?? [],
    isOwnSimulator: createIsOwnSimulator(
      parsed<readonly string[] | undefined>('ROBUST_SIMULATORS', undefined, ownSimulators),
      robust,
    ),
    hostedGridsNetworks: parsed('HOSTED_GRIDS_NETWORKS', [], addressList),
    inWorldLanguage: parsed('IN_WORLD_LANGUAGE', 'en', oneOf(LANGUAGE_CODES)),
    stunUrls: parsed('STUN_URLS', [], urlList('stun')),
    turnUrls: parsed('TURN_URLS', [], urlList('turn')),
    turnSecret: secret('TURN_SECRET'),
    turnTtlSeconds: parsed('TURN_TTL_SECONDS', 3600, integer(60, 86400)),
    iceTransportPolicy: parsed('ICE_TRANSPORT_POLICY', 'all', oneOf(['all', 'relay'])),
    mediaRoute: parsed('MEDIA_ROUTE', 'auto', oneOf(['auto', 'hub', 'mesh'])),
    mediaAnnouncedHosts: parsed<readonly string[] | undefined>('MEDIA_ANNOUNCED_IP', undefined, hostList),
    mediaPortMin: parsed('MEDIA_PORT_MIN', 40_000, integer(1024, 65535)),
    mediaPortMax: parsed('MEDIA_PORT_MAX', 40_999, integer(1024, 65535)),
    mediaUdpMux: parsed('MEDIA_UDP_MUX', true, yesOrNo),
    hubProcesses: parsed('HUB_PROCESSES', Math.max(1, availableParallelism() - 1), integer(1, 64)),
    backupKeep: parsed('BACKUP_KEEP', 7, integer(0, 1000)),
    metricsToken: secret('METRICS_TOKEN'),
    cluster: cluster(),
    trustProxy: parsed<boolean | string>('TRUST_PROXY', false, trustProxy),
    logsOutput: text('JOURNAL_STREAM') !== undefined,
    logLevel: parsed('LOG_LEVEL', 'info', oneOf(LOG_LEVELS)),
  }

  if (config.mediaPortMin > config.mediaPortMax) {
    faults.push(
      'MEDIA_PORT_MIN is above MEDIA_PORT_MAX: exchange them, or set both (the defaults are 40000 and 40999).',
    )
  }
  if (config.turnUrls.length > 0 && !config.turnSecret) {
    faults.push('TURN_URLS without TURN_SECRET: set it to the static-auth-secret of your TURN server.')
  }
  if (config.turnSecret && config.turnUrls.length === 0) {
    faults.push('TURN_SECRET without TURN_URLS: set it, for example to turn:turn.example.org:3478.')
  }
  if (config.simulatorPasswords.length > 0 && config.robustUrl === undefined) {
    faults.push(
      'ROBUST_REMOTE_ADMIN_PASSWORD without ROBUST_URL: it is for the simulators that the grid lists; those of a regions file have their passwords there.',
    )
  }
  if (config.iceTransportPolicy === 'relay' && config.turnUrls.length === 0) {
    faults.push('ICE_TRANSPORT_POLICY=relay needs TURN_URLS and TURN_SECRET: nobody could be heard without.')
  }
  if (config.robustSignIn.length > 0 && !isSet('ROBUST_URL')) {
    faults.push(
      'ROBUST_SIGN_IN without ROBUST_URL: set it to the private port of the grid’s services (docs/grids.md).',
    )
  }
  if (config.robustSignIn.includes('openid') && config.robustPublicUrl === undefined) {
    faults.push(
      'ROBUST_SIGN_IN=openid without ROBUST_PUBLIC_URL: set it to the grid’s public address, such as http://grid.example.org:8002.',
    )
  }
  if (config.regionSecret && !/^[\w.~-]+$/.test(config.regionSecret)) {
    faults.push('REGION_SECRET: it is part of a URL: use letters, digits, "-", "_", "." and "~" only.')
  }
  for (const [name, value] of [
    ['VIVOX_ADMIN_USER', config.vivoxAdminUser],
    ['VIVOX_ADMIN_PASSWORD', config.vivoxAdminPassword],
  ]) {
    // A region's voice module writes both into a URL unescaped.
    if (name && value && /[\s&#%+?;"']/.test(value)) {
      faults.push(
        `${name}: regions read it from an ini file and put it into a URL as it is: leave out spaces and the characters & # % + ? ; " '`,
      )
    }
  }
  if (config.adminPassword !== undefined && config.adminPassword.length < MIN_ADMIN_PASSWORD_LENGTH) {
    faults.push(
      `ADMIN_PASSWORD: it has fewer than ${MIN_ADMIN_PASSWORD_LENGTH} characters: take a longer one, as the console asks for it.`,
    )
  }
  for (const { name, meant } of misspelledSettings(Object.keys(environment))) {
    faults.push(`${name}: there is no such setting: was ${meant} meant?`)
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return Object.freeze(config)
}

/** The regions file: a missing default is no fault, a missing file that somebody named is. */
function remoteAdminFile(file: string | undefined, faults: string[]): string | undefined {
  if (file === undefined) {
    return [resolve('config/regions.json'), join(dirname(settingsFile()), 'regions.json')].find(existsSync)
  }
  if (!existsSync(file)) faults.push(`REMOTE_ADMIN_FILE: ${file} is not there: check the path.`)
  return resolve(file)
}

function tlsFiles(
  certFile: string | undefined,
  keyFile: string | undefined,
  faults: string[],
): Config['tls'] {
  if (!certFile && !keyFile) return undefined
  if (!certFile || !keyFile) {
    faults.push(
      'TLS_CERT_FILE and TLS_KEY_FILE go together: set both, or none for a self-signed certificate.',
    )
    return undefined
  }
  for (const [name, file] of [
    ['TLS_CERT_FILE', certFile],
    ['TLS_KEY_FILE', keyFile],
  ]) {
    if (file && !existsSync(file)) faults.push(`${name}: ${file} is not there: check the path.`)
  }
  return { certFile: resolve(certFile), keyFile: resolve(keyFile) }
}
