/** Everything the page says, in English; the other languages have the same shape. */

import type { CheckName, CheckState } from '../checks/check.js'
import type { MediaKind, Quality } from '../media/voice-source.js'
import type { MicrophoneFault } from '../microphone.js'
import type { Trouble } from '../room-people.js'
import type { OverReason } from '../signaling-client.js'

const metres = (value: number) => (value < 10 ? `${value.toFixed(1)} m` : `${Math.round(value)} m`)

export const english = {
  language: 'en',
  title: 'Voice',
  signedInAs: (name: string) => `You are ${name}`,
  join: 'Join voice',
  leave: 'Leave',
  joinHint: 'Your browser asks for the microphone. Without it you can still listen.',
  hideAddress:
    'Hide my network address: my voice goes through the grid’s own relay, so that nobody I talk to can see where I connect from.',
  microphoneOn: 'Microphone on',
  microphoneOff: 'Microphone off',
  microphoneAsked: 'Waiting for the microphone: allow it…',
  microphoneRetry: 'Try the microphone again',
  keyNames: { Space: 'Space' } as Record<string, string>,
  hold: 'Hold to talk',
  holdKey: (key: string) => `or hold ${key}`,
  nobody: 'Nobody else has joined voice here yet.',
  peopleHere: 'People here',
  notShown: (count: number) =>
    `${count} further people are not shown: they are farther away. Everybody you can hear is in this list.`,
  connected: (channel: string, others: number) =>
    `connected to ${channel} ${others === 0 ? '(nobody else yet)' : others === 1 ? 'with 1 other' : `with ${others} others`}`,
  connectedTo: (channel: string) => `connected to ${channel}`,
  connecting: 'Connecting to the voice service…',
  ready: 'Ready when you are.',
  joining: 'Joining…',
  waiting: 'Your avatar is not in-world. Voice begins by itself as soon as it is.',
  'channel-full': 'This channel is full. You come in by yourself as soon as somebody leaves.',
  'voice-off': 'Voice is switched off on this parcel. It begins by itself where it is on.',
  reconnecting:
    'The voice service is out of reach. Trying again… Whom you are connected to, you go on hearing.',
  over: {
    'signed-out':
      'You are not signed in. Open a voice link in-world: touch the voice kiosk, or ask the region’s owner.',
    replaced: 'Your avatar joined voice in another window. This one has stopped.',
    kicked:
      'A moderator took you out of the channel, for now or for longer. Ask them before you open a new voice link.',
    'left-world': 'Your avatar has left the world. When it is back, open a new voice link.',
    refused:
      'This page was opened at an address that the voice service does not know. Open it at its own address.',
  } satisfies Record<OverReason, string>,
  microphoneFault: {
    'insecure-page':
      'You can listen, but not speak: browsers give the microphone only to https pages. Open this page with https.',
    denied:
      'You can listen, but not speak: the browser denies the microphone. Allow it beside the address, then try again.',
    missing: 'You can listen, but not speak: no microphone was found. Plug one in, then try again.',
    busy: 'You can listen, but not speak: another program holds the microphone. Close it there, then try again.',
  } satisfies Record<MicrophoneFault, string>,
  mutedByModerator: 'A moderator muted you. Nobody hears you until that is taken back.',
  mutedSpeech: (key: string) =>
    `You speak, but your microphone is off. Switch it on, or hold ${key} while you speak.`,
  feedLost:
    'Position feed lost: the region has stopped telling where people are. Distances and directions are the last known ones.',
  outputFailed: 'The chosen loudspeaker is not there. Sound comes from the browser’s own choice.',
  playbackBlocked: 'The browser waits for a click before it plays sound.',
  play: 'Play',
  faults: {
    'relay-unavailable':
      'This grid has no relay, so your network address cannot be hidden, and you were not connected to anybody. Take the tick away to join all the same.',
    'rate-limited': 'The page sent too much at once and was cut off. It reconnects by itself.',
    internal: 'The voice service failed at something. If voice does not work, reload the page.',
  } as Record<string, string>,
  distance: metres,
  outOfRange: 'too far to hear',
  muted: 'microphone off',
  mutedByModeratorShort: 'muted by a moderator',
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
    `Full volume up to ${metres(full)}, silent from ${metres(silent)}.`,
  radar: (count: number) => `Radar: ${count} people around you. The list says the same in words.`,
  radarLegend:
    'A full dot: you hear them well. A hollow dot: not at all. A dashed ring: from there on all is silent.',
  radarTurns: 'Turn the radar with me',
  north: 'N',
  settings: 'Settings',
  close: 'Close',
  hearing: 'Hearing',
  headphones: 'I wear headphones: hear from which side somebody speaks, also in front and behind',
  masterVolume: 'Volume of everything',
  outputDevice: 'Loudspeaker',
  browserChoice: 'The browser’s choice',
  unnamedDevice: (index: number) => `Device ${index}`,
  speakingSettings: 'Speaking',
  inputDevice: 'Microphone',
  microphoneLevel: 'How loud you are',
  noiseSuppression: 'Take out noise',
  echoCancellation: 'Take out echo (leave it on without headphones)',
  autoGain: 'Even out how loud I am',
  performer: 'Performer: stereo and unprocessed, for music. Wear headphones',
  voiceActivation: 'Send only when I speak',
  threshold: 'It counts as speech from here',
  startMuted: 'Join with the microphone off: I hold a key to talk',
  talkKey: 'Key to hold while talking',
  pressKey: 'Press a key…',
  mutedSound: 'A sound when I speak while my microphone is off',
  talkHere: 'Use this window instead',
  whyNot: 'Why can’t I hear?',
  checks: {
    microphone: 'Microphone',
    speaker: 'Loudspeaker',
    socket: 'Voice service',
    stun: 'Way out of your network (STUN)',
    turn: 'Relay (TURN)',
    feed: 'Positions from the region',
    room: 'In a channel',
    range: 'Somebody in range',
    echo: 'Echo test',
  } satisfies Record<CheckName, string>,
  checkStates: {
    waiting: 'not yet',
    running: 'checking…',
    good: 'good',
    bad: 'trouble',
    unknown: 'cannot tell',
  } satisfies Record<CheckState | 'waiting' | 'running', string>,
  checkAgain: 'Check again',
  copy: 'Copy for an admin',
  copied: 'Copied.',
  listenLeft: 'Play left',
  listenRight: 'Play right',
  startEcho: 'Speak and hear yourself',
  found: {
    microphoneWorks: (name: string) => `“${name}” hears you.`,
    microphoneSilent: (name: string) => `“${name}” is there but hears nothing. Is it muted at the device?`,
    outputRuns: (rate: number) =>
      `Sound is playing (${rate} Hz). Press the two buttons: is left really left?`,
    outputBlocked: 'The browser does not play sound yet. Click anywhere on the page.',
    socketOpen: 'Connected.',
    socketAway: 'Out of reach. Is your network there? If so, the service may be down for a moment.',
    stunFound: (address: string) => `Your network lets you out as ${address}.`,
    stunOwn: 'Your network lets you out with this computer’s own address.',
    stunNothing:
      'No way out of your network was found. People elsewhere may not reach you: a relay would help.',
    notConfigured: 'The operator has set up none.',
    turnFound: 'The relay answers.',
    turnNothing:
      'The relay does not answer. A firewall may be in between; tell the operator, with this result.',
    turnNotForYou:
      'The service reaches the relay, you do not: a firewall of your network is in the way. Ask whoever runs it for UDP or TCP to the relay’s port.',
    turnDown: 'The relay does not answer the service either. Tell the operator, with this result.',
    feedFresh: 'The region tells where people are.',
    feedLost: 'The region is silent: people stay where they were last seen.',
    inRoom: (name: string) => `You are in ${name}.`,
    noRoom: 'You are in no channel. Join first, with your avatar in-world.',
    inRange: (names: string) => `You should hear ${names}.`,
    nobodyHere: 'Nobody else has joined voice here.',
    nobodyInRange: (nearest: string, distance: string, silent: string) =>
      `Nobody: the nearest is ${nearest} at ${distance}; silence begins at ${silent}.`,
    allSilenced: 'Those in range are muted, by you or by a moderator.',
    notConnected: (names: string) =>
      `In range but not connected yet: ${names}. If it stays so, their network or yours is in the way.`,
    echoDone: 'That is how others hear you, after the way through the network code and back.',
    echoFailed: 'Your own voice did not come back.',
    needsMicrophone: 'It needs your microphone.',
  },
  whoAreYou: 'Who are you?',
  whoAreYouHint: 'Choose your avatar. Only its own viewer then shows a code, and you type it here.',
  searchAvatar: 'Find your name',
  noAvatar: 'No avatar of that name is in-world at the moment. Log in with your viewer first.',
  moreAvatars: 'There are more. Type a part of your name.',
  codeFor: (name: string) => `Which code does the viewer of ${name} show?`,
  codeHint: 'Six digits, at the top of your viewer. They are good for two minutes.',
  signIn: 'Sign in',
  notMe: 'That is not me',
  withGridPassword: 'Sign in with the password of your viewer’s login',
  firstName: 'First name',
  lastName: 'Last name',
  gridPassword: 'Password',
}

export type Texts = typeof english
