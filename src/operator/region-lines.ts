/** The lines that an operator pastes into simulators, for this service's own address. */

import { isIPv6 } from 'node:net'
import type { Config } from './settings/config.js'

export interface RegionLineFacts {
  readonly publicUrl: string
  /** The port listened on. */
  readonly port: number
  /** The address listened on. */
  readonly listenHost: string
  readonly sipDomain: string
  readonly vivoxAdminUser: string
  readonly vivoxAdminPassword: string
}

/** For the OpenSim.ini of every simulator. */
export function openSimIniLines(facts: RegionLineFacts): string {
  return `[VivoxVoice]
    enabled = true
${vivoxServerLines(facts)}    vivox_sip_uri = ${facts.sipDomain}
    vivox_admin_user = ${facts.vivoxAdminUser}
    vivox_admin_password = ${facts.vivoxAdminPassword}
    vivox_channel_type = positional
    vivox_channel_mode = open
    vivox_channel_distance_model = 2
    vivox_channel_roll_off = 1.0
    vivox_channel_max_range = 60
    vivox_channel_clamping_distance = 10
`
}

/**
 * A simulator's setting is a host and a port, without a path. Behind a proxy that serves this service under a path, the
 * simulator must use the service's own port; a comment tells what is missing if others cannot reach that port.
 */
function vivoxServerLines({ publicUrl, port: ownPort, listenHost }: RegionLineFacts): string {
  const { hostname, port, protocol, pathname } = new URL(publicUrl)
  if (pathname === '/') {
    return `    vivox_server = ${hostname}:${port || (protocol === 'https:' ? 443 : 80)}\n`
  }
  const lines = `    ; a simulator knows no path, so past the proxy: TCP port ${ownPort} must be open to simulators
    vivox_server = ${hostname}:${ownPort}
`
  if (!/^(127\.|::1$|localhost$)/.test(listenHost)) return lines
  return `    ; MISSING: HOST=${listenHost} lets only this machine in: set HOST=0.0.0.0 in the settings and open the port
${lines}`
}

/**
 * For the OpenSim.ini of simulators whose viewers speak WebRTC themselves: the region forwards their requests to this
 * service. The addon's first versions spelled two of the keys differently, so both spellings are included.
 */
export function webRtcIniLines(
  publicUrl: string,
  regionSecret: string,
  stunServer: string | undefined,
): string {
  return `[WebRtcVoice]
    Enabled = true
    SpatialVoiceService = WebRtcVoice.dll:WebRtcVoiceServiceConnector
    NonSpatialVoiceService = WebRtcVoice.dll:WebRtcVoiceServiceConnector
    SpacialVoiceService = WebRtcVoice.dll:WebRtcVoiceServiceConnector
    NonSpacialVoiceService = WebRtcVoice.dll:WebRtcVoiceServiceConnector
    WebRtcVoiceServerURI = ${publicUrl}/opensim/voice/${regionSecret}

[VivoxVoice]
    enabled = false
${
  stunServer === undefined
    ? ''
    : `
[SimulatorFeatures]
    StunServers = ${stunServer}
`
}`
}

/**
 * `host:port` of this service's own STUN server, which simulators tell to viewers: today's viewers use no other, and fail
 * without one before they ever reach this service. `undefined` if no UDP port answers.
 */
export function stunServerLine(
  { mediaAnnouncedHosts = [] }: Pick<Config, 'mediaAnnouncedHosts'>,
  publicUrl: string,
  stunPort: number | undefined,
): string | undefined {
  if (stunPort === undefined) return undefined
  // The host of the media hub, which may differ from the page's.
  const [host = new URL(publicUrl).hostname] = mediaAnnouncedHosts
  return `${isIPv6(host) ? `[${host}]` : host}:${stunPort}`
}

/** For this service's `config/regions.json`: one entry for each region that is asked. */
export function regionsJsonLines(regionNames: readonly string[]): string {
  const names = regionNames.length > 0 ? regionNames : ['Welcome']
  const entries = names.map((name) => ({
    name,
    url: 'http://sim.example.org:9000',
    region: name,
    password_file: 'remote-admin.password',
    code_sign_in: true,
    grid_password_sign_in: false,
  }))
  return `${JSON.stringify(entries, null, 2)}\n`
}

/** What a script in a region needs to know to tell positions. */
export function scriptLines(publicUrl: string, regionSecret: string): string {
  return `POST ${publicUrl}/opensim/v1/positions
Authorization: Bearer ${regionSecret}
Content-Type: application/json
`
}
