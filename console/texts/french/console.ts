/** Everything the console says, in French. */

import type { Texts } from '../english/console.js'
import { adminsFrench } from './admins.js'
import { channelMakingFrench } from './channel-making.js'
import { channelsFrench } from './channels.js'
import { gridsFrench } from './hosting/grids.js'
import { usageFrench } from './hosting/usage.js'
import { lookFrench } from './look.js'
import { moderationFrench } from './moderation.js'
import { overviewFrench } from './overview.js'
import { peopleFrench } from './people.js'
import { personsFrench } from './persons.js'
import { regionKeysFrench } from './region-keys.js'
import { regionsFrench } from './regions.js'
import { roomsFrench } from './rooms.js'
import { secondFactorFrench } from './second-factor.js'
import { serviceFrench } from './service.js'
import { setupFrench } from './setup/setup.js'
import { setupWalkFrench } from './setup/walk.js'

export const french: Texts = {
  ...regionsFrench,
  ...channelsFrench,
  ...roomsFrench,
  ...peopleFrench,
  ...moderationFrench,
  ...personsFrench,
  ...setupFrench,
  ...serviceFrench,
  language: 'fr',
  languageLabel: 'Langue',
  adminWords: adminsFrench,
  channelWords: channelMakingFrench,
  grids: gridsFrench,
  look: lookFrench,
  overview: overviewFrench,
  regionKeys: regionKeysFrench,
  secondFactor: secondFactorFrench,
  usage: usageFrench,
  setupWalk: setupWalkFrench,
  title: 'Console vocale',
  pages: 'Pages du menu',
  page: {
    overview: 'Vue d’ensemble',
    channels: 'Canaux',
    rooms: 'Salles',
    regions: 'Régions',
    complaints: 'Plaintes',
    accounts: 'Résidents',
    look: 'Apparence',
    setup: 'Mise en place',
    'region-keys': 'Clés de région',
    usage: 'Utilisation',
    grids: 'Grilles',
    admins: 'Administrateurs',
    audit: 'Journal',
  },
  loading: 'Chargement…',
  done: 'Fait.',
  close: 'Fermer',
  cancel: 'Annuler',
  save: 'Enregistrer',
  name: 'Nom',
  password: 'Mot de passe',
  signIn: 'Se connecter',
  signOut: 'Se déconnecter',
  wrongPassword: 'Le nom ou le mot de passe est faux.',
  tooMany: 'Trop de connexions : attendez quelques minutes.',
  tooBusy: 'Le service a beaucoup de connexions à vérifier en ce moment : réessayez dans quelques secondes.',
  outOfReach: 'Le service est injoignable : rien n’a été changé.',
  unknown: '–',
}
