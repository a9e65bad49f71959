/** The words of the set-up as a walk, for somebody who has never seen OpenSimulator, in Dutch. */

import { inLanguage } from '../../../../src/pure/in-language.js'
import type { SetupWalkTexts } from '../../english/setup/walk.js'

const format = inLanguage('nl')

export const setupWalkDutch: SetupWalkTexts = {
  intro:
    'Ga van boven naar beneden. Een wereld van OpenSimulator bestaat uit regio’s; programma’s die simulators heten, draaien ze. Ze vragen deze dienst om spraak en vertellen waar mensen staan. Mensen openen zijn pagina, of hun viewer, en horen elkaar. Elke stap zegt waarvoor hij dient, wat er mis gaat en wat je doet.',
  progress: (done, all) => `${format.number(done)} van ${format.number(all)} in orde`,
  testAll: 'Nu alles testen',
  test: 'Nu testen',
  testing: 'Wordt getest…',
  tested: (time) => `getest om ${time}`,
  next: 'Dit komt nu',
  lines: 'Wat daar moet staan',
  secretsForOwners: 'Alleen een eigenaar kan het zien of een nieuw maken.',
  steps: {
    clock: {
      title: 'De klok',
      why: 'Links, codes en certificaten gelden maar een tijd.',
      untested: 'Hij werd nog niet met die van je browser vergeleken.',
      good: 'De klokken van dienst en browser lopen gelijk.',
      bad: 'De klokken van dienst en browser lopen ongelijk.',
    },
    'public-url': {
      title: 'Het adres',
      why: 'Het staat in elke link die mensen openen.',
      untested: 'Het werd nog niet geprobeerd.',
      good: 'PUBLIC_URL staat er en antwoordt.',
      bad: 'PUBLIC_URL ontbreekt: links dragen het adres hieronder. Vul er een in dat mensen bereiken.',
    },
    certificate: {
      title: 'Het certificaat',
      why: 'Browsers geven een pagina de microfoon alleen over https, met een certificaat dat ze vertrouwen.',
      untested: 'Het werd nog niet bekeken.',
      good: 'Browsers aanvaarden het certificaat.',
      bad: 'Browsers aanvaarden het certificaat niet, of straks niet meer.',
    },
    'region-called': {
      title: 'De simulators vragen om spraak',
      why: 'Hun OpenSim.ini moet deze dienst noemen. Zet er een van de twee blokken hieronder in en herstart de simulator.',
      untested: '',
      good: '',
      bad: '',
    },
    positions: {
      title: 'Waar mensen staan',
      why: 'Een stem klinkt harder naarmate iemand dichterbij staat. Een regio vertelt dat met een script, of wordt via RemoteAdmin gevraagd.',
      untested: '',
      good: '',
      bad: '',
    },
    grid: {
      title: 'Het grid zelf',
      why: 'Robust kent elke regio en wie in welke is, op zijn privépoort (ROBUST_URL); simulatoren vertellen over hun percelen.',
      untested: '',
      good: '',
      bad: '',
    },
    'remote-admin': {
      title: 'Regio’s die gevraagd worden',
      why: 'RemoteAdmin geeft programma’s toegang tot de simulator. Nodig waar geen script posities vertelt.',
      untested: '',
      good: '',
      bad: '',
    },
    'sign-in-ways': {
      title: 'Manieren om in te loggen',
      why: 'Naast de link in de wereld kunnen mensen inloggen met een code of met hun wachtwoord van de grid.',
      untested: '',
      good: '',
      bad: '',
    },
    'media-port': {
      title: 'UDP van buiten',
      why: 'Geluid reist over UDP. Viewers en grote kamers hebben de poort van de mediahub nodig, open in firewall en router. Je browser probeert die vanaf waar je zit.',
      untested: 'Je browser probeerde het nog niet.',
      good: 'UDP van je browser bereikt de dienst, en het antwoord komt terug.',
      bad: 'Er komt geen UDP terug bij je browser. Open de poorten hieronder in de firewall en stuur ze door in de router; of je eigen netwerk blokkeert UDP.',
    },
    turn: {
      title: 'TURN, voor strenge firewalls',
      why: 'Een TURN-server zoals coturn geeft geluid door waar twee mensen elkaar niet rechtstreeks bereiken.',
      untested: '',
      good: '',
      bad: '',
    },
  },
  days: (days) => format.plural(days, { one: 'nog # dag', other: 'nog # dagen' }),
  apart: (seconds) => `verschil: ${format.short(seconds, 'second', 1)}`,
  newest: (seconds) => `de nieuwste positie is ${format.short(seconds, 'second')} oud`,
}
