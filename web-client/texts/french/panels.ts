/** What the parts of the page say that are loaded later, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PanelTexts } from '../english/panels.js'
import { frenchCalls } from './calls.js'
import { frenchChat } from './chat.js'
import { frenchFloor } from './floor.js'

const format = inLanguage('fr')

export const frenchPanels: PanelTexts = {
  language: 'fr',
  languageLabel: 'Langue',
  chat: frenchChat,
  calls: frenchCalls,
  floor: frenchFloor,
  radar: (count) =>
    `Radar : ${format.plural(count, { one: '# personne', other: '# personnes' })} autour de vous. La liste dit la même chose en mots.`,
  hereNow: (place, people) => `En ce moment à ${place} : ${people}`,
  nobodyHereNow: (place) => `Personne ne parle encore à ${place}.`,
  /** Who is not named. */
  othersHere: (count) => format.plural(count, { one: '# autre personne', other: '# autres' }),
  /** To screen readers, of one or several. */
  announced: {
    came: (who: string) => `Arrivée : ${who}.`,
    left: (who: string) => `Départ : ${who}.`,
    speaks: (who: string) => `${who} parle.`,
  },
  radarLegend:
    'Un disque plein : on l’entend bien. Un disque vide : on ne l’entend pas. Un nombre : plusieurs personnes très proches. L’anneau épais : on vous entend jusque-là ; il est en pointillé tant que personne ne vous entend.',
  radarKeys:
    'Les flèches gauche et droite font le tour, haut et bas vont vers l’extérieur et l’intérieur ; Entrée ouvre ce que vous avez atteint.',
  cluster: (count) => `${format.number(count)} personnes très proches`,
  radarTurns: 'Tourne avec moi',
  north: 'N',
  noCall: 'Vous n’êtes dans aucun appel.',
  volume: 'Volume',
  muteForMe: 'Rendre muet pour moi',
  appearance: 'Apparence',
  theme: { '': 'Comme le système', light: 'Clair', dark: 'Sombre' },
  hearing: 'Écoute',
  viewerHeadphones: {
    title: 'Casque à mon visualiseur',
    place: 'comme chaque lieu le veut',
    yes: 'oui : de quel côté, devant et derrière',
    no: 'non : haut-parleurs',
  },
  headphones: 'Je porte un casque : entendre de quel côté on parle, aussi devant et derrière',
  masterVolume: 'Volume général',
  comingSounds: 'Un son quand quelqu’un arrive ou part, là où il y a peu de monde',
  outputDevice: 'Haut-parleur',
  browserChoice: 'Choix du navigateur',
  unnamedDevice: (index) => `Appareil ${index}`,
  speakingSettings: 'Parole',
  inputDevice: 'Micro',
  microphoneLevel: 'Votre volume',
  noiseSuppression: 'Supprimer le bruit',
  noiseSuppressions: {
    off: 'pas du tout',
    browser: 'comme le fait le navigateur',
    strong: 'fortement : claviers et ventilateurs aussi',
  },
  echoCancellation: 'Supprimer l’écho (à laisser activé sans casque)',
  autoGain: 'Égaliser mon volume',
  performer: 'Scène : stéréo et sans traitement, pour la musique. Portez un casque',
  voiceActivation: 'N’envoyer que quand je parle',
  threshold: 'Compte comme parole à partir d’ici',
  startMuted: 'Rejoindre micro coupé : je maintiens une touche pour parler',
  talkKey: 'Touche à maintenir pour parler',
  toggleKey: 'Touche qui active et coupe le micro',
  pressKey: 'Appuyez sur une touche…',
  noKey: 'aucune',
  takeNoKey: 'Sans touche',
  keyRefused: {
    taken: (key) => `${key} fait déjà autre chose. Une touche ne peut pas faire les deux.`,
    reserved: () => 'Cette touche appartient au navigateur.',
  },
  mutedSound: 'Un son quand je parle micro coupé',
  checks: {
    microphone: 'Micro',
    speaker: 'Haut-parleur',
    socket: 'Service vocal',
    stun: 'Sortie de votre réseau (STUN)',
    turn: 'Relais (TURN)',
    feed: 'Positions de la région',
    room: 'Dans un canal',
    range: 'Quelqu’un à portée',
    echo: 'Test d’écho',
  },
  checkStates: {
    waiting: 'pas encore',
    running: 'vérification…',
    good: 'bien',
    bad: 'problème',
    unknown: 'indéterminé',
  },
  checkAgain: 'Vérifier à nouveau',
  copy: 'Copier pour un administrateur',
  copied: 'Copié.',
  listenLeft: 'Écouter à gauche',
  listenRight: 'Écouter à droite',
  startEcho: 'Parler et m’entendre',
  found: {
    microphoneWorks: (name) => `« ${name} » vous entend.`,
    microphoneSilent: (name) => `« ${name} » est là mais n’entend rien. Est-il coupé sur l’appareil ?`,
    outputRuns: (rate) =>
      `Le son passe (${format.number(rate)} Hz). Appuyez sur les deux boutons : la gauche est-elle bien à gauche ?`,
    outputBlocked: 'Le navigateur ne joue pas encore de son. Cliquez n’importe où sur la page.',
    socketOpen: 'Relié.',
    socketAway: 'Injoignable. Votre réseau marche-t-il ? Alors le service est peut-être arrêté un instant.',
    stunFound: (address) => `Votre réseau vous laisse sortir comme ${address}.`,
    stunOwn: 'Votre réseau vous laisse sortir avec l’adresse de cet ordinateur.',
    stunNothing:
      'Aucune sortie de votre réseau n’a été trouvée. On ne vous atteint peut-être pas d’ailleurs : un relais aiderait.',
    notConfigured: 'L’exploitant n’en a pas mis en place.',
    turnFound: 'Le relais répond.',
    turnNothing:
      'Le relais ne répond pas. Un pare-feu est peut-être au milieu ; prévenez l’exploitant, avec ce résultat.',
    turnNotForYou:
      'Le service atteint le relais, pas vous : un pare-feu de votre réseau gêne. Demandez à qui le gère UDP ou TCP vers le port du relais.',
    turnDown: 'Le relais ne répond pas non plus au service. Prévenez l’exploitant, avec ce résultat.',
    feedFresh: 'La région dit où sont les gens.',
    feedLost: 'La région se tait : chacun reste où on l’a vu en dernier.',
    inRoom: (name) => `Vous êtes dans ${name}.`,
    noRoom: 'Vous n’êtes dans aucun canal. Rejoignez d’abord, avec votre avatar dans le monde.',
    inRange: (names) => `Vous devriez entendre ${names}.`,
    nobodyHere: 'Personne d’autre n’a rejoint la voix ici.',
    nobodyInRange: (nearest, distance, silent) =>
      `Personne : le plus proche est ${nearest}, à ${distance} ; le silence commence à ${silent}.`,
    allSilenced: 'Ceux qui sont à portée sont muets, par vous ou par la modération.',
    notConnected: (names) =>
      `À portée mais pas encore reliés : ${names}. Si cela dure, leur réseau ou le vôtre gêne.`,
    echoDone: 'C’est ainsi qu’on vous entend, après l’aller-retour par le réseau.',
    echoFailed: 'Votre propre voix n’est pas revenue.',
    needsMicrophone: 'Il faut votre micro.',
  },
  elsewhere: 'Continuer dans un autre navigateur',
  elsewhereHint:
    'Scannez ceci avec votre téléphone, ou ouvrez l’adresse dans votre propre navigateur. Votre lien n’a pas encore servi.',
  orType: 'Ou tapez cette adresse :',
  linkGoodFor: 'Elle vaut une fois, pendant deux minutes.',
  openOutside: 'Ouvrir dans mon navigateur',
  listenHere: 'Seulement écouter, ici',
  qrCode: 'Une image de l’adresse, pour la caméra d’un téléphone',
  orLink:
    'Ou ouvrez un lien vocal dans le monde : touchez le kiosque vocal, ou demandez au propriétaire de la région.',
  onlyLink:
    'Ouvrez un lien vocal dans le monde : touchez le kiosque vocal, ou demandez au propriétaire de la région.',
  whoAreYou: 'Qui êtes-vous ?',
  whoAreYouHint:
    'Choisissez votre avatar. Seule sa propre visionneuse montre alors un code, que vous tapez ici.',
  searchAvatar: 'Cherchez votre nom',
  noAvatar:
    'Aucun avatar de ce nom n’est dans le monde en ce moment. Connectez-vous d’abord avec votre visionneuse.',
  noAvatarHere:
    'Aucun avatar de ce nom ne peut recevoir de code : il n’est pas dans le monde, ou sa région ne peut pas en montrer. Là, on entre par un lien vocal.',
  moreAvatars: 'Il y en a d’autres. Tapez une partie de votre nom.',
  codeFor: (name) => `Quel code montre la visionneuse de ${name} ?`,
  codeHint: 'Six chiffres, en haut de votre visionneuse ou dans son chat. Ils valent deux minutes.',
  friends: 'Amis',
  friendInVoice: 'en vocal',
  friendHere: 'a la page ouverte',
  callGroup: (count: number) => `Appeler ceux en vocal (${format.number(count)})`,
  byNameHint:
    'Tapez le nom de votre avatar comme il s’affiche dans le monde. Seule sa propre visionneuse montre alors un code, que vous tapez ici.',
  avatarName: 'Nom de votre avatar',
  sendCode: 'M’envoyer un code',
  visitorFrom: (home) => `En visite depuis ${home}`,
  withGridPage: 'Se connecter sur la page de la grille',
  gridPageHint: 'La grille y demande votre mot de passe. Ce service ne le voit jamais.',
  goToGridPage: 'Aller à la page de la grille',
  signIn: 'Se connecter',
  notMe: 'Ce n’est pas moi',
  withGridPassword: 'Se connecter avec le mot de passe de votre visionneuse',
  firstName: 'Prénom',
  lastName: 'Nom',
  gridPassword: 'Mot de passe',
  signInUnreachable:
    'Le service vocal est injoignable. Votre réseau marche-t-il ? Alors réessayez dans un instant.',
  signInFaults: (triesLeft) => ({
    'code-wrong': `Ce n’est pas le code. ${format.plural(triesLeft, { one: 'Il reste # essai', other: 'Il reste # essais' })}.`,
    'code-expired':
      'Ce code n’est plus valable. Revenez en arrière et choisissez à nouveau votre avatar pour en avoir un autre.',
    'avatar-not-found': 'Cet avatar n’est pas dans le monde, ou aucun code ne peut lui être envoyé.',
    'simulator-unavailable':
      'La grille ne répond pas. Réessayez dans un instant, ou ouvrez un lien vocal dans le monde.',
    'wrong-credentials':
      'Le nom ou le mot de passe est faux, ou vous devez d’abord vous connecter avec votre visionneuse.',
    'openid-refused': 'La page de la grille ne vous a pas connecté. Réessayez, ou prenez un autre chemin.',
    'account-disabled': 'Votre compte est désactivé. Demandez à l’exploitant de la grille.',
    'not-allowed': 'Vous ne pouvez pas vous connecter ainsi ici. Ouvrez un lien vocal dans le monde.',
    'rate-limited': 'C’était trop souvent. Attendez quelques minutes, ou ouvrez un lien vocal dans le monde.',
    'too-busy':
      'Le service a beaucoup de connexions à vérifier en ce moment. Réessayez dans quelques secondes.',
    'bad-request': 'Il manque quelque chose, ou cela ne convient pas. Relisez ce que vous avez tapé.',
    'origin-refused':
      'Cette page a été ouverte à une adresse que le service vocal ne connaît pas. Ouvrez-la à sa propre adresse.',
    internal: 'Le service vocal a échoué à quelque chose. Réessayez dans un instant.',
  }),
}
