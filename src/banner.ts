/** What the service tells its operator when it starts: where everything is, and what to paste into a region. */

import { openSimIniLines, webRtcIniLines } from './region-lines.js'

export interface BannerFacts {
  readonly publicUrl: string
  readonly port: number
  readonly vivoxAdminUser: string
  readonly vivoxAdminPassword: string
  readonly regionSecret: string
  readonly stunServer: string | undefined
  readonly adminPassword: string
  readonly sipDomain: string
  readonly dataDir: string
  readonly selfSigned: boolean
}

/** Written to standard output, never to the log: it names passwords. */
export function banner(facts: BannerFacts): string {
  const { publicUrl, port } = facts
  return `
Voice for OpenSimulator is running.

  Voice page      ${publicUrl}/
  On this machine http://localhost:${port}/
  Admin console   ${publicUrl}/admin
                  sign in as "admin" with the password "${facts.adminPassword}"
  Secrets         ${facts.dataDir}/secrets.json (keep a backup)
${
  facts.selfSigned
    ? `
  The certificate is self-signed: browsers warn once. Set TLS_CERT_FILE and TLS_KEY_FILE to your own.
`
    : ''
}
Paste into the OpenSim.ini of every simulator, then restart it. Where it has a section of that name already, put the lines
into that one: a second one in the same file replaces the first.

${openSimIniLines(facts)}
Or, where the simulator has the WebRTC voice addon and viewers are to talk without a browser, these instead:

${webRtcIniLines(publicUrl, encodeURIComponent(facts.regionSecret), facts.stunServer)}
`
}
