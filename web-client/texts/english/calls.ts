/** What the page says about calls, in English; German has the same shape. */

import type { CallEndingMessage, PictureKind } from '../../../src/protocol/call-messages.js'
import { inLanguage } from '../../../src/pure/in-language.js'
import type { PictureObstacle } from '../../calls/camera.js'
import type { PictureFault } from '../../calls/camera-devices.js'

const format = inLanguage('en')

export const englishCalls = {
  callsYou: (name: string) => `${name} calls you`,
  withOthers: (count: number) => format.plural(count, { one: 'with # other', other: 'with # others' }),
  accept: 'Accept',
  acceptInstead: 'Hang up and accept',
  decline: 'Decline',
  declineWithWords: 'Decline with a word…',
  answers: ['I call you back.', 'In a moment.', 'Please write to me instead.'],
  ownWords: 'In your own words',
  sendWords: 'Decline and say it',
  someone: 'somebody',
  calling: (names: string) => `Calling ${names}…`,
  answering: 'Connecting…',
  inCallWith: (names: string) => `In a call with ${names}`,
  returning: 'The connection was lost. Coming back into the call…',
  hangUp: 'Hang up',
  inCallElsewhere: (names: string) => `You are in a call with ${names} in another window.`,
  takeHere: 'Take it here',
  over: {
    'hung-up': (name: string) => `${name} hung up.`,
    declined: (name: string) => `${name} declined.`,
    'no-answer': (name: string) => `${name} does not answer.`,
    busy: (name: string) => `${name} is in another call.`,
    'do-not-disturb': (name: string) => `${name} does not want to be disturbed.`,
    unreachable: (name: string) => `${name} cannot be reached: no voice page is open.`,
    lost: (name: string) => `The connection to ${name} was lost.`,
    elsewhere: () => 'You take part in this call in another window.',
  } satisfies Record<CallEndingMessage, (name: string) => string>,
  /** Where it is nobody’s act. */
  isOver: 'The call is over.',
  says: (words: string) => `“${words}”`,
  members: 'In this call',
  memberState: {
    ringing: 'it rings…',
    lost: 'connection lost; may come back',
    gone: 'not in the call any more',
  } satisfies Record<'ringing' | 'lost' | 'gone', string>,
  connecting: 'connecting…',
  incompatible: 'does not understand this page',
  voiceTo: 'My voice goes',
  toCall: 'to the call',
  toPlace: 'to the place',
  placeBehind: 'Hear the place softly behind the call',
  holdFor: { call: 'Hold for the call', place: 'Hold for the place' },
  otherRoomKey: 'Key to hold for the other one',
  addPeople: 'Add somebody',
  search: 'Who?',
  searchHint: 'A part of the name. Only people with a voice page open are found.',
  nobodyFound: 'Nobody of that name has a voice page open.',
  missed: 'Missed calls',
  clearMissed: 'Clear',
  doNotDisturb: 'Do not disturb: no calls',
  notify: 'Tell me of calls when I look elsewhere',
  pictures: 'Pictures in calls',
  show: { camera: 'Camera', screen: 'Screen' } satisfies Record<PictureKind, string>,
  hide: { camera: 'Camera off', screen: 'Stop the screen' } satisfies Record<PictureKind, string>,
  waiting: {
    camera: 'Waiting for the camera: allow it…',
    screen: 'Choose what you want to show…',
  } satisfies Record<PictureKind, string>,
  ownPicture: 'What you show',
  theirPicture: (name: string) => `What ${name} shows`,
  enlarge: 'Show this one large',
  still: 'No picture comes at the moment.',
  inOwnWindow: 'In a window of its own',
  takePictures: 'Accept pictures from the other one in a call',
  cameraDevice: 'Camera',
  pictureFault: {
    camera: {
      'insecure-page':
        'Browsers give the camera only to https pages. Open this page with https. You are still heard.',
      denied:
        'The browser denies the camera. Allow it beside the address, then try again. You are still heard.',
      missing: 'No camera was found. Plug one in, then try again. You are still heard.',
      busy: 'Another program holds the camera. Close it there, then try again. You are still heard.',
    },
    screen: {
      'insecure-page': 'Browsers share the screen only on https pages. Open this page with https.',
      denied:
        'No screen is shared: nothing was chosen, or the browser or the system does not allow it. Try again, or allow it in the system’s settings.',
      missing: 'This browser cannot share a screen. Use one on a computer.',
      busy: 'The system does not give out that screen or window. Choose another one.',
    },
  } satisfies Record<PictureKind, Record<PictureFault, string>>,
  pictureObstacle: {
    group: 'Pictures are for calls of two. More than two take part in this one.',
    refused: 'The other one does not want pictures. You are still heard.',
    unknown: 'The other one’s page takes no pictures, or is not ready yet. Try again in a moment.',
    hub: 'There are no pictures in this call: its voices go through the grid’s hub, which carries none.',
    alone: 'You are not connected yet. Try again in a moment.',
  } satisfies Record<PictureObstacle, string>,
  notifyDenied: 'This browser shows no notices of this page. Allow them beside the address.',
}

export type CallTexts = typeof englishCalls
