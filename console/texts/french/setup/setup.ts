/** The words about the set-up, in French. */

import type { SetupTexts } from '../../english/setup/setup.js'

export const setupFrench: SetupTexts = {
  checks: {
    'region-called': {
      good: 'Les régions demandent la voix à ce service.',
      bad: 'Des requêtes sont refusées : comparez les mots de passe et secrets de là-bas avec les lignes ci-dessous.',
      unknown:
        'Aucune région n’a appelé depuis le démarrage. L’ini ci-dessous est-il en place, et le simulateur redémarré ?',
    },
    positions: {
      good: 'Les régions disent où sont les gens.',
      bad: 'Une région qui devrait dire où sont les gens ne le fait pas. Sans positions, personne n’entre dans une salle.',
      unknown:
        'Aucune région ne dit où sont les gens : une page n’entre dans une salle qu’à côté d’une visionneuse en voix. Ajoutez RemoteAdmin ou le script des lignes ci-dessous.',
    },
    grid: {
      good: 'La grille elle-même dit ses régions et qui est dans laquelle.',
      bad: 'La grille ne répond pas : ce qu’elle a dit en dernier reste valable.',
      unknown: '',
    },
    'remote-admin': {
      good: 'Toutes les régions interrogées par RemoteAdmin répondent, s’il y en a.',
      bad: 'Une région ne répond pas par RemoteAdmin.',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'Les façons de se connecter prévues pour les régions y fonctionnent.',
      bad: 'Une façon de se connecter prévue pour une région n’y fonctionne pas. Elle n’y est pas proposée ; le lien l’est toujours.',
      unknown: 'On ne sait pas encore si les façons de se connecter prévues pour les régions y fonctionnent.',
    },
    certificate: {
      good: 'Le certificat est le vôtre.',
      bad: 'Le certificat est auto-signé : les navigateurs avertissent. Définissez TLS_CERT_FILE et TLS_KEY_FILE.',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL est définie.',
      bad: 'PUBLIC_URL n’est pas définie : les liens portent l’adresse ci-dessous. Les résidents peuvent-ils l’atteindre ?',
      unknown: '',
    },
    turn: {
      good: 'TURN répond et relaie.',
      bad: 'TURN ne relaie pas.',
      unknown:
        'Aucun serveur TURN n’est en place : les résidents derrière des pare-feu stricts ne s’entendront pas.',
    },
    'media-port': {
      good: 'De la voix est passée par le port du hub média.',
      bad: 'Une visionneuse attend sa liaison : ouvrez le port du hub média dans le pare-feu et dans le routeur.',
      unknown:
        'Les visionneuses natives et les grandes salles ont besoin que le port du hub média soit ouvert, dans le pare-feu et dans le routeur. Personne ne l’a encore essayé.',
    },
  },
  lines: {
    openSimIni: 'OpenSim.ini avec le module Vivox (tout OpenSimulator)',
    webRtcIni: 'OpenSim.ini avec l’extension WebRTC (les visionneuses parlent sans navigateur)',
    regionsJson: 'config/regions.json de ce service',
    scriptNotecard: 'Un script qui dit les positions',
    turnserverConf: 'turnserver.conf de coturn',
  },
  linesHint: {
    openSimIni:
      'Pour toutes les générations du module. Si le fichier a déjà une section de ce nom, mettez-y les lignes : une seconde remplace la première. Mettez le mot de passe d’administration Vivox à sa place, et redémarrez le simulateur.',
    webRtcIni:
      'Pour les simulateurs qui ont l’extension, au lieu des lignes ci-dessus : le module Vivox doit y être désactivé. Si le fichier a déjà une section de ce nom, mettez-y les lignes. Mettez le secret de région à sa place, et redémarrez le simulateur.',
    regionsJson:
      'Une entrée pour chaque région interrogée par RemoteAdmin ; le mot de passe va dans le fichier nommé.',
    scriptNotecard: 'Les scripts sont dans config/opensim/. Mettez le secret de région à sa place.',
    turnserverConf:
      'Mettez TURN_SECRET à sa place, ou laissez « npm run turn-config » écrire tout le fichier.',
  },
  secrets: {
    regionSecret: 'Secret de région',
    vivoxAdminPassword: 'Mot de passe d’administration Vivox',
  },
  fixedSecret: 'Il est défini dans l’environnement : changez-le là, puis redémarrez le service.',
  show: 'Montrer, une fois',
  hide: 'Masquer',
  shownOnce:
    'Copiez-le maintenant : il n’est plus montré ensuite. Tant qu’il est ici, les lignes ci-dessous le portent à sa place.',
  shownBefore:
    'Il a déjà été montré et ne l’est plus. Si vous l’avez perdu, faites-en un nouveau, ou lisez data/secrets.json sur le serveur.',
  tokenShownOnce: 'Copiez-le maintenant : il n’est plus montré ensuite.',
  copy: 'Copier',
  copied: 'Copié.',
  notCopied: 'Le navigateur n’a pas permis de copier : sélectionnez le texte et copiez-le vous-même.',
  renew: 'En faire un nouveau…',
  renewYes: 'Oui, en faire un nouveau',
  renewMeans: {
    regionSecret:
      'Dès cet instant, tout script, module ou simulateur qui a l’ancien secret est refusé : les positions s’arrêtent tant que chacun n’a pas le nouveau, et après cinq minutes leurs gens perdent la voix. Les simulateurs avec l’extension WebRTC ne peuvent démarrer la voix de personne tant que leur ini ne l’a pas et qu’ils n’ont pas redémarré.',
    vivoxAdminPassword:
      'Dès cet instant, aucun simulateur en marche ne peut démarrer la voix de personne tant que son OpenSim.ini n’a pas le nouveau mot de passe et qu’il n’a pas redémarré. Qui est en voix y reste.',
  },
}
