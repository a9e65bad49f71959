/** The words about the channels and their settings, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelTexts } from '../english/channels.js'

const format = inLanguage('fr')

export const channelsFrench: ChannelTexts = {
  searchChannels: 'Chercher un canal',
  filter: 'Afficher',
  filters: { all: 'tous', edited: 'modifiés', pinned: 'épinglés', occupied: 'occupés' },
  shown: (count, total) => `${format.number(count)} sur ${format.number(total)}`,
  chooseOne: (name) => `Choisir ${name}`,
  chooseAll: (count) => `Choisir les ${format.number(count)}`,
  chooseNone: 'N’en choisir aucun',
  editChosen: (count) => `En modifier ${format.number(count)} ensemble`,
  channel: 'Canal',
  range: 'Portée',
  notes: 'Remarques',
  editor: 'Réglages du canal',
  editMany: (count) => format.plural(count, { one: '# canal', other: '# canaux' }),
  manyHint: 'Seul ce que vous changez ici est appliqué à tous.',
  saveMany: (count) => format.plural(count, { one: 'Enregistrer # canal', other: 'Enregistrer # canaux' }),
  savedAndHeard: 'Enregistré. Dans la salle, on l’entend déjà.',
  asTheRegionSays: 'Revenir à ce que dit la région',
  deleteChannel: 'Supprimer…',
  deleteMeans: (isFolder, people) =>
    `${isFolder ? 'Le dossier et tous ses canaux disparaissent' : 'Le canal disparaît'} pour de bon, avec tout ce qui était réglé ici.${
      people > 0
        ? ` ${format.plural(people, { one: 'La personne qui s’y trouve passe', other: 'Les # personnes qui s’y trouvent passent' })} dans la salle de la région.`
        : ''
    } Une région qui le redemande en reçoit un nouveau.`,
  deleteYes: 'Oui, supprimer',
  channelDeleted: 'Supprimé.',
  compareWith: 'Comparer avec',
  comparisons: {
    saved: 'ce qui est enregistré',
    default: 'la valeur d’OpenSimulator',
    channel: 'un autre canal',
    none: 'rien',
  },
  otherChannel: 'Quel canal',
  fields: {
    type: 'Genre',
    mode: 'Qui peut parler',
    distanceModel: 'Modèle de distance',
    rollOff: 'Atténuation',
    maxRangeMetres: 'Portée (m)',
    clampingDistanceMetres: 'Plein volume jusqu’à (m)',
    whisperMetres: 'Chuchotement jusqu’à (m ; 0 : un sixième de la portée)',
    shoutMetres: 'Cri jusqu’à (m ; 0 : cinq tiers de la portée)',
    cone: 'Qui parle a un devant : plus faible derrière',
    dulls: 'La distance étouffe les voix : moins d’aigus de loin',
    headphones: 'Les visualiseurs entendent ce lieu comme au casque, sauf si la personne choisit autrement',
    capacity: 'Capacité (0 : sans limite)',
    iceTransportPolicy: 'Liaisons',
    neighbours: 'Par-delà la limite de la région',
    moderators: 'Modération',
    ownersModerate: 'Le propriétaire de la parcelle ou du domaine modère aussi',
    textOn: 'On peut écrire ici',
    textReach: 'Qui lit un message',
    textHistory: 'Qui arrive lit les derniers messages',
    textSlowSeconds: 'Secondes entre deux messages (0 : sans limite)',
    textBridge: 'Un script de la région peut le joindre au chat local',
    pinned: 'épinglé',
  },
  slider: (name) => `${name}, curseur`,
  types: { positional: 'selon la distance', conference: 'réunion', directory: 'dossier' },
  modes: {
    open: 'tout le monde',
    lecture: 'conférence',
    presentation: 'présentation',
    auditorium: 'auditorium',
  },
  models: { none: 'aucun', inverse: 'inverse', linear: 'linéaire', exponent: 'exponentiel' },
  text: 'Texte',
  textReaches: { room: 'tout le monde dans le lieu', voice: 'qui entendrait l’auteur' },
  transports: {
    all: 'directes si possible',
    relay: 'par le relais seulement (masque les adresses)',
    hub: 'par le hub média seulement (masque les adresses)',
  },
  neighbours: {
    auto: 'ouvert pour une région, fermé pour une parcelle',
    open: 'ouvert aux voisins',
    out: 'les voisins entendent ce lieu',
    in: 'ce lieu entend les voisins',
    closed: 'fermé',
  },
  modeHint: {
    open: 'Tout le monde peut parler.',
    lecture: 'Seule la modération parle.',
    presentation: 'Parlent la modération et qui reçoit d’elle la parole.',
    auditorium: 'Comme une présentation, entendue à plein volume dans tout le canal.',
  },
  addModerator: 'Ajouter à la modération : une partie du nom',
  removeModerator: (name) => `Retirer ${name} de la modération`,
  ownersAre: (names) => `En outre, comme propriétaire : ${names}`,
  pinnedHint: 'Épinglé : jamais supprimé, même si personne ne l’utilise longtemps',
  faults: {
    'out-of-limits': 'Ce nombre est hors de ce qui est possible ici.',
    'bridge-by-voice':
      'Le chat local ne peut pas être joint à un texte qui ne porte que jusqu’où porte la voix.',
    'clamp-above-range':
      'Le plein volume irait plus loin que la portée : choisissez une distance plus petite.',
    'whisper-above-range':
      'Un chuchotement irait plus loin que la portée : choisissez une distance plus petite, ou 0.',
    'shout-below-range': 'Un cri irait moins loin que la portée : choisissez une distance plus grande, ou 0.',
    'range-zero': 'Avec une portée de 0 m, personne n’entendrait personne.',
    directory: 'Un dossier reste un dossier, et un canal un canal.',
    invalid: 'Cette valeur n’est pas valable.',
  },
  silentFrom: (value) => `silence à partir de ${format.metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }, silence) =>
    distanceModel === 'none'
      ? 'On entend tout le monde à plein volume, où que chacun se trouve.'
      : `Plein volume jusqu’à ${format.metres(clamp)}, silence à partir de ${format.metres(silence)}.`,
  trap: (range, silence) =>
    `La portée est de ${format.metres(range)}, mais le silence commence à ${format.metres(silence)} : avec le modèle linéaire, une atténuation supérieure à 1 finit plus tôt. Pour toute la portée, prenez l’atténuation 1 ou un autre modèle.`,
}
