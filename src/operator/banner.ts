/** What the service tells its operator when it starts: where everything is, and what to paste into a region. */

import { openSimIniLines, webRtcIniLines } from './region-lines.js'

export interface BannerFacts {
  readonly publicUrl: string
  readonly listenHost: string
  readonly port: number
  readonly vivoxAdminUser: string
  readonly vivoxAdminPassword: string
  readonly regionSecret: string
  readonly stunServer: string | undefined
  readonly adminPassword: string
  readonly sipDomain: string
  readonly dataDir: string
  readonly selfSigned: boolean
  /** Whether passwords may be shown: on a terminal, or if they were just made, but not to a pipe, which may lead to a log. */
  readonly showsSecrets: boolean
  /** Whether any region is asked over RemoteAdmin. */
  readonly asksRegions: boolean
}

const ASKED = 'Regions are asked over RemoteAdmin; the log says of each whether it answers.'
const UNKNOWN = `Until a region tells where its avatars are nobody hears anybody: set up RemoteAdmin (config/regions.json),
   or put a script into the region (config/opensim/voice-feed.lsl). docs/connect-your-grid.md has both.`

/** Stands for a secret that is not shown. */
const elsewhere = (name: string) => `<${name} in secrets.json>`

/** Written to standard output, never to the log: it may name passwords. */
export function banner(facts: BannerFacts): string {
  const { publicUrl, port, dataDir, showsSecrets } = facts
  const secret = (name: 'adminPassword' | 'vivoxAdminPassword' | 'regionSecret') =>
    showsSecrets ? facts[name] : elsewhere(name)
  const signIn = showsSecrets
    ? `with the password "${facts.adminPassword}"`
    : `with your ADMIN_PASSWORD, or adminPassword of ${dataDir}/secrets.json`
  const regionSecret = showsSecrets ? encodeURIComponent(facts.regionSecret) : secret('regionSecret')
  const positions = facts.asksRegions ? ASKED : UNKNOWN
  return `
Voice for OpenSimulator is running.

  Voice page      ${publicUrl}/
  On this machine http://localhost:${port}/
  Admin console   ${publicUrl}/admin
                  sign in as "admin" ${signIn}
  Secrets         ${dataDir}/secrets.json (keep a backup: opensim-voice backup)
${
  facts.selfSigned
    ? `
  The certificate is self-signed: browsers warn once. With a name of your own ACME_EMAIL gets a real one (docs/certificate.md).
`
    : ''
}
1. Voice. Choose one of two ways for every simulator, paste its lines into OpenSim.ini and restart it. Where the file has a
   section of that name already, put the lines into that one: a second one in the same file replaces the first.

   Residents talk on the page, and every release of OpenSimulator will do:

${openSimIniLines({ ...facts, vivoxAdminPassword: secret('vivoxAdminPassword') })}
   Or residents talk in their viewer, too: this takes the WebRTC voice addon (part of OpenSimulator since 2026):

${webRtcIniLines(publicUrl, regionSecret, facts.stunServer)}
2. Positions. ${positions}

3. See whether all is well: opensim-voice check (from a checkout: npm run voice -- check).
`
}
