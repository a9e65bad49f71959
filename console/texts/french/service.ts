/** What the service answers with codes, in French words. */

import type { ServiceTexts } from '../english/service.js'

export const serviceFrench: ServiceTexts = {
  refusals: {
    'bad-request':
      'Cela n’a pas été fait : il manque quelque chose, ou cela ne va pas avec les réglages d’ici.',
    'not-found': 'Cela n’existe plus : regardez à nouveau.',
    'rate-limited': 'C’était trop souvent : attendez quelques minutes.',
    'too-busy': 'Le service a trop à faire en ce moment : réessayez dans quelques secondes.',
    'session-missing': 'Vous n’êtes pas connecté.',
    'session-expired': 'Vous n’êtes plus connecté : connectez-vous à nouveau.',
    'code-wrong': 'Ce code n’est pas le bon, ou a déjà servi.',
    'code-expired': 'Cela a pris trop de temps : recommencez.',
    'second-factor-missing': 'Créez d’abord votre propre second facteur.',
    'second-factors-full': 'Vous avez tous les seconds facteurs possibles : supprimez-en d’abord un.',
    'host-name-missing':
      'Les clés d’accès ont besoin d’un nom de serveur : ouvrez la console par son nom, pas par une adresse.',
    'origin-refused':
      'Le service ne connaît pas l’adresse de cette page : ouvrez la console à sa propre adresse.',
    'message-too-large': 'C’est trop long.',
    'wrong-credentials': 'Le nom ou le mot de passe est faux.',
    'not-allowed': 'Vous n’avez pas le droit de faire cela ici.',
    'role-too-low': 'Votre rôle ne le permet pas.',
    'last-owner': 'Il faut qu’il reste un propriétaire, et le premier administrateur reste.',
    'channel-exists': 'Ce lieu a déjà un canal.',
    'set-in-environment': 'C’est défini dans l’environnement : changez-le là, puis redémarrez le service.',
    'account-exists': 'Il y a déjà un administrateur de ce nom.',
    'account-not-found': 'Cet administrateur n’existe plus.',
    'channel-not-found': 'Ce canal n’existe plus : regardez à nouveau la liste.',
    'channel-changed-meanwhile':
      'Quelqu’un d’autre a modifié ce canal entre-temps. Fermez-le, regardez ses réglages actuels, puis modifiez-le.',
    'secret-shown-before':
      'Il a déjà été montré et ne l’est plus. Faites-en un nouveau, ou demandez à qui gère le service.',
    'settings-invalid': 'Quelque chose n’est pas valable : rien n’a été enregistré.',
    'store-unwritable':
      'Le service ne peut pas l’enregistrer en ce moment : son disque est plein ou n’accepte pas l’écriture, ou sa base de données ne répond pas.',
    internal: 'Le service y a échoué. Son journal dit pourquoi.',
  },
  findings: {
    starting: 'n’a pas encore été interrogée.',
    unreachable: 'Le simulateur ne tourne pas, ou pas encore, ou son adresse est autre.',
    'timed-out': 'Le simulateur est occupé ; il démarre peut-être.',
    'answer-invalid': 'Autre chose qu’un simulateur y répond.',
    'wrong-password': 'Mauvais mot de passe : comparez-le avec [RemoteAdmin] access_password du simulateur.',
    'address-not-allowed':
      'Le simulateur n’admet pas cette machine : ajoutez son adresse à [RemoteAdmin] access_ip_addresses.',
    'method-not-enabled':
      'Le simulateur tourne, mais pas son RemoteAdmin, ou pas encore : mettez [RemoteAdmin] enabled = true et nommez les méthodes dans enabled_methods.',
    'region-unknown':
      'Le simulateur n’a pas cette région, ou ne l’a pas encore chargée : la casse du nom compte, son UUID est dans Regions.ini.',
    refused: 'Le simulateur a refusé : son journal dit pourquoi.',
    internal: 'Le service vocal a échoué sur la réponse : son journal dit pourquoi.',
    'grid-unreachable': 'Robust est injoignable : tourne-t-il, et écoute-t-il à cette adresse ?',
    'grid-firewall':
      'Pas de connexion à Robust : un pare-feu la rejette. Laissez cette machine atteindre le port privé.',
    'grid-slow': 'Robust est trop lent : il démarre, ou sa base de données est surchargée.',
    'grid-public-port':
      'Robust répond sans rien : ROBUST_URL doit nommer le port privé (8003), ou il démarre encore.',
    'grid-password':
      'Robust veut un autre utilisateur et un autre mot de passe : comparez ROBUST_URL avec HttpAuthUsername et HttpAuthPassword.',
    'grid-answer-invalid': 'La réponse de Robust est inutilisable : un autre programme répond-il là ?',
    'grid-refused': 'Robust a échoué sur la question : son journal dit pourquoi.',
    'message-unreachable':
      'Un simulateur est injoignable pour les messages instantanés : laissez cette machine atteindre l’adresse que la grille indique.',
    'message-not-enabled':
      'Un simulateur n’accepte pas de messages instantanés : réglez [Messaging] MessageTransferModule dans son OpenSim.ini.',
    'grid-page-unanswered':
      'La page de connexion de la grille ne répond pas : ROBUST_PUBLIC_URL nomme-t-il le port public ?',
    'grid-clear-text':
      'Les mots de passe sont lisibles sur le chemin vers Robust : prenez un réseau privé, un tunnel ou https.',
    'simulator-not-own':
      'Le mot de passe de tous les simulateurs n’est pas envoyé à celui-ci, car son adresse est donnée par qui enregistre une région : mettez-le dans ROBUST_SIMULATORS s’il est à vous, ou donnez-lui sa propre ligne.',
    'land-not-enabled':
      'Le simulateur ne dit rien de ses parcelles : mettez-y [Modules] LandServiceInConnector = true et redémarrez-le.',
    'land-unreachable':
      'Le simulateur est hors d’atteinte à l’adresse que nomme la grille : tourne-t-il, et un pare-feu refuse-t-il cette machine ?',
    'land-answer-invalid': 'Autre chose qu’un simulateur répond à l’adresse que nomme la grille.',
    'code-missing':
      'Les codes ne peuvent pas être montrés : ajoutez |admin_alert_user à [RemoteAdmin] enabled_methods si c’est OpenSimulator 0.9.3.1 ou plus récent ; sinon mettez "code_sign_in": false.',
    'grid-password-missing':
      'Les mots de passe de la grille ne peuvent pas être vérifiés : ajoutez |admin_authenticate_user à [RemoteAdmin] enabled_methods.',
    'vivox-refused': 'Le nom ou le mot de passe d’administration Vivox y est faux.',
    'webrtc-refused':
      'Le secret à la fin de WebRtcVoiceServerURI est faux, ou son adresse n’est pas autorisée.',
    'script-refused': 'Le secret de région y est faux.',
    'turn-unreachable': 'Rien n’y répond : vérifiez TURN_URLS, que coturn tourne et que son port est ouvert.',
    'turn-wrong-secret':
      'Il refuse les identifiants de ce service : mettez dans TURN_SECRET son static-auth-secret, et là-bas use-auth-secret.',
    'turn-open-to-all':
      'Il relaie pour n’importe qui, qui peut alors émettre depuis son adresse : mettez use-auth-secret.',
    'turn-clock': 'Son horloge avance beaucoup sur celle de cette machine : réglez les deux par NTP.',
    'turn-full': 'Il n’attribue rien : relevez ses quotas ou élargissez ses ports, et voyez son journal.',
    'certificate-refused':
      'L’autorité n’a délivré aucun certificat : le journal et « opensim-voice check » disent quoi faire.',
    'certificate-self-signed':
      'Il est auto-signé : les navigateurs avertissent, et les téléphones refusent souvent. Avec un nom à vous, ACME_EMAIL en obtient un vrai.',
    'certificate-untrusted':
      'Les navigateurs ne lui font pas confiance : TLS_CERT_FILE doit contenir toute la chaîne, y compris les certificats de l’autorité.',
    'certificate-other-host':
      'Le certificat est pour un autre nom : obtenez-en un pour celui-ci, ou corrigez PUBLIC_URL.',
    'certificate-ended': 'Le certificat a expiré : renouvelez-le.',
    'certificate-ends-soon': 'Il expire bientôt : son renouvellement est-il prévu ?',
    'plain-http': 'En simple http, les navigateurs ne donnent pas le micro : utilisez une adresse https.',
    'url-unanswered':
      'Elle ne répond pas depuis cette machine. Si le routeur ne ramène pas vers l’intérieur, ce n’est pas un défaut : essayez depuis un téléphone sans Wi-Fi.',
    'clock-off':
      'Les horloges du service et de votre navigateur diffèrent : réglez les deux par NTP. Liens, codes et certificats en dépendent.',
    named: '',
  },
  storeCure: 'Faites de la place sur son disque, ou vérifiez les droits de son répertoire de données.',
}
