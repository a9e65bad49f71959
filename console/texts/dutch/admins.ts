/** What the console says about admins, their roles and their sessions, in Dutch. */

import type { AdminTexts } from '../english/admins.js'

export const adminsDutch: AdminTexts = {
  roles: {
    owner: 'eigenaar',
    'grid-admin': 'gridbeheerder',
    moderator: 'moderatie',
    observer: 'waarnemer',
  },
  roleMeans: {
    owner: 'alles, ook beheerders en hun rollen',
    'grid-admin': 'wat de moderatie mag, plus kanalen, bewoners, inrichting en logboek',
    moderator: 'alles zien wat mensen doen; dempen, eruit zetten, verbannen; klachten lezen',
    observer: 'overzicht, kanalen, kamers en bewoners zien; niets wijzigen',
  },
  whatRolesMay: 'Wat elke rol mag',
  roleOf: (name) => `Rol van ${name}`,
  you: '(jij)',
  since: (time) => `sinds: ${time}`,
  lastUsed: (time) => `laatst gebruikt: ${time}`,
  lastUsedNow: 'de laatste minuten gebruikt',
  lastOwner: 'De enige eigenaar blijft eigenaar: iemand moet kunnen beslissen.',
  removeMeans: (name) =>
    `${name} wordt meteen overal afgemeld en kan zich niet meer aanmelden. Ook de tokens vervallen.`,
  removeYes: 'Ja, verwijderen',
  lowerYourself: (role) =>
    `Je zou voortaan de rol “${role}” hebben en kon dat niet terugdraaien: dat kan alleen een eigenaar.`,
  lowerYes: 'Ja, mijn rol wijzigen',
  roleChanged: (role) => `Je hebt nu de rol “${role}”: een eigenaar wijzigde die.`,
  yourSessions: 'Waar jij aangemeld bent',
  othersSessions: 'Waar anderen aangemeld zijn',
  nobodyElse: 'Verder is niemand aangemeld.',
  from: (address) => `vanaf ${address}`,
  thisBrowser: 'deze browser',
  end: 'Beëindigen',
  endMeans: 'Die wordt meteen afgemeld. Wat daar niet opgeslagen staat, gaat verloren.',
  endYes: 'Ja, beëindigen',
  endAllOf: (name) => `Alles van ${name} beëindigen`,
  endAllMeans: (name) => `${name} wordt meteen overal afgemeld.`,
  endTokenMeans: 'Het programma dat het gebruikt, wordt voortaan geweigerd. Dat kan niet terug.',
  tokenOf: (name) => `gemaakt door ${name}`,
  noTokens: 'Er zijn er geen.',
}
