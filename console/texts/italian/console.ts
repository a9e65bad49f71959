/** Everything the console says, in Italian. */

import type { Texts } from '../english/console.js'
import { adminsItalian } from './admins.js'
import { channelMakingItalian } from './channel-making.js'
import { channelsItalian } from './channels.js'
import { gridsItalian } from './hosting/grids.js'
import { usageItalian } from './hosting/usage.js'
import { lookItalian } from './look.js'
import { moderationItalian } from './moderation.js'
import { overviewItalian } from './overview.js'
import { peopleItalian } from './people.js'
import { personsItalian } from './persons.js'
import { regionKeysItalian } from './region-keys.js'
import { regionsItalian } from './regions.js'
import { roomsItalian } from './rooms.js'
import { secondFactorItalian } from './second-factor.js'
import { serviceItalian } from './service.js'
import { setupItalian } from './setup/setup.js'
import { setupWalkItalian } from './setup/walk.js'

export const italian: Texts = {
  ...regionsItalian,
  ...channelsItalian,
  ...roomsItalian,
  ...peopleItalian,
  ...moderationItalian,
  ...personsItalian,
  ...setupItalian,
  ...serviceItalian,
  language: 'it',
  languageLabel: 'Lingua',
  adminWords: adminsItalian,
  channelWords: channelMakingItalian,
  grids: gridsItalian,
  look: lookItalian,
  overview: overviewItalian,
  regionKeys: regionKeysItalian,
  secondFactor: secondFactorItalian,
  usage: usageItalian,
  setupWalk: setupWalkItalian,
  title: 'Console vocale',
  pages: 'Pagine',
  page: {
    overview: 'Panoramica',
    channels: 'Canali',
    rooms: 'Stanze',
    regions: 'Regioni',
    complaints: 'Reclami',
    accounts: 'Residenti',
    look: 'Aspetto',
    setup: 'Configurazione',
    'region-keys': 'Chiavi di regione',
    usage: 'Uso',
    grids: 'Elenco grid',
    admins: 'Amministratori',
    audit: 'Registro',
  },
  loading: 'Caricamento…',
  done: 'Fatto.',
  close: 'Chiudi',
  cancel: 'Annulla',
  save: 'Salva',
  name: 'Nome',
  password: 'La password',
  signIn: 'Accedi',
  signOut: 'Esci',
  wrongPassword: 'Il nome o la password è sbagliata.',
  tooMany: 'Troppi accessi: aspetta qualche minuto.',
  tooBusy: 'Il servizio ha molti accessi da verificare in questo momento: riprova tra qualche secondo.',
  outOfReach: 'Il servizio è irraggiungibile: non è stato cambiato nulla.',
  unknown: '–',
}
