/** What the console says about admins, their roles and their sessions, in French. */

import type { AdminTexts } from '../english/admins.js'

export const adminsFrench: AdminTexts = {
  roles: {
    owner: 'propriétaire',
    'grid-admin': 'administrateur de la grille',
    moderator: 'modération',
    observer: 'observateur',
  },
  roleMeans: {
    owner: 'tout, y compris les administrateurs et leurs rôles',
    'grid-admin': 'ce que peut la modération, plus canaux, résidents, mise en place et journal',
    moderator: 'voir tout ce que font les gens ; rendre muet, faire sortir, bannir ; lire les plaintes',
    observer: 'voir la vue d’ensemble, les canaux, les salles et les résidents ; ne rien changer',
  },
  whatRolesMay: 'Ce que peut chaque rôle',
  roleOf: (name) => `Rôle de ${name}`,
  you: '(vous)',
  since: (time) => `depuis : ${time}`,
  lastUsed: (time) => `dernier usage : ${time}`,
  lastUsedNow: 'utilisé ces dernières minutes',
  lastOwner: 'Le seul propriétaire le reste : il faut que quelqu’un puisse décider.',
  removeMeans: (name) =>
    `${name} est déconnecté partout aussitôt et ne peut plus se connecter. Ses jetons prennent fin aussi.`,
  removeYes: 'Oui, supprimer',
  lowerYourself: (role) =>
    `Vous auriez désormais le rôle « ${role} » et ne pourriez pas revenir en arrière : seul un propriétaire le peut.`,
  lowerYes: 'Oui, changer mon rôle',
  roleChanged: (role) => `Vous avez maintenant le rôle « ${role} » : un propriétaire l’a changé.`,
  yourSessions: 'Où vous êtes connecté',
  othersSessions: 'Où d’autres sont connectés',
  nobodyElse: 'Personne d’autre n’est connecté.',
  from: (address) => `depuis ${address}`,
  thisBrowser: 'ce navigateur',
  end: 'Terminer',
  endMeans: 'La session est fermée aussitôt. Ce qui n’y est pas enregistré est perdu.',
  endYes: 'Oui, terminer',
  endAllOf: (name) => `Terminer toutes celles de ${name}`,
  endAllMeans: (name) => `${name} est déconnecté partout aussitôt.`,
  endTokenMeans: 'Le programme qui l’utilise est refusé dès lors. C’est irréversible.',
  tokenOf: (name) => `créé par ${name}`,
  noTokens: 'Il n’y en a pas.',
}
