/** The overview's words in Dutch. */

import type { OverviewTexts } from '../english/overview.js'

export const overviewDutch: OverviewTexts = {
  problems: 'Wat nu niet goed gaat',
  allWell: 'Alles gaat goed.',
  problem: {
    store:
      'Er kan niets worden opgeslagen: de spraak gaat door, maar wat nu verandert, gaat bij een herstart verloren.',
    'database-away':
      'PostgreSQL is onbereikbaar: geen nieuwe accounts of kanalen, al het andere gaat door. Wat moderators besluiten, wordt opgeslagen zodra hij terug is.',
    'hub-load':
      'De mediahub gebruikt bijna een hele kern: stemmen gaan haperen. Geef de machine snellere kernen, of minder mensen per kamer.',
    'hub-late':
      'De mediahub kwam het laatste uur te laat: iedereen erop hoorde gaten. Doet de machine iets anders?',
    loss: 'Er gaan pakketten verloren naar of vanaf de mediahub. Van wie, staat in de kamer naast elke naam; bij iedereen zit het netwerk van de machine zelf vol.',
    'slow-voice':
      'Het duurt langer dan vijf seconden tot mensen iemand horen. Meestal een firewall: open de UDP-poort, of stel TURN in.',
    'failed-joins': 'Meerdere mensen konden het laatste uur niet praten. De redenen staan hieronder.',
    'refused-sign-ins':
      'Het laatste uur werden veel aanmeldingen geweigerd: een oude link die rondgaat, of iemand die wachtwoorden raadt.',
  },
  goTo: {
    setup: 'Naar de inrichting',
    rooms: 'Naar de kamers',
    accounts: 'Naar de bewoners',
  },
  charts: 'Door de tijd',
  range: 'Periode',
  figures: {
    people: 'In spraak',
    rooms: 'Kamers',
    timeToVoiceMs: 'Tijd tot spraak (mediaan)',
    lossShare: 'Verloren pakketten',
    hubCores: 'Mediahub, kernen',
    oldestFeedSeconds: 'Leeftijd van de oudste positie',
    refusedSignIns: 'Geweigerde aanmeldingen',
  },
  inTime: (count, time) => `${count} in ${time}`,
  tooMuch: 'slecht',
  limit: (value) => `slecht vanaf ${value}`,
  highest: (value) => `hoogstens ${value}`,
  nothingYet: 'Over deze tijd weten we niets.',
  inWords: (figure, range, lowest, highest) =>
    `${figure}, ${range}: tussen ${lowest} en ${highest}. De getallen staan in de tabel hieronder.`,
  asTable: 'Als tabel',
  from: 'Vanaf',
  value: 'Waarde',
  now: 'Op dit moment',
}
