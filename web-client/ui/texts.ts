/** Everything the page says, in one place. */

import type { MicrophoneFault } from '../microphone.js'
import type { OverReason } from '../signaling-client.js'

export const texts = {
  title: 'Voice',
  signedInAs: (name: string) => `You are ${name}`,
  join: 'Join voice',
  leave: 'Leave',
  joinHint: 'Your browser asks for the microphone. Without it you can still listen.',
  microphoneOn: 'Microphone on',
  microphoneOff: 'Microphone off',
  microphoneRetry: 'Try the microphone again',
  nobody: 'Nobody else has joined voice here yet.',
  peopleHere: 'People here',
  connected: (channel: string, others: number) =>
    `connected to ${channel} ${others === 0 ? '(nobody else yet)' : others === 1 ? 'with 1 other' : `with ${others} others`}`,
  connecting: 'Connecting to the voice service…',
  ready: 'Ready when you are.',
  joining: 'Joining…',
  waiting: 'Your avatar is not in-world. Voice begins by itself as soon as it is.',
  reconnecting: 'The voice service is out of reach. Trying again…',
  over: {
    'signed-out':
      'You are not signed in. Open a voice link in-world: touch the voice kiosk, or ask the region’s owner.',
    replaced: 'Your avatar joined voice in another window. This one has stopped.',
    kicked: 'A moderator took you out of the channel.',
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
  playbackBlocked: 'The browser waits for a click before it plays sound.',
  play: 'Play',
  distance: (metres: number) => (metres < 10 ? `${metres.toFixed(1)} m` : `${Math.round(metres)} m`),
  outOfRange: 'too far to hear',
  muted: 'microphone off',
  mutedByModeratorShort: 'muted by a moderator',
  volumeOf: (name: string) => `Volume of ${name}`,
  mute: (name: string) => `Mute ${name} for me`,
  dismiss: 'Dismiss',
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
} as const
