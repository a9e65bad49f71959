/** The words about the rooms and who is in them, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RoomTexts } from '../english/rooms.js'

const format = inLanguage('fr')

export const roomsFrench: RoomTexts = {
  mapHint: 'Choisissez quelqu’un pour voir qui l’entend.',
  heardBy: (name) => `Les lignes mènent à ceux qui entendent ${name} ; au cercle commence le silence.`,
  mapLabel: (count) =>
    `Carte de la région avec ${format.plural(count, { one: '# personne', other: '# personnes' })} ; la liste à côté dit la même chose en mots.`,
  feedLost: 'La région s’est tue : les positions sont les dernières connues.',
  handRaised: (place) => `main levée, n° ${place}`,
  mute: 'Rendre muet',
  unmute: 'Rendre la voix',
  until: (time) => `jusqu’à : ${time}`,
  hasFloor: 'a la parole',
  speaks: 'parle',
  moderator: 'modère',
  notInVoice: 'pas en voix',
  positionFrom: (source, ago) =>
    source === null
      ? 'position inconnue'
      : source === 'viewer'
        ? 'position : celle de la visionneuse'
        : `position : ${source === 'push' ? 'script' : 'RemoteAdmin'}, ${ago}`,
  client: { viewer: 'Visionneuse', page: 'Navigateur' },
  forTime: (time) => ` depuis ${time}`,
  silence: {
    'not-in-voice': () => 'pas en voix',
    'page-open': () => 'a la page ouverte, mais n’est pas entré',
    'not-in-world': () => 'attend : aucune région ne signale l’avatar',
    'no-positions': () => 'attend : la région ne dit pas les positions',
    'region-away': () => 'attend : la région est injoignable',
    'voice-off': () => 'attend : la voix est désactivée sur cette parcelle',
    'channel-full': () => 'attend : le canal est complet',
    'grid-full': () => 'attend : la grille a atteint sa limite',
    locked: () => 'attend : la salle est fermée',
    'link-confined': () => 'attend : le lien vocal n’est pas valable ici',
    'everybody-muted': () => 'ici, tout le monde est muet',
    loss: () => 'beaucoup de paquets se perdent en venant d’ici',
    alone: () => 'personne d’autre dans la salle',
    'nobody-in-reach': () => 'personne n’est assez près pour entendre',
    'feed-lost': () => 'la région s’est tue : les positions sont anciennes',
    connecting: () => 'connexion',
    'connecting-long': (time) =>
      `connexion${time} : le port UDP du hub média est-il ouvert ? Voir « Mise en place »`,
    joining: (time) => `relié, mais la visionneuse n’est pas entrée${time}`,
    'position-unknown': (time) => `position encore inconnue${time}`,
    'listens-in': () => 'écoute depuis une région voisine',
    'muted-by-moderator': () => 'rendu muet par la modération',
    'may-only-listen': () => 'peut seulement écouter, selon le mode du canal',
    'microphone-off': (time) => `micro coupé${time}`,
    'no-packets': (time) => `aucun paquet n’est arrivé${time}`,
    'sends-silence': (time) => `le micro envoie du silence${time}`,
  },
  connectionState: {
    connecting: 'connexion',
    'waiting-for-position': 'attend sa position',
    listening: 'écoute',
    'in-room': 'dans la salle',
    aside: 'dit à la page où est l’avatar',
  },
  connectedFor: (time) => `depuis ${time}`,
  packets: (received, sent) =>
    `${format.plural(received, { one: '# paquet reçu', other: '# paquets reçus' })}, ${format.number(sent)} envoyés`,
  loss: (from, to) =>
    to === null ? `${from} de pertes` : `${from} de pertes en réception, ${to} en émission`,
  jitter: (time) => `gigue ${time}`,
  placeFrom: {
    viewer: 'lieu : selon la visionneuse',
    feed: 'lieu : selon la région',
    none: 'lieu : inconnu',
  },
  routes: { direct: 'reliés directement entre eux', hub: 'par le hub média' },
  hears: (gain) => (gain > 0 ? `l’entend à ${format.percent(gain)}` : 'ne l’entend pas'),
}
