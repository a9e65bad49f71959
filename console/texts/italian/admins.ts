/** What the console says about admins, their roles and their sessions, in Italian. */

import type { AdminTexts } from '../english/admins.js'

export const adminsItalian: AdminTexts = {
  roles: {
    owner: 'proprietario',
    'grid-admin': 'amministratore della grid',
    moderator: 'moderazione',
    observer: 'osservatore',
  },
  roleMeans: {
    owner: 'tutto, compresi gli amministratori e i loro ruoli',
    'grid-admin': 'ciò che può la moderazione, più canali, residenti, configurazione e registro',
    moderator: 'vedere tutto ciò che si fa; togliere l’audio, far uscire, bandire; leggere i reclami',
    observer: 'vedere panoramica, canali, stanze e residenti; non cambiare nulla',
  },
  whatRolesMay: 'Che cosa può ogni ruolo',
  roleOf: (name) => `Ruolo di ${name}`,
  you: '(tu)',
  since: (time) => `da: ${time}`,
  lastUsed: (time) => `ultimo uso: ${time}`,
  lastUsedNow: 'usato negli ultimi minuti',
  lastOwner: 'L’unico proprietario resta tale: qualcuno deve poter decidere.',
  removeMeans: (name) =>
    `${name} viene disconnesso subito ovunque e non può più accedere. Finiscono anche i suoi token.`,
  removeYes: 'Sì, rimuovi',
  lowerYourself: (role) =>
    `D’ora in poi avresti il ruolo «${role}» e non potresti tornare indietro: lo può solo un proprietario.`,
  lowerYes: 'Sì, cambia il mio ruolo',
  roleChanged: (role) => `Ora hai il ruolo «${role}»: l’ha cambiato un proprietario.`,
  yourSessions: 'Dove hai l’accesso aperto',
  othersSessions: 'Dove l’hanno aperto gli altri',
  nobodyElse: 'Nessun altro ha l’accesso aperto.',
  from: (address) => `da ${address}`,
  thisBrowser: 'questo browser',
  end: 'Termina',
  endMeans: 'L’accesso si chiude subito. Ciò che lì non è salvato va perso.',
  endYes: 'Sì, termina',
  endAllOf: (name) => `Termina tutti quelli di ${name}`,
  endAllMeans: (name) => `${name} viene disconnesso subito ovunque.`,
  endTokenMeans: 'Il programma che lo usa da allora viene rifiutato. Non si può annullare.',
  tokenOf: (name) => `creato da ${name}`,
  noTokens: 'Non ce ne sono.',
}
