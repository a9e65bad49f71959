/** The words about the channels and their settings, in English. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { AttenuationSettings } from '../../../src/spatial/attenuation.js'

const format = inLanguage('en')

export const channelsEnglish = {
  searchChannels: 'Find a channel',
  filter: 'Show',
  filters: { all: 'all', edited: 'edited', pinned: 'pinned', occupied: 'with people' },
  shown: (count: number, total: number) => `${format.number(count)} of ${format.number(total)}`,
  chooseOne: (name: string) => `Choose ${name}`,
  chooseAll: (count: number) => `Choose all ${format.number(count)}`,
  chooseNone: 'Choose none',
  editChosen: (count: number) => `Edit ${format.number(count)} together`,
  channel: 'Channel',
  range: 'Range',
  notes: 'Notes',
  editor: 'Channel settings',
  editMany: (count: number) => format.plural(count, { one: '# channel', other: '# channels' }),
  manyHint: 'Only what you change here is set on all of them.',
  saveMany: (count: number) => format.plural(count, { one: 'Save # channel', other: 'Save # channels' }),
  savedAndHeard: 'Saved. People in the room hear it already.',
  asTheRegionSays: 'Back to what the region says',
  deleteChannel: 'Delete…',
  deleteMeans: (isFolder: boolean, people: number) =>
    `${isFolder ? 'The folder and every channel in it are' : 'The channel is'} gone for good, with all that was set here.${
      people > 0
        ? ` ${format.plural(people, { one: 'The person in it goes', other: 'The # people in it go' })} to the room of the region.`
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
    whisperMetres: 'Whisper up to (m; 0: a sixth of the range)',
    shoutMetres: 'Shout up to (m; 0: five thirds of the range)',
    cone: 'Speakers have a front: softer behind them',
    dulls: 'Distance dulls voices: fewer high tones from far away',
    headphones: 'Viewers hear this place as through headphones, unless a resident chooses otherwise',
    capacity: 'Capacity (0: any number)',
    iceTransportPolicy: 'Connections',
    neighbours: 'Over the region’s border',
    moderators: 'Moderators',
    ownersModerate: 'Who owns the parcel or the estate moderates, too',
    textOn: 'People may write here',
    textReach: 'Who reads a line',
    textHistory: 'Whoever comes reads the last lines',
    textSlowSeconds: 'Seconds between two lines (0: any number)',
    textBridge: 'A script in the region may join it with local chat',
    pinned: 'pinned',
  },
  slider: (name: string) => `${name}, slider`,
  types: { positional: 'by distance', conference: 'conference', directory: 'folder' },
  modes: { open: 'everybody', lecture: 'lecture', presentation: 'presentation', auditorium: 'auditorium' },
  models: { none: 'none', inverse: 'inverse', linear: 'linear', exponent: 'exponential' },
  text: 'Text',
  textReaches: { room: 'everybody in the place', voice: 'whoever would hear the writer' },
  transports: {
    all: 'direct where possible',
    relay: 'through the relay only (hides addresses)',
    hub: 'through the media hub only (hides addresses)',
  },
  neighbours: {
    auto: 'open for a region, closed for a parcel',
    open: 'open to neighbours',
    out: 'neighbours hear this place',
    in: 'this place hears neighbours',
    closed: 'closed',
  },
  modeHint: {
    open: 'Everybody may speak.',
    lecture: 'Only moderators speak.',
    presentation: 'Moderators speak, and whoever they give the floor.',
    auditorium: 'As a presentation, heard at full volume everywhere in the channel.',
  },
  addModerator: 'Add a moderator: a part of the name',
  removeModerator: (name: string) => `Remove ${name} from the moderators`,
  ownersAre: (names: string) => `Besides, as owner: ${names}`,
  pinnedHint: 'Pinned: never removed, however long nobody uses it',
  faults: {
    'out-of-limits': 'This number is outside what is possible here.',
    'bridge-by-voice': 'Local chat cannot be joined with text that reaches only as far as the voice.',
    'clamp-above-range': 'Full volume would reach farther than the range: use a smaller distance.',
    'whisper-above-range': 'A whisper would reach farther than the range: use a smaller distance, or 0.',
    'shout-below-range': 'A shout would reach less far than the range: use a larger distance, or 0.',
    'range-zero': 'With a range of 0 m nobody would hear anybody.',
    directory: 'A folder stays a folder, and a channel a channel.',
    invalid: 'This value is not valid.',
  } as Record<string, string>,
  silentFrom: (value: number) => `silent from ${format.metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }: AttenuationSettings, silence: number) =>
    distanceModel === 'none'
      ? 'Everybody is heard at full volume, wherever they stand.'
      : `Full volume up to ${format.metres(clamp)}, silent from ${format.metres(silence)}.`,
  trap: (range: number, silence: number) =>
    `The range is ${format.metres(range)}, but it is silent from ${format.metres(silence)} on: with the linear model a roll-off above 1 ends sooner. For the whole range use roll-off 1, or another model.`,
}

export type ChannelTexts = typeof channelsEnglish
