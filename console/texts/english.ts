/** Everything the console says, in English; the other languages have the same shape. */

import type { Silence } from '../../src/protocol/admin-api.js'
import { MIN_ADMIN_PASSWORD_LENGTH } from '../../src/protocol/admin-password.js'
import type { AttenuationSettings } from '../../src/spatial/attenuation.js'

const metres = (value: number) => `${Number(value.toFixed(1))} m`

/** A connection that takes longer will probably fail. */
export const CONNECTING_SECONDS = 5

export const english = {
  language: 'en',
  title: 'Voice console',
  pages: 'Pages',
  page: {
    overview: 'Overview',
    channels: 'Channels',
    rooms: 'Rooms',
    accounts: 'Residents',
    setup: 'Set-up',
    admins: 'Admins',
    audit: 'Audit log',
  },
  loading: 'Loading…',
  done: 'Done.',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  name: 'Name',
  password: 'Password',
  signIn: 'Sign in',
  signOut: 'Sign out',
  wrongPassword: 'The name or the password is wrong.',
  tooMany: 'Too many sign-ins: wait a few minutes.',
  tooBusy: 'The service has many sign-ins to check at this moment: try again in a few seconds.',
  outOfReach: 'The service cannot be reached: nothing was changed.',
  time: (at: number) => new Date(at).toLocaleString('en-GB'),
  counts: {
    people: 'In voice',
    speaking: 'Speaking',
    rooms: 'Rooms',
    avatars: 'In-world',
    viewers: 'Native viewers',
    hubCores: 'Media hub, cores',
    droppedTurns: 'Hub too late, 1 h',
    joinFailures: 'Failed joins, 1 h',
    timeToVoiceMs: 'Time to voice',
    relayedShare: 'Relayed',
    refusedSignIns: 'Refused, 1 h',
    oldestFeedSeconds: 'Oldest feed',
  } as Record<string, string>,
  countValue: (count: string, value: number) => {
    if (count === 'oldestFeedSeconds') return `${Math.round(value)} s`
    if (count === 'timeToVoiceMs')
      return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`
    if (count === 'hubCores') return value.toFixed(2)
    if (count === 'relayedShare') return `${Math.round(value * 100)}%`
    return String(Math.round(value))
  },
  unknown: '–',
  joinFailures: 'Why people could not talk, since the start',
  joinFailure: {
    'not-in-world': 'No region reports their avatar as in-world',
    'no-positions': 'Their region reports no positions, and their viewer was not in voice',
    'channel-full': 'The channel was full',
    banned: 'They are banned from the channel',
    'relay-unavailable': 'They hide their address, and there is neither a TURN server nor a media hub',
    'microphone-denied': 'They did not allow the microphone',
    'microphone-missing': 'There was no microphone',
    'microphone-busy': 'The microphone was in use by another program',
    'insecure-page': 'The page was opened without https, so there is no microphone',
    connection: 'A connection to somebody failed: mostly because of a firewall; TURN helps',
  } as Record<string, string>,
  times: (count: number) => (count === 1 ? 'once' : `${count} times`),
  regions: 'Regions',
  region: 'Region',
  noRegions: 'No region tells where its people are yet. “Set-up” has the lines for it.',
  inVoice: (count: number) => `${count} in voice`,
  feed: (source: string, seconds: number, avatars: number) =>
    `${source === 'push' ? 'Script or module' : 'RemoteAdmin'}: ${avatars} avatars, ${seconds} s ago.`,
  noFeed: 'No positions.',
  noRoomFor: (avatars: number) => `There is no room for ${avatars} of them.`,
  oddEntry: (agentId: string | null, what: string) =>
    `One entry is odd${agentId === null ? '' : ` (${agentId})`}: ${what}; everybody else counts.`,
  oddities: {
    entry: 'it is not an entry, and is left out',
    id: 'its id is not a UUID, and it is left out',
    twice: 'it is listed twice, and counts once',
    name: 'its name is empty or too long',
    position: 'its position is not in the region, so it stays where it was',
    look: 'its look is not a direction',
    parcel: 'its parcel is not a UUID',
    voice: 'its voice flags are not valid',
  } as Record<string, string>,
  notAnswered: 'Has not answered yet.',
  callers: 'Simulators that called',
  noCallers: 'No region has called for voice since the start.',
  generation: {
    'from-0.9.2': 'Vivox module, OpenSimulator 0.9.2 or newer',
    'before-0.9.2': 'Vivox module, older than 0.9.2',
    webrtc: 'WebRTC addon',
  },
  calls: (count: number) => `${count} calls`,
  refusedCalls: (count: number, over: boolean) =>
    over
      ? `${count} were refused before, the last one:`
      : `${count === 1 ? 'One call was' : `${count} calls were`} refused, the last one:`,
  health: 'The service',
  storeGood: 'The database answers and can be written.',
  storeBad: 'Nothing can be stored: voice goes on, but what changes now is lost at a restart.',
  channelCount: (count: number) => `${count} channels.`,
  uptime: (seconds: number) =>
    seconds < 7200 ? `Up for ${Math.round(seconds / 60)} min.` : `Up for ${Math.round(seconds / 3600)} h.`,
  memory: (megabytes: number) => `${megabytes} MB.`,
  searchChannels: 'Find a channel',
  filter: 'Show',
  filters: { all: 'all', edited: 'edited', pinned: 'pinned', occupied: 'with people' },
  shown: (count: number, total: number) => `${count} of ${total}`,
  chooseOne: (name: string) => `Choose ${name}`,
  chooseAll: (count: number) => `Choose all ${count}`,
  chooseNone: 'Choose none',
  editChosen: (count: number) => `Edit ${count} together`,
  channel: 'Channel',
  range: 'Range',
  notes: 'Notes',
  editor: 'Channel settings',
  editMany: (count: number) => `${count} channels`,
  manyHint: 'Only what you change here is set on all of them.',
  saveMany: (count: number) => `Save ${count} channels`,
  savedAndHeard: 'Saved. People in the room hear it already.',
  changedMeanwhile:
    'Somebody else changed this channel meanwhile. Close it, look at its settings now, then change it.',
  asTheRegionSays: 'Back to what the region says',
  deleteChannel: 'Delete…',
  deleteMeans: (isFolder: boolean, people: number) =>
    `${isFolder ? 'The folder and every channel in it are' : 'The channel is'} gone for good, with all that was set here.${
      people > 0
        ? ` The ${people === 1 ? 'person' : `${people} people`} in it go to the room of the region.`
        : ''
    } A region that asks for it again gets a new one.`,
  deleteYes: 'Yes, delete it',
  channelDeleted: 'Deleted.',
  compareWith: 'Compare with',
  comparisons: {
    saved: 'what is saved',
    default: 'OpenSimulator’s default',
    channel: 'another channel',
    none: 'nothing',
  },
  otherChannel: 'Which channel',
  fields: {
    type: 'Type',
    mode: 'Who may speak',
    distanceModel: 'Distance model',
    rollOff: 'Roll-off',
    maxRangeMetres: 'Range (m)',
    clampingDistanceMetres: 'Full volume up to (m)',
    capacity: 'Capacity (0: any number)',
    iceTransportPolicy: 'Connections',
    moderators: 'Moderators',
    pinned: 'pinned',
  },
  slider: (name: string) => `${name}, slider`,
  types: { positional: 'by distance', conference: 'conference', directory: 'folder' },
  modes: { open: 'everybody', lecture: 'lecture', presentation: 'presentation', auditorium: 'auditorium' },
  models: { none: 'none', inverse: 'inverse', linear: 'linear', exponent: 'exponential' },
  transports: {
    all: 'direct where possible',
    relay: 'through the relay only (hides addresses)',
    hub: 'through the media hub only (hides addresses)',
  },
  modeHint: {
    open: 'Everybody may speak.',
    lecture: 'Only moderators speak.',
    presentation: 'Moderators speak, and whoever they give the floor.',
    auditorium: 'As a presentation, heard at full volume everywhere in the channel.',
  },
  moderatorsHint: 'Agent UUIDs, one to a line.',
  pinnedHint: 'Pinned: never removed, however long nobody uses it',
  faults: {
    'out-of-limits': 'This number is outside what is possible here.',
    'clamp-above-range': 'Full volume would reach farther than the range: use a smaller distance.',
    'range-zero': 'With a range of 0 m nobody would hear anybody.',
    directory: 'A folder stays a folder, and a channel a channel.',
    invalid: 'This value is not valid.',
  } as Record<string, string>,
  silentFrom: (value: number) => `silent from ${metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }: AttenuationSettings, silence: number) =>
    distanceModel === 'none'
      ? 'Everybody is heard at full volume, wherever they stand.'
      : `Full volume up to ${metres(clamp)}, silent from ${metres(silence)}.`,
  trap: (range: number, silence: number) =>
    `The range is ${metres(range)}, but it is silent from ${metres(silence)} on: with the linear model a roll-off above 1 ends sooner. For the whole range use roll-off 1, or another model.`,
  mapHint: 'Choose somebody to see who hears them.',
  heardBy: (name: string) => `Lines lead to those who hear ${name}; the circle is where silence begins.`,
  mapLabel: (count: number) =>
    `Map of the region with ${count} people; the list beside it says the same in words.`,
  feedLost: 'The region has fallen silent: positions are the last known ones.',
  muteAll: 'Mute all but moderators',
  unmuteAll: 'Unmute everybody',
  mute: 'Mute',
  unmute: 'Unmute',
  kick: 'Kick',
  ban: 'Ban…',
  explanation: 'Message to the person you kick or ban (may be empty)',
  banLabel: (name: string) => `Ban ${name} for`,
  bans: 'Banned',
  unban: 'Let in again',
  until: (at: number) => `until ${new Date(at).toLocaleString('en-GB')}`,
  minutes: (minutes: number) =>
    minutes < 60 ? `${minutes} minutes` : minutes < 1440 ? `${minutes / 60} h` : `${minutes / 1440} days`,
  giveFloor: 'Give the floor',
  takeFloor: 'Take the floor back',
  hasFloor: 'has the floor',
  speaks: 'speaks',
  moderator: 'moderator',
  notInVoice: 'not in voice',
  positionFrom: (source: string | null, seconds: number) =>
    source === null
      ? 'position not known'
      : source === 'viewer'
        ? 'position: the viewer’s'
        : `position: ${source === 'push' ? 'script' : 'RemoteAdmin'}, ${seconds} s ago`,
  client: { viewer: 'Viewer', page: 'Page' },
  silence: (code: Silence['code'], seconds: number | undefined) => {
    const time = seconds === undefined ? '' : ` for ${seconds} s`
    switch (code) {
      case 'connecting':
        return (seconds ?? 0) < CONNECTING_SECONDS
          ? 'connecting'
          : `connecting${time}: is the media hub’s UDP port open? See “Set-up”`
      case 'joining':
        return `connected, but the viewer has not joined${time}`
      case 'position-unknown':
        return `position not known yet${time}`
      case 'listens-in':
        return 'listens in from a neighbouring region'
      case 'muted-by-moderator':
        return 'muted by a moderator'
      case 'may-only-listen':
        return 'may only listen, by the channel’s mode'
      case 'microphone-off':
        return `microphone off${time}`
      case 'no-packets':
        return seconds === undefined ? 'no packet has come' : `no packet has come${time}`
      case 'sends-silence':
        return `microphone sends silence${time}`
    }
  },
  connectionState: {
    connecting: 'connecting',
    'waiting-for-position': 'waits for its position',
    listening: 'listens in',
    'in-room': 'in the room',
    aside: 'tells the page where the avatar is',
  },
  connectedFor: (seconds: number) => `for ${seconds} s`,
  packets: (received: number, sent: number) => `${received} packets from it, ${sent} to it`,
  loss: (from: number, to: number | null) =>
    to === null ? `${from}% lost` : `${from}% lost on the way from it, ${to}% on the way to it`,
  jitter: (milliseconds: number) => `jitter ${milliseconds} ms`,
  placeFrom: {
    viewer: 'place: as the viewer says',
    feed: 'place: as the region’s feed says',
    none: 'place: not known',
  },
  routes: { direct: 'connected to each other directly', hub: 'through the media hub' },
  hears: (gain: number) => (gain > 0 ? `hears them at ${Math.round(gain * 100)}%` : 'does not hear them'),
  searchAccounts: 'Find a resident by name or UUID',
  nobodyFound: 'Nobody of that name is known.',
  disabled: 'shut out',
  speaksIn: 'in voice',
  lastSeen: (at: number) => `last seen ${new Date(at).toLocaleString('en-GB')}`,
  endSessions: 'Sign out everywhere',
  disable: 'Shut out',
  enable: 'Let in again',
  whatIsMissing: 'What is missing?',
  check: (code: string, state: 'good' | 'bad' | 'unknown') => english.checks[code]?.[state] ?? code,
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
    turnserverConf: 'Put TURN_SECRET in its place, or let "npm run turn-config" write the whole file.',
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
  admins: 'Admins',
  roles: { owner: 'owner', moderator: 'moderator' },
  role: 'Role',
  newPassword: `New password, ${MIN_ADMIN_PASSWORD_LENGTH} characters or more`,
  addAdmin: 'Add',
  remove: 'Remove',
  ownPassword: 'Your password',
  currentPassword: 'Your current password',
  changePassword: 'Change it',
  passwordChanged: 'Changed. You stay signed in here; everywhere else you are signed out.',
  passwordFaults: {
    'wrong-password': 'This is not your password.',
    invalid: 'Use 10 to 200 characters.',
  } as Record<string, string>,
  sessions: 'Signed in',
  thisOne: 'This browser.',
  revoke: 'End',
  signOutEverywhere: 'Sign out everywhere',
  tokens: 'Tokens for programs',
  tokensHint: 'A program sends it as “Authorization: Bearer …”. docs/admin-api.md has examples.',
  token: 'token',
  tokenFor: 'What for',
  makeToken: 'Make a token',
  searchAudit: 'Find an act, a person, a channel',
  undo: 'Undo',
  undone: '(undone)',
  acts: {
    'signed-in': 'Signed in',
    'sign-in-refused': 'Sign-in refused',
    'sign-ins-refused': 'More sign-ins refused, counted only:',
    'own-password-changed': 'Changed their own password:',
    'signed-out-everywhere': 'Signed out everywhere:',
    'channel-changed': 'Changed',
    'channel-deleted': 'Deleted',
    muted: 'Muted',
    unmuted: 'Unmuted',
    'all-muted': 'Muted everybody in',
    'all-unmuted': 'Unmuted everybody in',
    'floor-given': 'Gave the floor to',
    'floor-taken': 'Took the floor from',
    kicked: 'Kicked',
    banned: 'Banned',
    unbanned: 'Let in again',
    'account-disabled': 'Shut out',
    'account-enabled': 'Let in again',
    'sessions-ended': 'Signed out',
    'secret-shown': 'Looked at the secret',
    'secret-renewed': 'Renewed the secret',
    'token-made': 'Made the token',
    'token-revoked': 'Revoked the token',
    'session-revoked': 'Ended the session',
    'admin-added': 'Added the admin',
    'admin-removed': 'Removed the admin',
    'admin-password-set': 'Set the password of',
  } as Record<string, string>,
}

export type Texts = typeof english
