/** Set-up help for the console: the lines to paste for this grid, and what is still missing. Part of the composition. */

import type { LinesForGrid } from '../admin/grids/grid-routes.js'
import type { SetupSource } from '../admin/overview/overview-routes.js'
import { refusalCode } from '../admin/overview/refusal-code.js'
import type { LinesForKey } from '../admin/region-keys/region-key-routes.js'
import { turnServerConfig, turnServerFacts } from '../ice/turn/turn-config.js'
import type { TurnServerState } from '../ice/turn/turn-probe.js'
import type { RegionStatus, RemoteAdmin } from '../opensim/remote-admin/remote-admin.js'
import type { LiveSecrets } from '../operator/data-directory/live-secrets.js'
import type { MediaPort } from '../operator/media-port.js'
import { openSimIniLines, regionsJsonLines, scriptLines, webRtcIniLines } from '../operator/region-lines.js'
import type { Config } from '../operator/settings/config.js'
import type { Setup } from '../protocol/admin-api.js'
import type { Finding } from '../protocol/service-codes.js'
import { vivoxNameOf } from '../pure/region-keys/region-rights.js'
import { SECRET_PLACES } from '../pure/secret-places.js'
import type { LandSimulator, LandWatch } from '../robust/land/land-watch.js'
import type { Robust, RobustStatus } from '../robust/robust.js'
import type { Clock, Timers } from '../voice/ports.js'
import { newestOfRegions } from '../voice/presence/feeds.js'
import type { Presence } from '../voice/presence/presence.js'
import type { KnownSimulator, RegionRequests } from '../voice/reports/region-requests.js'
import type { GridAddresses } from './grids/grid-addresses.js'
import { createSetupTests } from './set-up-tests.js'

export interface SetupOptions {
  readonly config: Config
  readonly secrets: LiveSecrets
  /** Whether the certificate is self-signed, so that browsers warn; why an authority issued none, and what to do. */
  readonly certificate: () => { readonly selfSigned: boolean; readonly fault: string | undefined }
  readonly publicUrl: () => string
  /** The port listened on. */
  readonly port: () => number
  readonly sipDomain: () => string
  readonly stunServer: () => string | undefined
  readonly regionRequests: Pick<RegionRequests, 'list'>
  readonly clock: Clock
  readonly presence: Presence
  readonly remoteAdmin: Pick<RemoteAdmin, 'status' | 'hurry'>
  /** `undefined`: the grid's services are not asked. */
  readonly robust: Pick<Robust, 'status' | 'probe'> | undefined
  /** What signing in by the grid lacks. */
  readonly signInFindings: () => Promise<readonly Finding[]>
  readonly land: Pick<LandWatch, 'simulators' | 'probe'> | undefined
  readonly timers: Timers
  readonly turnServers: () => readonly TurnServerState[]
  /** `undefined` if there is no media hub. */
  readonly mediaPort: MediaPort | undefined
}

type SetupCheck = Setup['checks'][number]

/** The lines to paste for the owner of some regions, with their key in its place. */
export function createLinesForKey(
  options: Pick<SetupOptions, 'config' | 'publicUrl' | 'port' | 'stunServer'> &
    Pick<GridAddresses, 'sipDomainOf'>,
): LinesForKey {
  return ({ grid, id, rights }, secret) => ({
    openSimIni: rights.includes('capabilities')
      ? openSimIniLines({
          publicUrl: options.publicUrl(),
          port: options.port(),
          listenHost: options.config.host,
          sipDomain: options.sipDomainOf(grid),
          vivoxAdminUser: vivoxNameOf(id),
          vivoxAdminPassword: secret,
        })
      : '',
    webRtcIni: rights.includes('native-voice')
      ? webRtcIniLines(options.publicUrl(), secret, options.stunServer())
      : '',
    script: rights.includes('positions') ? scriptLines(options.publicUrl(), secret) : '',
  })
}

/** The lines for a grid's simulators, with the secrets that are given. */
export function createLinesForGrid(
  options: Pick<SetupOptions, 'config' | 'publicUrl' | 'port' | 'stunServer'>,
): LinesForGrid {
  return ({ sipDomain, vivoxAdminUser }, { regionSecret, vivoxPassword }) => {
    const publicUrl = options.publicUrl()
    return {
      openSimIni:
        vivoxPassword === undefined
          ? ''
          : openSimIniLines({
              publicUrl,
              port: options.port(),
              listenHost: options.config.host,
              ...{ sipDomain, vivoxAdminUser, vivoxAdminPassword: vivoxPassword },
            }),
      webRtcIni:
        regionSecret === undefined ? '' : webRtcIniLines(publicUrl, regionSecret, options.stunServer()),
      script: regionSecret === undefined ? '' : scriptLines(publicUrl, regionSecret),
    }
  }
}

export function createSetup(options: SetupOptions): SetupSource {
  const { config, secrets, publicUrl, sipDomain, stunServer, presence } = options
  const allChecks = () => checks(options)
  return {
    checks: allChecks,
    test: createSetupTests({ ...options, checks: allChecks }),
    describe() {
      const stun = stunServer()
      const names = [...new Set(presence.feeds().map(({ regionName }) => regionName))]
      return {
        openSimIni: openSimIniLines({
          publicUrl: publicUrl(),
          port: options.port(),
          listenHost: config.host,
          sipDomain: sipDomain(),
          vivoxAdminUser: config.vivoxAdminUser,
          vivoxAdminPassword: SECRET_PLACES.vivoxAdminPassword,
        }),
        webRtcIni: webRtcIniLines(publicUrl(), SECRET_PLACES.regionSecret, stunServer()),
        regionsJson: regionsJsonLines(names),
        scriptNotecard: scriptLines(publicUrl(), SECRET_PLACES.regionSecret),
        turnserverConf: turnLines(config),
        stun: stun === undefined ? null : `stun:${stun}`,
        checks: allChecks(),
        secrets: (['regionSecret', 'vivoxAdminPassword'] as const).map((name) => ({
          name,
          shown: secrets.wasShown(name),
          fixed: secrets.isFixed(name),
        })),
      }
    },
    renewSecret: secrets.renew,
    showSecret: secrets.showOnce,
  }
}

/** The lines for a TURN server, without the secret, which is the operator's own setting. */
function turnLines(config: Config): string {
  if (!config.turnSecret) return 'npm run turn-config -- --write turnserver.conf\n'
  const stand = 'TURN_SECRET'
  return turnServerConfig(turnServerFacts({ ...config, turnSecret: stand })).replaceAll(
    `static-auth-secret=${stand}`,
    `static-auth-secret=${SECRET_PLACES.turnSecret}`,
  )
}

/** Checks of the ways to sign in that the operator offers: whether they were seen to work. */
function waysToSignIn(regions: readonly RegionStatus[]): SetupCheck[] {
  const ways = regions.flatMap(({ name, ways }) => ways.map((way) => ({ ...way, name })))
  if (ways.length === 0) return []
  const missing = ways.filter(({ state }) => state === 'missing')
  const isKnown = ways.every(({ state }) => state !== 'unknown')
  return [
    {
      code: 'sign-in-ways',
      state: missing.length > 0 ? 'bad' : isKnown ? 'good' : 'unknown',
      detail: missing.map(({ name, error }) => `${name}: ${error}`).join('; '),
      findings: missing.map(({ name, way }) => ({ code: `${way}-missing` as const, about: name })),
    },
  ]
}

function checks({
  config,
  clock,
  certificate,
  publicUrl,
  regionRequests,
  presence,
  ...options
}: SetupOptions): SetupCheck[] {
  const feeds = newestOfRegions(presence.feeds())
  const silent = feeds.filter((feed) => feed.silent).map(({ regionName }) => regionName)
  const regions = options.remoteAdmin.status()
  const polled = regions.filter(({ state }) => state !== 'ok')
  const turn = options.turnServers().filter(({ error }) => error !== undefined)
  const found = (code: string, good: boolean, findings: readonly Finding[], detail = ''): SetupCheck => ({
    code,
    state: good ? 'good' : 'bad',
    detail,
    findings: [...findings],
  })
  const grid = options.robust && gridCheck(options.robust.status(), options.land?.simulators() ?? [])
  const nobodyKnows = (code: string): SetupCheck => ({ code, state: 'unknown', detail: '', findings: [] })
  const { mediaPort } = options
  const { selfSigned, fault } = certificate()
  return [
    requestsCheck(regionRequests.list(), clock()),
    ...(grid === undefined ? [] : [grid]),
    feeds.length === 0
      ? nobodyKnows('positions')
      : found('positions', silent.length === 0, silent.map(named), silent.join(', ')),
    found(
      'remote-admin',
      polled.length === 0,
      polled.slice(0, MAX_NAMED).map(({ name, reason }) => ({ code: reason ?? 'starting', about: name })),
      polled
        .slice(0, MAX_NAMED)
        .map(({ name, error }) => `${name}: ${error ?? '…'}`)
        .join('; '),
    ),
    ...waysToSignIn(regions),
    found(
      'certificate',
      !selfSigned && fault === undefined,
      fault === undefined ? [] : [{ code: 'certificate-refused', about: '' }],
      fault,
    ),
    found('public-url', config.publicUrl !== undefined, [named(publicUrl())], publicUrl()),
    config.turnUrls.length === 0
      ? nobodyKnows('turn')
      : found(
          'turn',
          turn.length === 0,
          turn.flatMap(({ url, fault }) => (fault ? [{ code: `turn-${fault}` as const, about: url }] : [])),
          turn.map(({ url, error }) => `${url}: ${error}`).join('; '),
        ),
    ...(mediaPort
      ? [
          {
            code: 'media-port',
            state: mediaPort.state(),
            detail: mediaPort.describe(),
            findings: mediaPort.names().map(named),
          },
        ]
      : []),
  ]
}

const named = (about: string): Finding => ({ code: 'named', about })

/** More regions or simulators with one fault have one cause. */
const MAX_NAMED = 20

/** The grid's services, and what its simulators say of their land. */
function gridCheck(robust: RobustStatus, simulators: readonly LandSimulator[]): SetupCheck {
  if (robust.state === 'starting') return { code: 'grid', state: 'unknown', detail: '', findings: [] }
  const faults = [
    ...(robust.reason === null ? [] : [{ url: robust.url, reason: robust.reason, error: robust.error }]),
    ...simulators.flatMap(({ url, reason, error }) => (reason === null ? [] : { url, reason, error })),
  ].slice(0, MAX_NAMED)
  return {
    code: 'grid',
    state: robust.state === 'ok' && faults.length === 0 ? 'good' : 'bad',
    detail: faults.map(({ url, error }) => `${url}: ${error ?? ''}`).join('; '),
    findings: faults.map(({ url, reason }) => ({ code: reason, about: url })),
  }
}

/** Refused requests are shown for an hour: if no region gets in, they tell why. */
const REFUSAL_COUNTS_MS = 60 * 60_000
const MAX_TOLD = 3

function requestsCheck(simulators: readonly KnownSimulator[], now: number): SetupCheck {
  const code = 'region-called'
  const [answered] = simulators.filter(({ requests }) => requests > 0)
  const refused = simulators
    .flatMap(({ address, refused }) => (refused && !refused.over ? { address, ...refused } : []))
    .filter(({ at }) => !answered || now - at < REFUSAL_COUNTS_MS)
    .sort((a, b) => b.at - a.at)
  if (refused.length > 0) {
    const first = refused.slice(0, MAX_TOLD)
    const told = first.map(({ address, reason }) => `${address}: ${reason}`)
    const more = refused.length > MAX_TOLD ? [`… (${refused.length})`] : []
    return {
      code,
      state: 'bad',
      detail: [...told, ...more].join(' '),
      findings: [
        ...first.map(({ address, way }) => ({ code: refusalCode(way), about: address })),
        ...more.map(named),
      ],
    }
  }
  return answered
    ? { code, state: 'good', detail: answered.address, findings: [named(answered.address)] }
    : { code, state: 'unknown', detail: '', findings: [] }
}
