/** Everything the console says, in English; the other languages have the same shape. */

import type { Language } from '../../../src/pure/languages.js'
import { adminsEnglish } from './admins.js'
import { channelMakingEnglish } from './channel-making.js'
import { channelsEnglish } from './channels.js'
import { gridsEnglish } from './hosting/grids.js'
import { usageEnglish } from './hosting/usage.js'
import { lookEnglish } from './look.js'
import { moderationEnglish } from './moderation.js'
import { overviewEnglish } from './overview.js'
import { peopleEnglish } from './people.js'
import { personsEnglish } from './persons.js'
import { regionKeysEnglish } from './region-keys.js'
import { regionsEnglish } from './regions.js'
import { roomsEnglish } from './rooms.js'
import { secondFactorEnglish } from './second-factor.js'
import { serviceEnglish } from './service.js'
import { setupEnglish } from './setup/setup.js'
import { setupWalkEnglish } from './setup/walk.js'

export const english = {
  ...regionsEnglish,
  ...channelsEnglish,
  ...roomsEnglish,
  ...peopleEnglish,
  ...moderationEnglish,
  ...personsEnglish,
  ...setupEnglish,
  ...serviceEnglish,
  language: 'en' as Language,
  languageLabel: 'Language',
  adminWords: adminsEnglish,
  channelWords: channelMakingEnglish,
  grids: gridsEnglish,
  look: lookEnglish,
  overview: overviewEnglish,
  regionKeys: regionKeysEnglish,
  secondFactor: secondFactorEnglish,
  usage: usageEnglish,
  setupWalk: setupWalkEnglish,
  title: 'Voice console',
  pages: 'Pages',
  page: {
    overview: 'Overview',
    channels: 'Channels',
    rooms: 'Rooms',
    regions: 'Regions',
    complaints: 'Complaints',
    accounts: 'Residents',
    look: 'Look',
    setup: 'Set-up',
    'region-keys': 'Region keys',
    usage: 'Usage',
    grids: 'Grids',
    admins: 'Admins',
    audit: 'Audit log',
  },
  loading: 'Loading…',
  done: 'Done.',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  name: 'Name',
  password: 'Password',
  signIn: 'Sign in',
  signOut: 'Sign out',
  wrongPassword: 'The name or the password is wrong.',
  tooMany: 'Too many sign-ins: wait a few minutes.',
  tooBusy: 'The service has many sign-ins to check at this moment: try again in a few seconds.',
  outOfReach: 'The service cannot be reached: nothing was changed.',
  unknown: '–',
}

export type Texts = typeof english
