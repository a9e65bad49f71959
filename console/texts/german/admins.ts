/** What the console says about admins, their roles and their sessions, in German. */

import type { AdminTexts } from '../english/admins.js'

export const adminsGerman: AdminTexts = {
  roles: {
    owner: 'Eigentümer',
    'grid-admin': 'Grid-Admin',
    moderator: 'Moderator',
    observer: 'Beobachter',
  },
  roleMeans: {
    owner: 'alles, auch Admins und ihre Rollen',
    'grid-admin': 'was ein Moderator darf, dazu Kanäle, Bewohner, Einrichtung und das Protokoll',
    moderator: 'alles sehen, was Leute tun; stummschalten, hinauswerfen, aussperren; Meldungen lesen',
    observer: 'Übersicht, Kanäle, Räume und Bewohner sehen; nichts ändern',
  },
  whatRolesMay: 'Was jede Rolle darf',
  roleOf: (name) => `Rolle von ${name}`,
  you: '(du)',
  since: (time) => `seit ${time}`,
  lastUsed: (time) => `zuletzt benutzt ${time}`,
  lastUsedNow: 'in den letzten Minuten benutzt',
  lastOwner: 'Der einzige Eigentümer bleibt es: Jemand muss entscheiden können.',
  removeMeans: (name) =>
    `${name} wird sofort überall abgemeldet und kann sich nicht mehr anmelden. Auch die Tokens enden.`,
  removeYes: 'Ja, entfernen',
  lowerYourself: (role) =>
    `Du wärst ab jetzt ${role} und könntest das nicht zurücknehmen: Das kann nur ein Eigentümer.`,
  lowerYes: 'Ja, meine Rolle ändern',
  roleChanged: (role) => `Du bist jetzt ${role}: Ein Eigentümer hat deine Rolle geändert.`,
  yourSessions: 'Wo du angemeldet bist',
  othersSessions: 'Wo andere angemeldet sind',
  nobodyElse: 'Sonst ist niemand angemeldet.',
  from: (address) => `von ${address}`,
  thisBrowser: 'dieser Browser',
  end: 'Beenden',
  endMeans: 'Dort wird sofort abgemeldet. Was dort nicht gespeichert ist, geht verloren.',
  endYes: 'Ja, beenden',
  endAllOf: (name) => `Alle von ${name} beenden`,
  endAllMeans: (name) => `${name} wird sofort überall abgemeldet.`,
  endTokenMeans:
    'Das Programm, das es benutzt, wird von da an abgewiesen. Das lässt sich nicht zurücknehmen.',
  tokenOf: (name) => `von ${name}`,
  noTokens: 'Es gibt keine.',
}
