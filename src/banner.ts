/** What the service tells its operator when it starts: where everything is, and what to paste into a region. */

export interface BannerFacts {
  readonly publicUrl: string
  readonly port: number
  readonly vivoxAdminUser: string
  readonly vivoxAdminPassword: string
  readonly adminPassword: string
  readonly sipDomain: string
  readonly dataDir: string
  readonly selfSigned: boolean
}

/** Written to standard output, never to the log: it names passwords. */
export function banner(facts: BannerFacts): string {
  const { publicUrl, port, sipDomain } = facts
  const { hostname, port: publicPort, protocol } = new URL(publicUrl)
  const vivoxServer = `${hostname}:${publicPort || (protocol === 'https:' ? 443 : 80)}`
  return `
Voice for OpenSimulator is running.

  Voice page      ${publicUrl}/
  On this machine http://localhost:${port}/
  Admin console   ${publicUrl}/admin   (not in this version yet)
                  sign in as "admin" with the password "${facts.adminPassword}"
  Secrets         ${facts.dataDir}/secrets.json (keep a backup)
${
  facts.selfSigned
    ? `
  The certificate is self-signed: browsers warn once. Set TLS_CERT_FILE and TLS_KEY_FILE to your own.
`
    : ''
}
Paste into the OpenSim.ini of every simulator, then restart it:

[VivoxVoice]
    enabled = true
    vivox_server = ${vivoxServer}
    vivox_sip_uri = ${sipDomain}
    vivox_admin_user = ${facts.vivoxAdminUser}
    vivox_admin_password = ${facts.vivoxAdminPassword}
    vivox_channel_type = positional
    vivox_channel_mode = open
    vivox_channel_distance_model = 2
    vivox_channel_roll_off = 2.0
    vivox_channel_max_range = 60
    vivox_channel_clamping_distance = 10

`
}
