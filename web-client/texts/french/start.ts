/** Everything the page says first, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Texts } from '../english/start.js'
import { firstWords } from '../first-words.js'

const format = inLanguage('fr')

export const french: Texts = {
  ...firstWords.fr,
  language: 'fr',
  signedInAs: (name) => `Vous êtes ${name}`,
  leave: 'Quitter',
  stillConnecting:
    'Le service vocal ne répond pas. Cette page continue d’essayer ; c’est peut-être votre réseau.',
  about: 'Parlez avec les gens autour de votre avatar : plus ils sont proches, mieux on s’entend.',
  trySound: 'Essayer le micro et le haut-parleur',
  hideAddress:
    'Masquer mon adresse réseau : ma voix passe par le relais de la grille, pour que personne ne voie d’où je me connecte.',
  microphoneRetry: 'Réessayer le micro',
  keyNames: {
    Space: 'Espace',
    Enter: 'Entrée',
    Backspace: 'Retour arrière',
    ShiftLeft: 'Maj gauche',
    ShiftRight: 'Maj droite',
    ControlLeft: 'Ctrl gauche',
    ControlRight: 'Ctrl droite',
    AltLeft: 'Alt',
    AltRight: 'Alt Gr',
    CapsLock: 'Verr Maj',
    NumLock: 'Verr Num',
    Insert: 'Inser',
    Delete: 'Suppr',
    Home: 'Origine',
    End: 'Fin',
    PageUp: 'Page précédente',
    PageDown: 'Page suivante',
    ArrowUp: 'Flèche haut',
    ArrowDown: 'Flèche bas',
    ArrowLeft: 'Flèche gauche',
    ArrowRight: 'Flèche droite',
  },
  more: 'Plus',
  hold: 'Tenir pour parler',
  holdKey: (key) => `ou tenez ${key}`,
  tabs: { people: 'Présents', chat: 'Chat', call: 'Appel' },
  panel: 'Présents, chat et appel',
  unread: (count) => format.plural(count, { one: '# nouveau', other: '# nouveaux' }),
  drawUp: 'Remonter le panneau',
  drawDown: 'Abaisser le panneau',
  noPlace: 'Vous verrez ici qui est près de vous dès que la voix commence.',
  nobody: 'Personne d’autre n’a encore rejoint la voix ici.',
  peopleHere: 'Qui est ici',
  notShown: (count) =>
    `${format.plural(count, { one: '# autre personne n’est pas affichée : elle est', other: '# autres personnes ne sont pas affichées : elles sont' })} plus loin. Toutes celles que vous pouvez entendre sont dans cette liste.`,
  connectedTo: (channel) => `dans ${channel}`,
  others: (count) =>
    count === 0
      ? '(personne d’autre encore)'
      : format.plural(count, { one: 'avec # autre personne', other: 'avec # autres personnes' }),
  ready: 'Prêt quand vous l’êtes.',
  waiting: 'Votre avatar n’est pas dans le monde. La voix commencera toute seule dès qu’il y sera.',
  'no-positions':
    'Votre région ne dit pas où est votre avatar. Activez la voix dans votre visionneuse et laissez-la activée, puis appuyez ici sur « Utiliser cette fenêtre » : cette page ira où va votre visionneuse. Ou demandez à qui gère la région de communiquer les positions ; la voix commencera alors toute seule.',
  'region-away':
    'Votre région a redémarré, ou était injoignable, et ne voit pas encore votre avatar. Reconnectez-vous au monde : la voix commencera toute seule. Cette page attend dix minutes.',
  'channel-full': 'Ce canal est complet. Vous entrerez automatiquement dès que quelqu’un partira.',
  'grid-full':
    'Cette grille a autant de personnes ou de salons en vocal qu’elle peut en avoir ici. Vous entrerez automatiquement dès qu’il y aura de la place.',
  locked: 'La modération a fermé cette salle. Vous entrerez automatiquement dès qu’elle rouvrira.',
  'link-confined':
    'Votre lien vocal est valable dans les régions pour lesquelles il a été créé, mais pas ici. Pour parler ici, ouvrez un lien vocal de cette région ou connectez-vous avec un code.',
  'voice-off':
    'La voix est désactivée sur cette parcelle. Elle commencera toute seule là où elle est activée.',
  reconnecting:
    'Le service vocal est injoignable. Nouvelle tentative… Vous continuez d’entendre les personnes auxquelles vous êtes relié.',
  over: {
    'signed-out': 'Vous n’êtes pas connecté.',
    replaced:
      'Votre avatar a rejoint la voix dans une autre fenêtre ou dans sa visionneuse. Celle-ci s’est arrêtée.',
    kicked: 'La modération vous a fait sortir du canal.',
    'channel-deleted':
      'Un administrateur a supprimé le canal où vous étiez. Rejoignez à nouveau pour entrer dans le canal que ce lieu a maintenant.',
    'left-world': 'Votre avatar a quitté le monde. Continuez quand il sera de retour.',
    refused:
      'Cette page a été ouverte à une adresse que le service vocal ne connaît pas. Ouvrez-la à sa propre adresse.',
    'no-webrtc':
      'La voix a besoin de WebRTC, et ce navigateur l’a désactivé, ou une extension le retire. Autorisez-le (dans Firefox : about:config, media.peerconnection.enabled), puis réessayez.',
    'no-web-audio': 'La voix a besoin de Web Audio, que ce navigateur n’a pas. Prenez-en un plus récent.',
    'cookies-blocked':
      'Ce navigateur bloque tous les cookies : le service vocal ne peut pas savoir qui vous êtes. Autorisez-les pour cette page, puis réessayez.',
    'no-microphone-here': 'Ici vous ne pourriez qu’écouter : ce navigateur n’a pas de micro.',
  },
  banned: (until) => `La modération vous refuse l’entrée du canal jusqu’à : ${until}.`,
  moderatorSays: (words) => `La modération dit : « ${words} »`,
  joinAgain: 'Rejoindre à nouveau',
  backInWorld: 'Mon avatar est de retour',
  tryAgain: 'Réessayer',
  stale:
    'Le service vocal a désormais une page plus récente. Vous pouvez continuer à parler ; cette page se rechargera quand personne ne parlera.',
  close: 'Fermer',
  microphoneFault: {
    'insecure-page':
      'Vous pouvez écouter, mais pas parler : les navigateurs ne donnent le micro qu’aux pages https. Ouvrez cette page en https.',
    denied:
      'Vous pouvez écouter, mais pas parler : le navigateur refuse le micro. Autorisez-le à côté de l’adresse, puis réessayez.',
    missing:
      'Vous pouvez écouter, mais pas parler : aucun micro n’a été trouvé. Branchez-en un, puis réessayez.',
    busy: 'Vous pouvez écouter, mais pas parler : un autre programme occupe le micro. Fermez-le là-bas, puis réessayez.',
  },
  microphoneReason: {
    'muted-by-moderator': () =>
      'La modération vous a rendu muet. Personne ne vous entend tant qu’elle ne revient pas dessus.',
    'moderators-only': (channel) =>
      `Dans ${channel}, seule la modération parle. Personne ne vous a rendu muet.`,
    'floor-needed': (channel) =>
      `Dans ${channel}, la modération parle. Vous pouvez lui demander la parole ; personne ne vous a rendu muet.`,
    deafened: () => 'Vous n’entendez personne, et rien n’est envoyé.',
    'no-room': () => 'Personne ne vous entend tant que la voix n’a pas commencé.',
    'service-away': () => 'Personne ne vous entend tant que le service vocal n’est pas revenu.',
    'device-silent': () =>
      'Rien ne vient de votre micro. Est-ce le bon, est-il allumé, un autre programme l’utilise-t-il ?',
  },
  activationBroken:
    'Ici, votre volume ne peut pas être mesuré : tout ce que capte votre micro est envoyé, pas seulement la parole.',
  deafen: 'N’entendre personne, ne rien envoyer',
  deafenShort: 'Ne rien entendre',
  toggleKey: (key) => `${key} le bascule aussi`,
  mutedSpeech: (key) =>
    `Vous parlez, mais votre micro est coupé. Activez-le${key && `, ou maintenez ${key} en parlant`}.`,
  feedLost:
    'Positions perdues : la région ne dit plus où sont les gens. Distances et directions sont les dernières connues.',
  unplaced:
    'Sans distance : rien ne dit où sont les gens dans cette région, on les entend donc tous pareil. Un script vocal sur place ou RemoteAdmin le dirait.',
  storeFailing:
    'Le service vocal ne peut rien enregistrer en ce moment. Vous pouvez continuer à parler ; prévenez ceux qui le gèrent.',
  filterFailed:
    'La réduction de bruit forte ne fonctionne pas ici. En attendant, c’est celle du navigateur qui agit.',
  outputFailed: 'Le haut-parleur choisi n’est pas là. Le son sort de celui que choisit le navigateur.',
  output: {
    'awaiting-gesture': 'Le navigateur attend un clic avant de jouer du son.',
    interrupted:
      'Le son s’est arrêté : un appel téléphonique ou un autre appareil l’a peut-être pris. Cliquez n’importe où pour entendre à nouveau.',
    failed:
      'Le haut-parleur ne démarre pas. Y en a-t-il un, branché et libre ? Cliquez alors n’importe où, ou choisissez-en un autre dans les réglages.',
  },
  play: 'Lancer le son',
  faults: {
    'relay-unavailable':
      'Cette grille n’a pas de relais : votre adresse réseau ne peut pas être masquée, et vous n’avez été relié à personne. Décochez la case pour rejoindre quand même.',
    'ticket-used':
      'Ce lien vocal a déjà servi, dans un autre navigateur ou à quelqu’un d’autre. Touchez le kiosque vocal dans le monde pour en avoir un nouveau.',
    'ticket-unknown':
      'Ce lien vocal ne s’ouvre pas : il est trop ancien, ou incomplet. Un lien vaut deux minutes ; touchez le kiosque vocal dans le monde pour en avoir un nouveau.',
    'account-disabled': 'Un administrateur de cette grille a désactivé votre voix.',
    'rate-limited': 'La page a trop envoyé d’un coup et a été coupée. Elle se reconnecte toute seule.',
    'call-rate-limited': 'Vous appelez trop souvent. Attendez une minute, puis rappelez.',
    'call-full': 'Cet appel est complet : 24 personnes y sont.',
    'call-not-allowed':
      'Vous êtes en appel dans une autre fenêtre. Appelez de là-bas, ou raccrochez-y d’abord.',
    'moderate-not-allowed':
      'Vous n’avez pas le droit de faire cela ici : seule la modération de ce lieu le peut, et pas envers qui modère aussi.',
    'moderate-not-found': 'Cela n’a pas été fait : la personne n’est plus là, ou sa main est baissée.',
    'moderate-bad-request':
      'Cela n’a pas été fait : ce lieu n’a pour l’instant ni parole à donner ni rien à terminer.',
    'moderate-rate-limited': 'C’était trop d’un coup. Attendez un instant, puis continuez.',
    'hand-not-allowed': 'Ici, tout le monde peut parler : inutile de lever la main.',
    'block-not-allowed':
      'Vous bloquez déjà beaucoup de monde. Débloquez d’abord quelqu’un, dans les réglages.',
    'complain-rate-limited': 'Vous avez beaucoup signalé à la modération. Attendez dix minutes.',
    'complain-bad-request': 'Dites en quelques mots ce qui s’est passé.',
    'hub-offer-grid-full':
      'Le hub vocal transporte pour cette grille autant qu’il le peut. Vous êtes relié directement aux autres quand c’est possible.',
    'call-grid-full':
      'Cette grille a autant de personnes en vocal qu’elle peut en avoir. Réessayez quand quelqu’un sera parti.',
    'grid-busy':
      'Il se passe trop de choses dans cette grille en ce moment. Attendez un peu, puis réessayez.',
    internal: 'Le service vocal a échoué à quelque chose. Si la voix ne marche pas, rechargez la page.',
  },
  otherFault: ({ code }) => `Le service vocal signale une erreur${code && ` (${code})`}.`,
  side: {
    ahead: 'devant',
    'ahead-right': 'devant à droite',
    right: 'à droite',
    'behind-right': 'derrière à droite',
    behind: 'derrière vous',
    'behind-left': 'derrière à gauche',
    left: 'à gauche',
    'ahead-left': 'devant à gauche',
  },
  outOfRange: 'trop loin',
  muted: 'micro coupé',
  listensOnly: 'écoute',
  moderator: 'modère',
  effort: {
    title: 'Jusqu’où l’on vous entend',
    whisper: 'Chuchoter',
    talk: 'Parler',
    shout: 'Crier',
    others: { whisper: 'chuchote', shout: 'crie' },
  },
  hasFloor: 'a la parole',
  handRaised: (place) => `main levée, n° ${place}`,
  blocked: 'bloqué',
  raiseHand: 'Lever la main',
  lowerHand: (place) => `Main levée : n° ${place}`,
  room: 'Salle',
  notConnected: 'non relié',
  othersNearer: (most) => `inaudible : ${most} autres personnes sont plus près`,
  media: { p2p: 'directe', relay: 'par relais', hub: 'par le hub' },
  mediaHint: {
    p2p: 'Entre vos deux ordinateurs, sans rien au milieu.',
    relay: 'Par le relais de la grille, qui la transmet chiffrée et ne peut pas l’entendre.',
    hub: 'Par le hub vocal de la grille, qui réunit les voix des navigateurs et des visionneuses.',
  },
  quality: { good: 'bonne', fair: 'quelques pertes', poor: 'mauvaise ligne' },
  trouble: {
    incompatible: 'le programme d’en face ne comprend pas cette page',
    'no-audio': 'n’envoie aucun son',
  },
  volumeOf: (name) => `Volume de ${name}`,
  mute: (name) => `Rendre ${name} muet pour moi`,
  dismiss: 'Ignorer',
  mode: {
    open: 'Tout le monde peut parler.',
    lecture: 'Une conférence : seule la modération parle.',
    presentation: 'Une présentation : parlent la modération et qui reçoit d’elle la parole.',
    auditorium: 'Un auditorium : la modération parle, et on l’entend partout à plein volume.',
  },
  everywhere: 'On entend tout le monde à plein volume, où que chacun se trouve.',
  range: (full, silent) =>
    `Plein volume jusqu’à ${format.distance(full)}, silence à partir de ${format.distance(silent)}.`,
  call: 'Appeler',
  addToCall: 'Ajouter à l’appel',
  callSomebody: 'Appeler quelqu’un',
  heardIn: { place: 'Votre voix va dans le lieu', call: 'Votre voix va dans l’appel' },
  message: 'Écrire',
  muteWriting: 'Empêcher d’écrire',
  unmuteWriting: 'Laisser écrire',
  settings: 'Réglages',
  talkHere: 'Utiliser cette fenêtre',
  whyNot: 'Pourquoi je n’entends rien ?',
}
