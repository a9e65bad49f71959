/** The words of the set-up as a walk, for somebody who has never seen OpenSimulator, in English. */

import { inLanguage } from '../../../../src/pure/in-language.js'

const format = inLanguage('en')

export const setupWalkEnglish = {
  intro:
    'Go from top to bottom. A world of OpenSimulator consists of regions; programs called simulators run them. They ask this service for voice and tell it where people stand. People open its page, or their viewer, and hear each other. Each step says what it is for, what is wrong, and what to do.',
  progress: (done: number, all: number) => `${format.number(done)} of ${format.number(all)} in order`,
  testAll: 'Test everything now',
  test: 'Test it now',
  testing: 'Testing…',
  tested: (time: string) => `tested at ${time}`,
  next: 'This comes next',
  lines: 'What to put there',
  secretsForOwners: 'Only an owner can see it or make a new one.',
  steps: {
    clock: {
      title: 'The clock',
      why: 'Links, codes and certificates hold for a time only.',
      untested: 'It has not been compared with your browser’s yet.',
      good: 'The clocks of the service and of your browser agree.',
      bad: 'The clocks of the service and of your browser differ.',
    },
    'public-url': {
      title: 'The address',
      why: 'It stands in every link that people open.',
      untested: 'It has not been tried yet.',
      good: 'PUBLIC_URL is set, and answers.',
      bad: 'PUBLIC_URL is not set: links carry the address below. Set it to one that people reach.',
    },
    certificate: {
      title: 'The certificate',
      why: 'Browsers give a page the microphone only over https, with a certificate that they trust.',
      untested: 'It has not been looked at yet.',
      good: 'Browsers accept the certificate.',
      bad: 'Browsers do not accept the certificate, or soon will not.',
    },
    'region-called': {
      title: 'The simulators ask for voice',
      why: 'Their OpenSim.ini has to name this service. Put one of the two blocks below into it, and restart the simulator.',
      untested: '',
      good: '',
      bad: '',
    },
    positions: {
      title: 'Where people stand',
      why: 'A voice is as loud as its owner is near. A region tells by a script, or is asked over RemoteAdmin.',
      untested: '',
      good: '',
      bad: '',
    },
    grid: {
      title: 'The grid itself',
      why: 'Robust knows every region and who is in which, at its private port (ROBUST_URL); simulators tell of their parcels.',
      untested: '',
      good: '',
      bad: '',
    },
    'remote-admin': {
      title: 'Regions that are asked',
      why: 'RemoteAdmin is a door of the simulator for programs. It is needed only where no script tells positions.',
      untested: '',
      good: '',
      bad: '',
    },
    'sign-in-ways': {
      title: 'Ways to sign in',
      why: 'Beside the link in-world, people can sign in by a code or by their password of the grid.',
      untested: '',
      good: '',
      bad: '',
    },
    'media-port': {
      title: 'UDP from outside',
      why: 'Sound travels by UDP. Viewers and large rooms need the media hub’s port open in the firewall and in the router. Your browser tries it from where you are.',
      untested: 'Your browser has not tried it yet.',
      good: 'UDP from your browser reaches the service, and its answer comes back.',
      bad: 'No UDP comes back to your browser. Open the ports below in the firewall and pass them on in the router; or your own network blocks UDP.',
    },
    turn: {
      title: 'TURN, for strict firewalls',
      why: 'A TURN server such as coturn passes sound on where two people cannot reach each other directly.',
      untested: '',
      good: '',
      bad: '',
    },
  },
  days: (days: number) => format.plural(days, { one: '# day left', other: '# days left' }),
  apart: (seconds: number) => `${format.short(seconds, 'second', 1)} apart`,
  newest: (seconds: number) => `the newest position is ${format.short(seconds, 'second')} old`,
}

export type SetupWalkTexts = typeof setupWalkEnglish
export type SetupStepName = keyof SetupWalkTexts['steps']
