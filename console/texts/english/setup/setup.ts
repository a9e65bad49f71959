/** The words about the set-up, in English. */

export const setupEnglish = {
  checks: {
    'region-called': {
      good: 'Regions call this service for voice.',
      bad: 'Calls are refused: compare the passwords and secrets there with the lines below.',
      unknown:
        'No region has called since the start. Is the ini below in place, and the simulator restarted?',
    },
    positions: {
      good: 'Regions tell where people are.',
      bad: 'A region that should tell where people are does not. Without positions nobody comes into a room.',
      unknown:
        'No region tells where people are: a page comes into a room only beside a viewer that is in voice. Add RemoteAdmin or the script of the lines below.',
    },
    grid: {
      good: 'The grid itself tells its regions and who is in which.',
      bad: 'The grid does not answer: what it told last holds.',
      unknown: '',
    },
    'remote-admin': {
      good: 'Every region that is asked over RemoteAdmin answers, if there is any.',
      bad: 'A region does not answer over RemoteAdmin.',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'The ways to sign in that are set up for regions work there.',
      bad: 'A way to sign in that is set up for a region does not work there. It is not offered there; the link always is.',
      unknown: 'It is not known yet whether the ways to sign in that are set up for regions work there.',
    },
    certificate: {
      good: 'The certificate is your own.',
      bad: 'The certificate is self-signed: browsers warn. Set TLS_CERT_FILE and TLS_KEY_FILE.',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL is set.',
      bad: 'PUBLIC_URL is not set: links carry the address below. Is it one that residents reach?',
      unknown: '',
    },
    turn: {
      good: 'TURN answers and relays.',
      bad: 'TURN does not relay.',
      unknown: 'No TURN server is set up: residents behind strict firewalls will not hear each other.',
    },
    'media-port': {
      good: 'Voice has come through the media hub’s port.',
      bad: 'A viewer waits for its connection: open the media hub’s port in the firewall and in the router.',
      unknown:
        'Native viewers and large rooms need the media hub’s port open, in the firewall and in the router. Nobody has tried it yet.',
    },
  } as Record<string, Record<'good' | 'bad' | 'unknown', string>>,
  lines: {
    openSimIni: 'OpenSim.ini with the Vivox module (every OpenSimulator)',
    webRtcIni: 'OpenSim.ini with the WebRTC addon (viewers talk without a browser)',
    regionsJson: 'config/regions.json of this service',
    scriptNotecard: 'A script that tells positions',
    turnserverConf: 'turnserver.conf of coturn',
  },
  linesHint: {
    openSimIni:
      'For all generations of the module. Where the file has a section of that name already, put the lines into it: a second one replaces the first. Put the Vivox admin password in its place, and restart the simulator.',
    webRtcIni:
      'For simulators that have the addon, instead of the lines above: the Vivox module must be off there. Where the file has a section of that name already, put the lines into it. Put the region secret in its place, and restart the simulator.',
    regionsJson:
      'One entry for each region that is asked over RemoteAdmin; the password goes into the file named.',
    scriptNotecard: 'The scripts are in config/opensim/. Put the region secret in its place.',
    turnserverConf: 'Put TURN_SECRET in its place, or let “npm run turn-config” write the whole file.',
  },
  secrets: { regionSecret: 'Region secret', vivoxAdminPassword: 'Vivox admin password' },
  fixedSecret: 'It is set in the environment: change it there, then restart the service.',
  show: 'Show, once',
  hide: 'Hide',
  shownOnce:
    'Copy it now: it is not shown again. As long as it stands here, the lines below have it in its place.',
  shownBefore:
    'It was shown already, and is not shown again. If you have lost it, make a new one, or read data/secrets.json on the server.',
  tokenShownOnce: 'Copy it now: it is not shown again.',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'The browser did not allow copying: select the text and copy it yourself.',
  renew: 'Make a new one…',
  renewYes: 'Yes, make a new one',
  renewMeans: {
    regionSecret:
      'From that moment on every script, module and simulator with the old secret is refused: positions stop until each has the new one, and after five minutes their people drop out of voice. Simulators with the WebRTC addon cannot start voice for anybody until their ini has it and they have been restarted.',
    vivoxAdminPassword:
      'From that moment on no running simulator can start voice for anybody until its OpenSim.ini has the new password and it has been restarted. People who are in voice stay in.',
  },
}

export type SetupTexts = typeof setupEnglish
