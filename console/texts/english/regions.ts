/** The words about the regions and the state of the service, in English. */

import { inLanguage } from '../../../src/pure/in-language.js'

const format = inLanguage('en')

export const regionsEnglish = {
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
  joinFailures: 'Why people could not talk, since the start',
  joinFailure: {
    'not-in-world': 'No region reports their avatar as in-world',
    'no-positions': 'Their region reports no positions, and their viewer was not in voice',
    'channel-full': 'The channel was full',
    'grid-full': 'The grid had reached its limit',
    banned: 'They are banned from the channel',
    'relay-unavailable': 'They hide their address, and there is neither a TURN server nor a media hub',
    'microphone-denied': 'They did not allow the microphone',
    'microphone-missing': 'There was no microphone',
    'microphone-busy': 'The microphone was in use by another program',
    'insecure-page': 'The page was opened without https, so there is no microphone',
    connection: 'A connection to somebody failed: mostly because of a firewall; TURN helps',
  } as Record<string, string>,
  times: (count: number) => format.plural(count, { one: 'once', other: '# times' }),
  hub: {
    title: 'Media hub',
    unused: 'not needed yet',
    starting: 'is starting',
    down: 'has ended, is started again',
    closed: 'Nobody reaches its port: open it in the firewall.',
    rooms: (count: number) => format.plural(count, { one: 'one room', other: '# rooms' }),
    peers: (count: number) => format.plural(count, { one: 'one connection', other: '# connections' }),
    turns: (half: string, most: string) => `half of its turns within ${half}, 99 % within ${most}`,
    late: (count: number) => format.plural(count, { one: 'one turn left out', other: '# turns left out' }),
    restarts: (count: number) =>
      format.plural(count, { one: 'started again once', other: 'started again # times' }),
  },
  regions: 'Regions',
  region: 'Region',
  noRegions: 'No region tells where its people are yet. “Set-up” has the lines for it.',
  inVoice: (count: number) => `${format.number(count)} in voice`,
  /** @param ago `5 sec. ago` */
  feed: (source: string, ago: string, avatars: number) =>
    `${source === 'push' ? 'Script or module' : 'RemoteAdmin'}: ${format.plural(avatars, { one: '# avatar', other: '# avatars' })}, ${ago}`,
  noFeed: 'No positions.',
  noRoomFor: (avatars: number) => `There is no room for ${format.number(avatars)} of them.`,
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
  regionList: {
    find: 'Find a region, a parcel or a simulator',
    which: 'Which regions',
    shown: {
      all: 'All regions',
      voice: 'With people in voice',
      missing: 'Gone or offline',
      unplaced: 'Without positions',
      silent: 'With a silent border',
    },
    place: (x: string, y: string) => `at ${x}, ${y}`,
    placeUnknown: 'nobody tells where it lies: no voice crosses its borders',
    silentBorder: (name: string, node: string) =>
      `Pages hear nobody over the border to ${name}: another node owns that region (${node}).`,
    goneSince: (time: string) => `gone since ${time}`,
    offline: 'offline',
    voiceOff: 'voice is off',
    estateChannel: 'in the estate’s channel',
    unnamed: 'A parcel without a name',
    none: 'There is no such region.',
    notAsked: 'Here are only the regions that tell positions: with ROBUST_URL the grid itself lists all.',
    more: (count: number) =>
      format.plural(count, { one: 'and one more: search for it', other: 'and # more: search for one' }),
  },
  callers: 'Simulators that called',
  noCallers: 'No region has called for voice since the start.',
  generation: {
    'from-0.9.2': 'Vivox module, OpenSimulator 0.9.2 or newer',
    'before-0.9.2': 'Vivox module, older than 0.9.2',
    webrtc: 'WebRTC addon',
  },
  calls: (count: number) => format.plural(count, { one: '# call', other: '# calls' }),
  refusedCalls: (count: number, over: boolean) =>
    over
      ? format.plural(count, {
          one: '# was refused before, the last one:',
          other: '# were refused before, the last one:',
        })
      : format.plural(count, {
          one: '# call was refused, the last one:',
          other: '# calls were refused, the last one:',
        }),
  nodes: 'Nodes',
  nodeAreas: (count: number) => format.plural(count, { one: '# area', other: '# areas' }),
  nodeDrained: 'drained',
  drain: 'Drain',
  drainMeans:
    'It gives its regions to the other nodes: pages connect anew, and voices through the media hub pause for a moment. It takes none again until it is restarted.',
  drainYes: 'Yes, drain it',
  health: 'The service',
  storeGood: 'The database answers and can be written.',
  storeBad: 'Nothing can be stored: voice goes on, but what changes now is lost at a restart.',
  channelCount: (count: number) => `${format.plural(count, { one: '# channel', other: '# channels' })}.`,
  /** @param time `3 hours` */
  uptime: (time: string) => `Up for ${time}.`,
}

export type RegionTexts = typeof regionsEnglish
