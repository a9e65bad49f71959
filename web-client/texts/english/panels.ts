/** The texts of the parts that are loaded later, in English; the other languages have the same shape. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Language } from '../../../src/pure/languages.js'
import type { CheckName, CheckState } from '../../checks/finding.js'
import type { NoiseSuppression } from '../../settings/settings.js'
import { englishCalls } from './calls.js'
import { englishChat } from './chat.js'
import { englishFloor } from './floor.js'

const format = inLanguage('en')

export const englishPanels = {
  language: 'en' as Language,
  languageLabel: 'Language',
  chat: englishChat,
  calls: englishCalls,
  floor: englishFloor,
  radar: (count: number) =>
    `Radar: ${format.plural(count, { one: '# person', other: '# people' })} around you. The list says the same in words.`,
  hereNow: (place: string, people: string) => `In ${place} now: ${people}`,
  nobodyHereNow: (place: string) => `Nobody talks in ${place} yet.`,
  /** Who is not named. */
  othersHere: (count: number) => format.plural(count, { one: '# other', other: '# others' }),
  /** To screen readers, of one or several. */
  announced: {
    came: (who: string) => `${who} came.`,
    left: (who: string) => `${who} left.`,
    speaks: (who: string) => `${who} speaks.`,
  },
  radarLegend:
    'A full disc: you hear them well. A hollow one: not at all. A number: several people close together. The strong ring: so far you are heard; it is dashed while nobody hears you.',
  radarKeys:
    'With the left and right arrow keys you go around, with up and down outwards and inwards; Enter opens what you have reached.',
  cluster: (count: number) => `${format.number(count)} people close together`,
  radarTurns: 'Turns with me',
  north: 'N',
  noCall: 'You are not in a call.',
  volume: 'Volume',
  muteForMe: 'Mute for me',
  appearance: 'Appearance',
  theme: { '': 'As the system', light: 'Light', dark: 'Dark' } as Record<string, string>,
  hearing: 'Hearing',
  viewerHeadphones: {
    title: 'Headphones at my viewer',
    place: 'as each place has it',
    yes: 'yes: from which side, in front and behind',
    no: 'no: loudspeakers',
  },
  headphones: 'I wear headphones: hear from which side somebody speaks, also in front and behind',
  masterVolume: 'Volume of everything',
  comingSounds: 'A sound when somebody comes or goes, where few people are',
  outputDevice: 'Loudspeaker',
  browserChoice: 'The browser’s choice',
  unnamedDevice: (index: number) => `Device ${index}`,
  speakingSettings: 'Speaking',
  inputDevice: 'Microphone',
  microphoneLevel: 'How loud you are',
  noiseSuppression: 'Take out noise',
  noiseSuppressions: {
    off: 'not at all',
    browser: 'as the browser does',
    strong: 'strongly: keyboards and fans, too',
  } satisfies Record<NoiseSuppression, string>,
  echoCancellation: 'Take out echo (leave it on without headphones)',
  autoGain: 'Even out how loud I am',
  performer: 'Performer: stereo and unprocessed, for music. Wear headphones',
  voiceActivation: 'Send only when I speak',
  threshold: 'It counts as speech from here',
  startMuted: 'Join with the microphone off: I hold a key to talk',
  talkKey: 'Key to hold while talking',
  toggleKey: 'Key that switches the microphone on and off',
  pressKey: 'Press a key…',
  noKey: 'none',
  takeNoKey: 'Use no key',
  keyRefused: {
    taken: (key: string) => `${key} does something else already. One key cannot do both.`,
    reserved: () => 'That key belongs to the browser.',
  } satisfies Record<string, (key: string) => string>,
  mutedSound: 'A sound when I speak while my microphone is off',
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
      `Sound is playing (${format.number(rate)} Hz). Press the two buttons: is left really left?`,
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
      `In range but not connected yet: ${names}. If that does not change, their network or yours is in the way.`,
    echoDone: 'That is how others hear you, after the way through the network code and back.',
    echoFailed: 'Your own voice did not come back.',
    needsMicrophone: 'It needs your microphone.',
  },
  elsewhere: 'Go on in another browser',
  elsewhereHint:
    'Scan this with your phone, or open the address in your own browser. Your link has not been used yet.',
  orType: 'Or type this address:',
  linkGoodFor: 'It works once, for two minutes.',
  openOutside: 'Open in my own browser',
  listenHere: 'Only listen, here',
  qrCode: 'A picture of the address, for a phone’s camera',
  orLink: 'Or open a voice link in-world: touch the voice kiosk, or ask the region’s owner.',
  onlyLink: 'Open a voice link in-world: touch the voice kiosk, or ask the region’s owner.',
  whoAreYou: 'Who are you?',
  whoAreYouHint: 'Choose your avatar. Only its own viewer then shows a code, and you type it here.',
  searchAvatar: 'Find your name',
  noAvatar: 'No avatar of that name is in-world at the moment. Log in with your viewer first.',
  noAvatarHere:
    'No avatar of that name can be shown a code: it is not in-world, or its region cannot show one. There a voice link is the way in.',
  moreAvatars: 'There are more. Type a part of your name.',
  codeFor: (name: string) => `Which code does the viewer of ${name} show?`,
  codeHint: 'Six digits, at the top of your viewer or in its chat. They are good for two minutes.',
  friends: 'Friends',
  friendInVoice: 'in voice',
  friendHere: 'has the page open',
  callGroup: (count: number) => `Call those in voice (${format.number(count)})`,
  byNameHint:
    'Type the name of your avatar as it is shown in-world. Only its own viewer then shows a code, and you type it here.',
  avatarName: 'Name of your avatar',
  sendCode: 'Send me a code',
  visitorFrom: (home: string) => `A visitor from ${home}`,
  withGridPage: 'Sign in on the grid’s own page',
  gridPageHint: 'The grid asks for your password there. This service never sees it.',
  goToGridPage: 'Go to the grid’s page',
  signIn: 'Sign in',
  notMe: 'That is not me',
  withGridPassword: 'Sign in with the password of your viewer’s login',
  firstName: 'First name',
  lastName: 'Last name',
  gridPassword: 'Password',
  signInUnreachable: 'The voice service is out of reach. Is your network there? Then try again in a moment.',
  signInFaults: (triesLeft: number): Record<string, string> => ({
    'code-wrong': `This is not the code. Tries left: ${format.number(triesLeft)}.`,
    'code-expired': 'This code is no longer valid. Go back and choose your avatar again for a new one.',
    'avatar-not-found': 'That avatar is not in-world, or cannot be sent a code.',
    'simulator-unavailable':
      'The grid does not answer. Try again in a moment, or open a voice link in-world.',
    'wrong-credentials': 'The name or the password is wrong, or you have to log in with your viewer first.',
    'openid-refused': 'The grid’s page did not sign you in. Try again, or take another way.',
    'account-disabled': 'Your account is switched off. Ask the grid’s operator.',
    'not-allowed': 'You cannot sign in this way here. Open a voice link in-world.',
    'rate-limited': 'That was too often. Wait some minutes, or open a voice link in-world.',
    'too-busy': 'The service has many sign-ins to check at this moment. Try again in a few seconds.',
    'bad-request': 'Something is missing or does not fit. Look at what you typed.',
    'origin-refused':
      'This page was opened at an address that the voice service does not know. Open it at its own address.',
    internal: 'The voice service failed at something. Try again in a moment.',
  }),
}

export type PanelTexts = typeof englishPanels
