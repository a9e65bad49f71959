/** What the console says about region keys, in Dutch. */

import type { RegionKeyTexts } from '../english/region-keys.js'

export const regionKeysDutch: RegionKeyTexts = {
  hint: 'Met een regiosleutel spreekt iemand voor enkele regio’s van het grid, en voor geen andere. Hij geldt overal waar REGION_SECRET geldt, en een spraaklink die ermee is gemaakt geldt in deze regio’s totdat het grid zelf voor de avatar instaat.',
  none: 'Er zijn er nog geen.',
  make: 'Nieuwe regiosleutel',
  makeIt: 'Sleutel maken',
  regions: 'Regio’s',
  all: 'elke regio van het grid',
  others: 'Andere, met hun UUID',
  may: 'Mag',
  rights: {
    positions: 'melden waar avatars zijn',
    links: 'spraaklinks maken',
    'native-voice': 'viewers met eigen spraak binnenbrengen',
    capabilities: 'spraakaccounts en kanalen verstrekken',
  },
  noRight: 'Kies ten minste één ding dat de sleutel mag.',
  noRegion: 'Kies ten minste één regio.',
  newSecret: (name) => `Het nieuwe geheim van ${name}`,
  shownOnce:
    'Het wordt alleen nu getoond. Geef het aan de eigenaar van de regio’s op een manier die niemand anders leest.',
  kept: 'Ik heb het bewaard',
  openSimIni: 'Voor OpenSim.ini, met de Vivox-module',
  webRtcIni: 'Voor OpenSim.ini, met viewers met eigen spraak',
  script: 'Voor het script in de regio',
  vivoxName: (name) => `Als vivox_admin_user: ${name}`,
  neverUsed: 'nooit gebruikt',
  oldSecret: 'Oud geheim',
  currentSecret: 'Nieuw geheim',
  change: 'Wijzigen',
  renew: 'Nieuw geheim…',
  renewMeans:
    'Er wordt een tweede geheim gemaakt. Het oude geldt totdat je het hier beëindigt, zodat intussen niemand zonder spraak is.',
  renewYes: 'Ja, een nieuw maken',
  endOld: 'Oud geheim beëindigen',
  endOldMeans: 'Wie het oude geheim nog gebruikt, wordt meteen geweigerd.',
  endOldYes: 'Ja, beëindigen',
  withdraw: 'Intrekken',
  withdrawMeans: (name) =>
    `${name} geldt meteen niet meer: de regio’s worden geweigerd, de links openen niets, en wie erdoor in spraak is, is eruit.`,
  withdrawYes: 'Ja, intrekken',
}
