/** The words of a resident's own page and of what is in force, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PersonTexts } from '../english/persons.js'

const format = inLanguage('fr')

export const personsFrench: PersonTexts = {
  back: 'Tous les résidents',
  now: 'Maintenant',
  whereIn: (region, channel) => `à ${region}, en voix dans ${channel}`,
  inRegion: (region) => `à ${region}, pas en voix`,
  inChannel: (channel) => `en voix dans ${channel}`,
  nowhere: 'Aucune région ne signale cette personne.',
  showInRoom: 'Montrer dans la salle',
  home: 'Origine',
  homeHere: 'cette grille',
  since: 'Compte depuis',
  noAccount: 'pas encore',
  seen: 'Vu pour la dernière fois',
  blockCounts: 'Blocages',
  blocksWords: (blocks, by) =>
    `bloque ${format.plural(blocks, { one: '# résident', other: '# résidents' })}, bloqué par ${format.number(by)}`,
  inForce: 'En vigueur',
  nothingInForce: 'Ni muet, ni banni.',
  kinds: {
    muted: 'rendu muet',
    'writing-muted': 'ne peut pas écrire',
    floor: 'a la parole',
    banned: 'banni',
  },
  inChannelOf: (kind, channel) => `${kind} dans ${channel}`,
  by: (name) => `par ${name}`,
  decidedSince: (time) => `décidé ${time}`,
  complaintsAbout: 'Plaintes au sujet de cette personne',
  complaintsBy: 'Plaintes de cette personne',
  noneOfThose: 'Aucune.',
  closedBy: (name, time) => `traitée par ${name}, ${time}`,
  actsOn: 'Ce qui a été fait',
  nothingDone: 'Rien.',
  banFrom: 'Bannir d’un canal…',
  whichChannel: 'Canal',
  disableAsk: (name) => `Exclure ${name} ?`,
  disableMeans: 'Ses sessions se terminent, et la voix lui est fermée partout jusqu’à sa réadmission.',
  endSessionsAsk: (name) => `Déconnecter ${name} partout ?`,
  endSessionsMeans:
    'La personne quitte la voix et a besoin d’un nouveau lien ou de son mot de passe pour revenir.',
  didDisable: (name) => `Exclu : ${name}.`,
  didEnable: (name) => `Réadmis : ${name}.`,
  disableShort: 'Exclure…',
  endSessionsShort: 'Déconnecter partout…',
  residentsShown: { all: 'tous', voice: 'en voix', disabled: 'exclus' },
  mutesAndBans: 'Muets et bannis en ce moment',
  findPerson: 'Chercher un résident par son nom',
  dropPerson: (name) => `Plus seulement ${name}`,
}
