/** The words about the regions and the state of the service, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RegionTexts } from '../english/regions.js'

const format = inLanguage('fr')

export const regionsFrench: RegionTexts = {
  counts: {
    people: 'En voix',
    speaking: 'Parlent',
    rooms: 'Salles',
    avatars: 'Dans le monde',
    viewers: 'Visionneuses natives',
    hubCores: 'Hub média, cœurs',
    droppedTurns: 'Hub en retard, 1 h',
    joinFailures: 'Entrées échouées, 1 h',
    timeToVoiceMs: 'Délai avant la voix',
    relayedShare: 'Par relais',
    refusedSignIns: 'Refusées, 1 h',
    oldestFeedSeconds: 'Position la plus ancienne',
  },
  joinFailures: 'Pourquoi des gens n’ont pas pu parler, depuis le démarrage',
  joinFailure: {
    'not-in-world': 'Aucune région ne signale leur avatar dans le monde',
    'no-positions': 'Leur région ne communique pas de positions, et leur visionneuse n’était pas en voix',
    'channel-full': 'Le canal était complet',
    'grid-full': 'La grille avait atteint sa limite',
    banned: 'Ils sont bannis du canal',
    'relay-unavailable': 'Ils masquent leur adresse, et il n’y a ni serveur TURN ni hub média',
    'microphone-denied': 'Ils n’ont pas autorisé le micro',
    'microphone-missing': 'Il n’y avait pas de micro',
    'microphone-busy': 'Un autre programme utilisait le micro',
    'insecure-page': 'La page a été ouverte sans https : il n’y a donc pas de micro',
    connection: 'Une liaison avec quelqu’un a échoué : le plus souvent un pare-feu ; TURN aide',
  },
  times: (count) => format.plural(count, { one: '# fois', other: '# fois' }),
  hub: {
    title: 'Hub média',
    unused: 'pas encore nécessaire',
    starting: 'démarre',
    down: 'arrêté, redémarre',
    closed: 'Personne n’atteint ce port : ouvrez-le dans le pare-feu.',
    rooms: (count) => format.plural(count, { one: 'une salle', other: '# salles' }),
    peers: (count) => format.plural(count, { one: 'une connexion', other: '# connexions' }),
    turns: (half, most) => `la moitié des tours en ${half}, 99 % en ${most}`,
    late: (count) => format.plural(count, { one: 'un tour omis', other: '# tours omis' }),
    restarts: (count) => format.plural(count, { one: 'redémarré une fois', other: 'redémarré # fois' }),
  },
  regions: 'Régions',
  region: 'Région',
  noRegions: 'Aucune région ne dit encore où sont les siens. « Mise en place » a les lignes pour cela.',
  inVoice: (count) => `${format.number(count)} en voix`,
  feed: (source, ago, avatars) =>
    `${source === 'push' ? 'Script ou module' : 'RemoteAdmin'} : ${format.plural(avatars, { one: '# avatar', other: '# avatars' })}, ${ago}`,
  noFeed: 'Pas de positions.',
  noRoomFor: (avatars) => `Pas de place pour ${format.number(avatars)} d’entre eux.`,
  oddEntry: (agentId, what) =>
    `Une entrée est étrange${agentId === null ? '' : ` (${agentId})`} : ${what} ; toutes les autres comptent.`,
  oddities: {
    entry: 'ce n’est pas une entrée valable, elle est laissée de côté',
    id: 'son id n’est pas un UUID, elle est laissée de côté',
    twice: 'elle figure deux fois et compte une fois',
    name: 'son nom est vide ou trop long',
    position: 'sa position n’est pas dans la région : elle reste où elle était',
    look: 'son regard n’est pas une direction',
    parcel: 'sa parcelle n’est pas un UUID',
    voice: 'ses indicateurs de voix ne sont pas valables',
  },
  notAnswered: 'N’a pas encore répondu.',
  regionList: {
    find: 'Chercher une région, une parcelle ou un simulateur',
    which: 'Quelles régions',
    shown: {
      all: 'Toutes les régions',
      voice: 'Avec des gens en voix',
      missing: 'Disparues ou hors ligne',
      unplaced: 'Sans positions',
      silent: 'Avec une limite muette',
    },
    place: (x, y) => `en ${x}, ${y}`,
    placeUnknown: 'personne ne dit où elle se trouve : aucune voix ne passe ses limites',
    silentBorder: (name, node) =>
      `Les pages n’entendent personne au-delà de la limite avec ${name} : cette région appartient à un autre nœud (${node}).`,
    goneSince: (time) => `disparue depuis le ${time}`,
    offline: 'hors ligne',
    voiceOff: 'la voix est coupée',
    estateChannel: 'dans le canal du domaine',
    unnamed: 'Une parcelle sans nom',
    none: 'Il n’y a pas de telle région.',
    notAsked:
      'Ne figurent ici que les régions qui disent des positions : avec ROBUST_URL, la grille elle-même les nomme toutes.',
    more: (count) =>
      format.plural(count, { one: 'et une autre : cherchez-la', other: 'et # autres : cherchez-en une' }),
  },
  callers: 'Simulateurs qui ont appelé',
  noCallers: 'Aucune région n’a demandé la voix depuis le démarrage.',
  generation: {
    'from-0.9.2': 'Module Vivox, OpenSimulator 0.9.2 ou plus récent',
    'before-0.9.2': 'Module Vivox, antérieur à 0.9.2',
    webrtc: 'Extension WebRTC',
  },
  calls: (count) => format.plural(count, { one: '# requête', other: '# requêtes' }),
  refusedCalls: (count, over) =>
    over
      ? format.plural(count, {
          one: '# a été refusée auparavant, la dernière :',
          other: '# ont été refusées auparavant, la dernière :',
        })
      : format.plural(count, {
          one: '# requête a été refusée, la dernière :',
          other: '# requêtes ont été refusées, la dernière :',
        }),
  nodes: 'Nœuds',
  nodeAreas: (count) => format.plural(count, { one: '# zone', other: '# zones' }),
  nodeDrained: 'vidé',
  drain: 'Vider',
  drainMeans:
    'Il cède ses régions aux autres nœuds : les pages se reconnectent, et les voix du hub multimédia s’interrompent un instant. Il n’en reprend aucune avant son redémarrage.',
  drainYes: 'Oui, le vider',
  health: 'Le service',
  storeGood: 'La base de données répond et accepte l’écriture.',
  storeBad:
    'Rien ne peut être enregistré : la voix continue, mais ce qui change maintenant est perdu au redémarrage.',
  channelCount: (count) => `${format.plural(count, { one: '# canal', other: '# canaux' })}.`,
  uptime: (time) => `En marche depuis ${time}.`,
}
