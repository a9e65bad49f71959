/** Everything the console says, in Dutch. */

import type { Texts } from '../english/console.js'
import { adminsDutch } from './admins.js'
import { channelMakingDutch } from './channel-making.js'
import { channelsDutch } from './channels.js'
import { gridsDutch } from './hosting/grids.js'
import { usageDutch } from './hosting/usage.js'
import { lookDutch } from './look.js'
import { moderationDutch } from './moderation.js'
import { overviewDutch } from './overview.js'
import { peopleDutch } from './people.js'
import { personsDutch } from './persons.js'
import { regionKeysDutch } from './region-keys.js'
import { regionsDutch } from './regions.js'
import { roomsDutch } from './rooms.js'
import { secondFactorDutch } from './second-factor.js'
import { serviceDutch } from './service.js'
import { setupDutch } from './setup/setup.js'
import { setupWalkDutch } from './setup/walk.js'

export const dutch: Texts = {
  ...regionsDutch,
  ...channelsDutch,
  ...roomsDutch,
  ...peopleDutch,
  ...moderationDutch,
  ...personsDutch,
  ...setupDutch,
  ...serviceDutch,
  language: 'nl',
  languageLabel: 'Taal',
  adminWords: adminsDutch,
  channelWords: channelMakingDutch,
  grids: gridsDutch,
  look: lookDutch,
  overview: overviewDutch,
  regionKeys: regionKeysDutch,
  secondFactor: secondFactorDutch,
  usage: usageDutch,
  setupWalk: setupWalkDutch,
  title: 'Spraakconsole',
  pages: 'Pagina’s',
  page: {
    overview: 'Overzicht',
    channels: 'Kanalen',
    rooms: 'Kamers',
    regions: 'Regio’s',
    complaints: 'Klachten',
    accounts: 'Bewoners',
    look: 'Uiterlijk',
    setup: 'Inrichting',
    'region-keys': 'Regiosleutels',
    usage: 'Gebruik',
    grids: 'Gridlijst',
    admins: 'Beheerders',
    audit: 'Logboek',
  },
  loading: 'Laden…',
  done: 'Klaar.',
  close: 'Sluiten',
  cancel: 'Annuleren',
  save: 'Opslaan',
  name: 'Naam',
  password: 'Wachtwoord',
  signIn: 'Aanmelden',
  signOut: 'Afmelden',
  wrongPassword: 'De naam of het wachtwoord klopt niet.',
  tooMany: 'Te veel aanmeldingen: wacht een paar minuten.',
  tooBusy: 'De dienst moet nu veel aanmeldingen controleren: probeer het over een paar seconden weer.',
  outOfReach: 'De dienst is onbereikbaar: er werd niets gewijzigd.',
  unknown: '–',
}
