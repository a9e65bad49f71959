/** The words about the rooms and who is in them, in English. */

import type { Silence } from '../../../src/protocol/admin-people.js'
import { inLanguage } from '../../../src/pure/in-language.js'

const format = inLanguage('en')

export const roomsEnglish = {
  mapHint: 'Choose somebody to see who hears them.',
  heardBy: (name: string) => `Lines lead to those who hear ${name}; the circle is where silence begins.`,
  mapLabel: (count: number) =>
    `Map of the region with ${format.plural(count, { one: '# person', other: '# people' })}; the list beside it says the same in words.`,
  feedLost: 'The region has fallen silent: positions are the last known ones.',
  handRaised: (place: number) => `hand raised, no. ${place}`,
  mute: 'Mute',
  unmute: 'Unmute',
  until: (time: string) => `until ${time}`,
  hasFloor: 'has the floor',
  speaks: 'speaks',
  moderator: 'moderator',
  notInVoice: 'not in voice',
  positionFrom: (source: string | null, ago: string) =>
    source === null
      ? 'position not known'
      : source === 'viewer'
        ? 'position: the viewer’s'
        : `position: ${source === 'push' ? 'script' : 'RemoteAdmin'}, ${ago}`,
  client: { viewer: 'Viewer', page: 'Page' },
  /** For how long already: follows what is said. */
  forTime: (time: string) => ` for ${time}`,
  silence: {
    'not-in-voice': () => 'not in voice',
    'page-open': () => 'has the page open, but has not joined',
    'not-in-world': () => 'waits: no region tells of the avatar',
    'no-positions': () => 'waits: the region tells no positions',
    'region-away': () => 'waits: the region is out of reach',
    'voice-off': () => 'waits: voice is switched off on this parcel',
    'channel-full': () => 'waits: the channel is full',
    'grid-full': () => 'waits: the grid has reached its limit',
    locked: () => 'waits: the room is locked',
    'link-confined': () => 'waits: the voice link is not good here',
    'everybody-muted': () => 'everybody is muted here',
    loss: () => 'many packets are lost on the way from them',
    alone: () => 'nobody else is in the room',
    'nobody-in-reach': () => 'nobody is near enough to hear them',
    'feed-lost': () => 'the region has fallen silent: positions are old',
    connecting: () => 'connecting',
    'connecting-long': (time) => `connecting${time}: is the media hub’s UDP port open? See “Set-up”`,
    joining: (time) => `connected, but the viewer has not joined${time}`,
    'position-unknown': (time) => `position not known yet${time}`,
    'listens-in': () => 'listens in from a neighbouring region',
    'muted-by-moderator': () => 'muted by a moderator',
    'may-only-listen': () => 'may only listen, by the channel’s mode',
    'microphone-off': (time) => `microphone off${time}`,
    'no-packets': (time) => `no packet has come${time}`,
    'sends-silence': (time) => `microphone sends silence${time}`,
  } as Record<Silence['code'] | 'connecting-long', (time: string) => string>,
  connectionState: {
    connecting: 'connecting',
    'waiting-for-position': 'waits for its position',
    listening: 'listens in',
    'in-room': 'in the room',
    aside: 'tells the page where the avatar is',
  },
  connectedFor: (time: string) => `for ${time}`,
  packets: (received: number, sent: number) =>
    `${format.plural(received, { one: '# packet', other: '# packets' })} from it, ${format.number(sent)} to it`,
  loss: (from: string, to: string | null) =>
    to === null ? `${from} lost` : `${from} lost on the way from it, ${to} on the way to it`,
  jitter: (time: string) => `jitter ${time}`,
  placeFrom: {
    viewer: 'place: as the viewer says',
    feed: 'place: as the region’s feed says',
    none: 'place: not known',
  },
  routes: { direct: 'connected to each other directly', hub: 'through the media hub' },
  hears: (gain: number) => (gain > 0 ? `hears them at ${format.percent(gain)}` : 'does not hear them'),
}

export type RoomTexts = typeof roomsEnglish
