/** Everything the page says, in English; the other languages have the same shape. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Language } from '../../../src/pure/languages.js'
import type { OutputState } from '../../hearing/output-watch.js'
import type { VoiceRoom } from '../../hearing/room-mixer.js'
import type { MediaKind, Quality } from '../../media/voice-source.js'
import type { PanelTab } from '../../page/panel-state.js'
import type { EndReason } from '../../page/phase.js'
import type { Side, Trouble } from '../../room/room-people.js'
import type { MicrophoneFault } from '../../speaking/microphone.js'
import { firstWords } from '../first-words.js'

const format = inLanguage('en')

export const english = {
  ...firstWords.en,
  language: 'en' as Language,
  signedInAs: (name: string) => `You are ${name}`,
  leave: 'Leave',
  stillConnecting: 'The voice service does not answer. This page goes on trying; perhaps it is your network.',
  about: 'Talk with the people around your avatar, as loud as they are near.',
  trySound: 'Try microphone and loudspeaker',
  hideAddress:
    'Hide my network address: my voice goes through the grid’s own relay, so that nobody I talk to can see where I connect from.',
  microphoneRetry: 'Try the microphone again',
  keyNames: { Space: 'Space' } as Record<string, string>,
  more: 'More',
  hold: 'Hold to talk',
  holdKey: (key: string) => `or hold ${key}`,
  tabs: { people: 'People', chat: 'Chat', call: 'Call' } satisfies Record<PanelTab, string>,
  panel: 'People, chat and call',
  unread: (count: number) => `${format.number(count)} new`,
  drawUp: 'Draw the panel up',
  drawDown: 'Draw the panel down',
  noPlace: 'Who is near you is shown here as soon as voice begins.',
  nobody: 'Nobody else has joined voice here yet.',
  peopleHere: 'People here',
  notShown: (count: number) =>
    `${format.plural(count, { one: '# further person is not shown: they are', other: '# further people are not shown: they are' })} farther away. Everybody you can hear is in this list.`,
  connectedTo: (channel: string) => `connected to ${channel}`,
  others: (count: number) =>
    count === 0 ? '(nobody else yet)' : format.plural(count, { one: 'with # other', other: 'with # others' }),
  ready: 'Ready when you are.',
  waiting: 'Your avatar is not in-world. Voice begins by itself as soon as it is.',
  'no-positions':
    'Your region does not tell where your avatar is. Switch voice on in your viewer and leave it on, then press “Use this window instead” here: this page goes where your viewer is. Or ask who runs the region to have it tell positions; then voice begins by itself.',
  'region-away':
    'Your region was restarted, or out of reach, and does not see your avatar yet. Log in again in-world: voice begins by itself. This page waits for ten minutes.',
  'channel-full': 'This channel is full. You come in by yourself as soon as somebody leaves.',
  'grid-full':
    'This grid has as many people or rooms in voice as it may have here. You come in by yourself as soon as there is space.',
  locked: 'A moderator has locked this room. You come in by yourself as soon as it is opened again.',
  'link-confined':
    'Your voice link is good in the regions it was made for, and not here. To talk here, open a voice link of this region, or sign in with a code.',
  'voice-off': 'Voice is switched off on this parcel. It begins by itself where it is on.',
  reconnecting:
    'The voice service is out of reach. Trying again… You go on hearing everybody you are connected to.',
  over: {
    'signed-out': 'You are not signed in.',
    replaced: 'Your avatar joined voice in another window, or in its viewer. This one has stopped.',
    kicked: 'A moderator took you out of the channel.',
    'channel-deleted':
      'An admin deleted the channel that you were in. Join again for the channel that this place has now.',
    'left-world': 'Your avatar has left the world. Go on when it is back.',
    refused:
      'This page was opened at an address that the voice service does not know. Open it at its own address.',
    'no-webrtc':
      'Voice needs WebRTC, and this browser has it switched off, or an extension takes it away. Allow it (in Firefox: about:config, media.peerconnection.enabled), then try again.',
    'no-web-audio': 'Voice needs Web Audio, which this browser does not have. Use a newer one.',
    'cookies-blocked':
      'This browser blocks all cookies, so the voice service cannot know who you are. Allow cookies for this page, then try again.',
    'no-microphone-here': 'Here you could only listen: this browser has no microphone.',
  } satisfies Record<EndReason, string>,
  banned: (until: string) => `A moderator keeps you out of the channel until ${until}.`,
  moderatorSays: (words: string) => `The moderator says: “${words}”`,
  joinAgain: 'Join again',
  backInWorld: 'My avatar is back',
  tryAgain: 'Try again',
  stale:
    'The voice service has a newer page by now. You go on talking; this page reloads itself when nobody speaks.',
  close: 'Close',
  microphoneFault: {
    'insecure-page':
      'You can listen, but not speak: browsers give the microphone only to https pages. Open this page with https.',
    denied:
      'You can listen, but not speak: the browser denies the microphone. Allow it beside the address, then try again.',
    missing: 'You can listen, but not speak: no microphone was found. Plug one in, then try again.',
    busy: 'You can listen, but not speak: another program holds the microphone. Close it there, then try again.',
  } satisfies Record<MicrophoneFault, string>,
  /** Said of the channel by that name. */
  microphoneReason: {
    'muted-by-moderator': () => 'A moderator muted you. Nobody hears you until a moderator takes that back.',
    'moderators-only': (channel: string) => `Only moderators speak in ${channel}. Nobody muted you.`,
    'floor-needed': (channel: string) =>
      `Moderators speak in ${channel}. You may ask them for the floor; nobody muted you.`,
    deafened: () => 'You hear nobody, and nothing is sent.',
    'no-room': () => 'Nobody hears you until voice begins.',
    'service-away': () => 'Nobody hears you until the voice service is back.',
    'device-silent': () =>
      'Nothing at all comes from your microphone. Is it the wrong one, switched off, or in use by another program?',
  } satisfies Record<string, (channel: string) => string>,
  activationBroken:
    'How loud you are cannot be measured here, so everything that your microphone hears is sent, not only speech.',
  deafen: 'Hear nobody, send nothing',
  deafenShort: 'Hear nobody',
  toggleKey: (key: string) => `${key} switches it, too`,
  mutedSpeech: (key: string) =>
    `You are speaking, but your microphone is off. Switch it on${key && `, or hold ${key} while you speak`}.`,
  feedLost:
    'Position feed lost: the region has stopped telling where people are. Distances and directions are the last known ones.',
  unplaced:
    'Without distance: nobody tells where people stand in this region, so all are heard alike. A voice script there or RemoteAdmin would tell.',
  storeFailing:
    'The voice service cannot save anything at the moment. You can go on talking; please tell those who run it.',
  filterFailed:
    'The strong noise suppression does not work here. The browser’s own takes out noise meanwhile.',
  outputFailed: 'The chosen loudspeaker is not there. Sound comes from the browser’s own choice.',
  output: {
    'awaiting-gesture': 'The browser waits for a click before it plays sound.',
    interrupted:
      'Sound has stopped: a phone call or another device may have taken it. Click anywhere to hear again.',
    failed:
      'The loudspeaker does not start. Is one plugged in and free? Then click anywhere, or choose another in the settings.',
  } as Partial<Record<OutputState, string>>,
  play: 'Play',
  faults: {
    'relay-unavailable':
      'This grid has no relay, so your network address cannot be hidden, and you were not connected to anybody. Clear the tick to join anyway.',
    'ticket-used':
      'This voice link was used already, in another browser or by somebody else. Touch the voice kiosk in-world for a new one.',
    'ticket-unknown':
      'This voice link does not open: it is too old, or incomplete. A link is good for two minutes; touch the voice kiosk in-world for a new one.',
    'account-disabled': 'An admin of this grid has switched your voice off.',
    'rate-limited': 'The page sent too much at once and was cut off. It reconnects by itself.',
    'call-rate-limited': 'You call too often. Wait a minute, then call again.',
    'call-full': 'This call is full: 24 people are in it.',
    'call-not-allowed': 'You are in a call in another window. Call from there, or hang up there first.',
    'moderate-not-allowed':
      'You may not do that here: only a moderator of this place may, and not to another moderator.',
    'moderate-not-found': 'That was not done: they are no longer here, or their hand is down.',
    'moderate-bad-request': 'That was not done: this place has no floor to give or end at the moment.',
    'moderate-rate-limited': 'That was too much at once. Wait a moment, then go on.',
    'hand-not-allowed': 'Everybody may speak here: there is no need to raise a hand.',
    'block-not-allowed': 'You block very many people already. Unblock somebody first, in the settings.',
    'complain-rate-limited': 'You have told the moderators a lot. Wait ten minutes before you tell more.',
    'complain-bad-request': 'Say in a few words what happened.',
    'hub-offer-grid-full':
      'The media hub carries as much for this grid as it may. You are connected to people directly, where that is possible.',
    'call-grid-full':
      'This grid has as many people in calls and rooms as it may have. Try again when somebody has left.',
    'grid-busy': 'Too much is going on in this grid at this moment. Wait a little, then try again.',
    internal: 'The voice service failed at something. If voice does not work, reload the page.',
  } as Record<string, string>,
  /** One that has no sentence of its own. */
  otherFault: ({ code }: { readonly code: string }) =>
    `The voice service reports a fault${code && ` (${code})`}.`,
  side: {
    ahead: 'ahead',
    'ahead-right': 'ahead on the right',
    right: 'on the right',
    'behind-right': 'behind on the right',
    behind: 'behind you',
    'behind-left': 'behind on the left',
    left: 'on the left',
    'ahead-left': 'ahead on the left',
  } satisfies Record<Side, string>,
  outOfRange: 'too far to hear',
  muted: 'microphone off',
  listensOnly: 'listens',
  moderator: 'moderator',
  effort: {
    title: 'How far you are heard',
    whisper: 'Whisper',
    talk: 'Talk',
    shout: 'Shout',
    others: { whisper: 'whispers', shout: 'shouts' },
  },
  hasFloor: 'has the floor',
  handRaised: (place: number) => `hand raised, no. ${place}`,
  blocked: 'blocked',
  raiseHand: 'Raise hand',
  /** The hand is raised, and so many are before it. */
  lowerHand: (place: number) => `Hand raised: no. ${place}`,
  room: 'Room',
  notConnected: 'not connected',
  othersNearer: (most: number) => `not heard: ${most} others are nearer`,
  media: { p2p: 'direct', relay: 'relayed', hub: 'through the hub' } satisfies Record<MediaKind, string>,
  mediaHint: {
    p2p: 'Between your two computers, with nothing in between.',
    relay: 'Through the grid’s relay, which passes it on encrypted and cannot hear it.',
    hub: 'Through the grid’s voice hub, which brings voices from browsers and viewers together.',
  } satisfies Record<MediaKind, string>,
  quality: { good: 'good', fair: 'some loss', poor: 'bad line' } satisfies Record<Quality, string>,
  trouble: {
    incompatible: 'the program at the other end does not understand this page',
    'no-audio': 'sends no sound',
  } satisfies Record<Trouble, string>,
  volumeOf: (name: string) => `Volume of ${name}`,
  mute: (name: string) => `Mute ${name} for me`,
  dismiss: 'Dismiss',
  mode: {
    open: 'Everybody may speak.',
    lecture: 'A lecture: only moderators speak.',
    presentation: 'A presentation: moderators speak, and whoever they give the floor.',
    auditorium: 'An auditorium: moderators speak, and are heard at full volume everywhere.',
  },
  everywhere: 'Everybody is heard at full volume, wherever they stand.',
  range: (full: number, silent: number) =>
    `Full volume up to ${format.distance(full)}, silent from ${format.distance(silent)}.`,
  call: 'Call',
  addToCall: 'Add to the call',
  callSomebody: 'Call somebody',
  heardIn: { place: 'Your voice goes to the place', call: 'Your voice goes to the call' } satisfies Record<
    VoiceRoom,
    string
  >,
  message: 'Message',
  muteWriting: 'Mute their writing',
  unmuteWriting: 'Let them write',
  settings: 'Settings',
  talkHere: 'Use this window instead',
  whyNot: 'Why can’t I hear?',
}

export type Texts = typeof english
