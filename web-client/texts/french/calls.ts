/** What the page says about calls, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { CallTexts } from '../english/calls.js'

const format = inLanguage('fr')

export const frenchCalls: CallTexts = {
  callsYou: (name) => `${name} vous appelle`,
  withOthers: (count) =>
    format.plural(count, { one: 'avec # autre personne', other: 'avec # autres personnes' }),
  accept: 'Accepter',
  acceptInstead: 'Raccrocher et accepter',
  decline: 'Refuser',
  declineWithWords: 'Refuser avec un mot…',
  answers: ['Je vous rappelle.', 'Dans un instant.', 'Écrivez-moi plutôt, s’il vous plaît.'],
  ownWords: 'Avec vos mots',
  sendWords: 'Refuser et le dire',
  someone: 'quelqu’un',
  calling: (names) => `Appel de ${names}…`,
  answering: 'Connexion…',
  inCallWith: (names) => `En appel avec ${names}`,
  returning: 'La connexion a été perdue. Retour dans l’appel…',
  hangUp: 'Raccrocher',
  inCallElsewhere: (names) => `Vous êtes en appel avec ${names} dans une autre fenêtre.`,
  takeHere: 'Le prendre ici',
  over: {
    'hung-up': (name) => `${name} a raccroché.`,
    declined: (name) => `${name} a refusé.`,
    'no-answer': (name) => `${name} ne répond pas.`,
    busy: (name) => `${name} est dans un autre appel.`,
    'do-not-disturb': (name) => `${name} ne veut pas être dérangé.`,
    unreachable: (name) => `${name} est injoignable : aucune page vocale n’est ouverte.`,
    lost: (name) => `La connexion avec ${name} a été perdue.`,
    elsewhere: () => 'Vous participez à cet appel dans une autre fenêtre.',
  },
  isOver: 'L’appel est terminé.',
  says: (words) => `« ${words} »`,
  members: 'Dans cet appel',
  memberState: {
    ringing: 'ça sonne…',
    lost: 'connexion perdue ; peut revenir',
    gone: 'n’est plus dans l’appel',
  },
  connecting: 'connexion…',
  incompatible: 'ne comprend pas cette page',
  voiceTo: 'Ma voix va',
  toCall: 'dans l’appel',
  toPlace: 'dans le lieu',
  placeBehind: 'Entendre le lieu doucement derrière l’appel',
  holdFor: { call: 'Maintenir pour l’appel', place: 'Maintenir pour le lieu' },
  otherRoomKey: 'Touche à maintenir pour parler de l’autre côté',
  addPeople: 'Ajouter quelqu’un',
  search: 'Qui ?',
  searchHint: 'Une partie du nom. Seules les personnes qui ont une page vocale ouverte apparaissent.',
  nobodyFound: 'Personne de ce nom n’a de page vocale ouverte.',
  missed: 'Appels manqués',
  clearMissed: 'Effacer',
  doNotDisturb: 'Ne pas déranger : aucun appel',
  notify: 'Me prévenir des appels quand je regarde ailleurs',
  pictures: 'Vidéo dans les appels',
  show: { camera: 'Caméra', screen: 'Écran' },
  hide: { camera: 'Couper la caméra', screen: 'Arrêter l’écran' },
  waiting: {
    camera: 'En attente de la caméra : autorisez-la…',
    screen: 'Choisissez ce que vous voulez montrer…',
  },
  ownPicture: 'Ce que vous montrez',
  theirPicture: (name) => `Ce que montre ${name}`,
  enlarge: 'Afficher celle-ci en grand',
  still: 'Aucune image n’arrive en ce moment.',
  inOwnWindow: 'Dans sa propre fenêtre',
  takePictures: 'Accepter la vidéo de l’autre personne dans un appel',
  cameraDevice: 'Caméra',
  pictureFault: {
    camera: {
      'insecure-page':
        'Les navigateurs ne donnent la caméra qu’aux pages https. Ouvrez cette page en https. On vous entend toujours.',
      denied:
        'Le navigateur refuse la caméra. Autorisez-la à côté de l’adresse, puis réessayez. On vous entend toujours.',
      missing: 'Aucune caméra n’a été trouvée. Branchez-en une, puis réessayez. On vous entend toujours.',
      busy: 'Un autre programme occupe la caméra. Fermez-la là-bas, puis réessayez. On vous entend toujours.',
    },
    screen: {
      'insecure-page':
        'Les navigateurs ne partagent l’écran que sur des pages https. Ouvrez cette page en https.',
      denied:
        'Aucun écran n’est partagé : rien n’a été choisi, ou le navigateur ou le système ne l’autorise pas. Réessayez, ou autorisez-le dans les réglages du système.',
      missing: 'Ce navigateur ne peut pas partager d’écran. Prenez-en un sur un ordinateur.',
      busy: 'Le système ne donne pas cet écran ou cette fenêtre. Choisissez-en un autre.',
    },
  },
  pictureObstacle: {
    group: 'La vidéo est réservée aux appels à deux. Celui-ci en compte davantage.',
    refused: 'L’autre personne ne veut pas de vidéo. On vous entend toujours.',
    unknown:
      'La page de l’autre personne n’accepte pas la vidéo, ou n’est pas encore prête. Réessayez dans un instant.',
    hub: 'Pas de vidéo dans cet appel : ses voix passent par le hub de la grille, qui n’en transporte pas.',
    alone: 'Vous n’êtes pas encore relié. Réessayez dans un instant.',
  },
  notifyDenied:
    'Ce navigateur n’affiche pas les notifications de cette page. Autorisez-les à côté de l’adresse.',
}
