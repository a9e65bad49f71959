/** The words about second factors, in English. */

import { inLanguage } from '../../../src/pure/in-language.js'

const format = inLanguage('en')

export const secondFactorEnglish = {
  title: 'Second factor',
  hint: 'Then a stolen password alone opens nothing.',
  missing:
    'Every admin of this console has a second factor. Make yours: until then nothing else is open to you.',
  kinds: { totp: 'authenticator app', passkey: 'passkey', recovery: 'recovery code' },
  none: 'You have none yet.',
  lastUsed: (at: string) => `last used ${at}`,
  neverUsed: 'never used',
  codesLeft: (count: number) =>
    format.plural(count, { one: '# recovery code is left.', other: '# recovery codes are left.' }),
  addTotp: 'Add an authenticator app',
  addPasskey: 'Add a passkey',
  renewCodes: 'New recovery codes',
  label: 'Name, to tell them apart',
  labels: { totp: 'Telephone', passkey: 'Passkey' },
  goOn: 'Go on',
  scan: 'Scan this with an app such as Aegis, Google Authenticator or 1Password, then type the code it shows.',
  picture: 'QR code for the authenticator app',
  orType: 'Or type this secret into the app:',
  firstCode: 'Code of the app',
  confirm: 'Add it',
  added: 'Added. From now on you are asked for it.',
  removed: 'Removed.',
  codesTitle: 'Your recovery codes',
  codesHint:
    'Each opens the console once if you lose the rest. Print them, or put them into a password manager: they are not shown again.',
  codesDone: 'I have kept them',
  removeMeans: 'It will not open anything any more.',
  faults: {
    'wrong-password': 'This is not your password.',
    'code-wrong': 'This code is not right. Is the telephone’s clock?',
    'code-expired': 'This took too long: begin again.',
    'rate-limited': 'Too many tries: wait a while, or use a recovery code.',
  } as Record<string, string>,
  noPasskey: 'The browser made or found no passkey. Try again, or take another way.',
  askPasskey: 'Use the passkey',
  askCode: 'Code of the app, or a recovery code',
  askRecovery: 'Recovery code',
  back: 'Back',
  without: 'no second factor',
  with: 'second factor',
  reset: 'Take the second factor away…',
  resetMeans: (name: string) =>
    `${name} then signs in with the password alone, and is signed out everywhere now.`,
  resetYes: 'Yes, take it away',
  require: 'Every admin must have a second factor',
  ownFirst: 'Make one of your own first.',
  requireHint:
    'Those without one can do nothing else until they have made theirs. Tokens of programs stay as they are.',
}

export type SecondFactorTexts = typeof secondFactorEnglish
