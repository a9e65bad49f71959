/** Everything the console says, in German. */

import type { Texts } from '../english/console.js'
import { adminsGerman } from './admins.js'
import { channelMakingGerman } from './channel-making.js'
import { channelsGerman } from './channels.js'
import { gridsGerman } from './hosting/grids.js'
import { usageGerman } from './hosting/usage.js'
import { lookGerman } from './look.js'
import { moderationGerman } from './moderation.js'
import { overviewGerman } from './overview.js'
import { peopleGerman } from './people.js'
import { personsGerman } from './persons.js'
import { regionKeysGerman } from './region-keys.js'
import { regionsGerman } from './regions.js'
import { roomsGerman } from './rooms.js'
import { secondFactorGerman } from './second-factor.js'
import { serviceGerman } from './service.js'
import { setupGerman } from './setup/setup.js'
import { setupWalkGerman } from './setup/walk.js'

export const german: Texts = {
  ...regionsGerman,
  ...channelsGerman,
  ...roomsGerman,
  ...peopleGerman,
  ...moderationGerman,
  ...personsGerman,
  ...setupGerman,
  ...serviceGerman,
  language: 'de',
  languageLabel: 'Sprache',
  adminWords: adminsGerman,
  channelWords: channelMakingGerman,
  grids: gridsGerman,
  look: lookGerman,
  overview: overviewGerman,
  regionKeys: regionKeysGerman,
  secondFactor: secondFactorGerman,
  usage: usageGerman,
  setupWalk: setupWalkGerman,
  title: 'Voice-Konsole',
  pages: 'Seiten',
  page: {
    overview: 'Übersicht',
    channels: 'Kanäle',
    rooms: 'Räume',
    regions: 'Regionen',
    complaints: 'Meldungen',
    accounts: 'Bewohner',
    look: 'Aussehen',
    setup: 'Einrichtung',
    'region-keys': 'Regionsschlüssel',
    usage: 'Nutzung',
    grids: 'Grid-Liste',
    admins: 'Admins',
    audit: 'Protokoll',
  },
  loading: 'Lädt …',
  done: 'Erledigt.',
  close: 'Schließen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  name: 'Name',
  password: 'Passwort',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  wrongPassword: 'Der Name oder das Passwort stimmt nicht.',
  tooMany: 'Zu viele Anmeldungen: bitte ein paar Minuten warten.',
  tooBusy: 'Der Dienst prüft gerade viele Anmeldungen: bitte in ein paar Sekunden noch einmal versuchen.',
  outOfReach: 'Der Dienst ist nicht erreichbar: Nichts wurde geändert.',
  unknown: '–',
}
