/** Set-up help for the console: the lines to paste for this grid, and what is still missing. Part of the composition. */

import type { SetupSource } from '../admin/overview/overview-routes.js'
import { turnServerConfig, turnServerFacts } from '../ice/turn/turn-config.js'
import type { TurnServerState } from '../ice/turn/turn-probe.js'
import type { RegionStatus } from '../opensim/remote-admin/remote-admin.js'
import type { LiveSecrets } from '../operator/data-directory/live-secrets.js'
import type { MediaPort } from '../operator/media-port.js'
import { openSimIniLines, regionsJsonLines, scriptLines, webRtcIniLines } from '../operator/region-lines.js'
import type { Config } from '../operator/settings/config.js'
import { SECRET_PLACES, type Setup } from '../protocol/admin-api.js'
import type { Clock } from '../voice/ports.js'
import { newestOfRegions } from '../voice/presence/feeds.js'
import type { Presence } from '../voice/presence/presence.js'
import type { RegionCaller, RegionCalls } from '../voice/presence/region-calls.js'

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
  readonly regionCalls: Pick<RegionCalls, 'list'>
  readonly clock: Clock
  readonly presence: Presence
  readonly regionStatus: () => readonly RegionStatus[]
  readonly turnServers: () => readonly TurnServerState[]
  /** `undefined` if there is no media hub. */
  readonly mediaPort: MediaPort | undefined
}

type SetupCheck = Setup['checks'][number]

export function createSetup(options: SetupOptions): SetupSource {
  const { config, secrets, publicUrl, sipDomain, stunServer, presence } = options
  return {
    describe() {
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
        checks: checks(options),
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
  const missing = ways
    .filter(({ state }) => state === 'missing')
    .map(({ name, error }) => `${name}: ${error}`)
  const isKnown = ways.every(({ state }) => state !== 'unknown')
  const state = missing.length > 0 ? 'bad' : isKnown ? 'good' : 'unknown'
  return [{ code: 'sign-in-ways', state, detail: missing.join('; ') }]
}

function checks({
  config,
  clock,
  certificate,
  publicUrl,
  regionCalls,
  presence,
  ...options
}: SetupOptions): SetupCheck[] {
  const feeds = newestOfRegions(presence.feeds())
  const silent = feeds.filter((feed) => feed.silent).map(({ regionName }) => regionName)
  const polled = options.regionStatus().filter(({ state }) => state !== 'ok')
  const turn = options.turnServers().filter(({ error }) => error !== undefined)
  const found = (code: string, good: boolean, detail = ''): SetupCheck => ({
    code,
    state: good ? 'good' : 'bad',
    detail,
  })
  const { mediaPort } = options
  return [
    callsCheck(regionCalls.list(), clock()),
    feeds.length === 0
      ? { code: 'positions', state: 'unknown', detail: '' }
      : found('positions', silent.length === 0, silent.join(', ')),
    found(
      'remote-admin',
      polled.length === 0,
      polled.map(({ name, error }) => `${name}: ${error ?? '…'}`).join('; '),
    ),
    ...waysToSignIn(options.regionStatus()),
    found('certificate', !certificate().selfSigned && certificate().fault === undefined, certificate().fault),
    found('public-url', config.publicUrl !== undefined, publicUrl()),
    config.turnUrls.length === 0
      ? { code: 'turn', state: 'unknown', detail: '' }
      : found('turn', turn.length === 0, turn.map(({ url, error }) => `${url}: ${error}`).join('; ')),
    ...(mediaPort ? [{ code: 'media-port', state: mediaPort.state(), detail: mediaPort.describe() }] : []),
  ]
}

/** Refused calls are shown for an hour: if no region gets in, they tell why. */
const REFUSAL_COUNTS_MS = 60 * 60_000
const MAX_TOLD = 3

function callsCheck(callers: readonly RegionCaller[], now: number): SetupCheck {
  const code = 'region-called'
  const [answered] = callers.filter(({ calls }) => calls > 0)
  const refused = callers
    .flatMap(({ address, refused }) => (refused && !refused.over ? { address, ...refused } : []))
    .filter(({ at }) => !answered || now - at < REFUSAL_COUNTS_MS)
    .sort((a, b) => b.at - a.at)
  if (refused.length > 0) {
    const told = refused.slice(0, MAX_TOLD).map(({ address, reason }) => `${address}: ${reason}`)
    const more = refused.length > MAX_TOLD ? [`… (${refused.length})`] : []
    return { code, state: 'bad', detail: [...told, ...more].join(' ') }
  }
  return answered ? { code, state: 'good', detail: answered.address } : { code, state: 'unknown', detail: '' }
}
