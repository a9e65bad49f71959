/** What the console says about region keys, in Italian. */

import type { RegionKeyTexts } from '../english/region-keys.js'

export const regionKeysItalian: RegionKeyTexts = {
  hint: 'Con una chiave di regione qualcuno parla per alcune regioni della grid e per nessun’altra. Vale ovunque valga REGION_SECRET, e un link vocale creato con essa vale in queste regioni finché la grid stessa non garantisce per l’avatar.',
  none: 'Non ce ne sono ancora.',
  make: 'Nuova chiave di regione',
  makeIt: 'Crea la chiave',
  regions: 'Regioni',
  all: 'tutte le regioni della grid',
  others: 'Altre, con il loro UUID',
  may: 'Può',
  rights: {
    positions: 'dire dove sono gli avatar',
    links: 'creare link vocali',
    'native-voice': 'portare i viewer con voce propria',
    capabilities: 'fornire account vocali e canali',
  },
  noRight: 'Scegli almeno una cosa che la chiave può fare.',
  noRegion: 'Scegli almeno una regione.',
  newSecret: (name) => `Il nuovo segreto di ${name}`,
  shownOnce:
    'Viene mostrato solo ora. Consegnalo al proprietario delle regioni in modo che nessun altro lo legga.',
  kept: 'L’ho conservato',
  openSimIni: 'Per OpenSim.ini, con il modulo Vivox',
  webRtcIni: 'Per OpenSim.ini, con viewer con voce propria',
  script: 'Per lo script nella regione',
  vivoxName: (name) => `Come vivox_admin_user: ${name}`,
  neverUsed: 'mai usato',
  oldSecret: 'Segreto vecchio',
  currentSecret: 'Segreto nuovo',
  change: 'Modifica',
  renew: 'Nuovo segreto…',
  renewMeans:
    'Viene creato un secondo segreto. Il vecchio vale finché non lo termini qui, così nel frattempo nessuno resta senza voce.',
  renewYes: 'Sì, creane uno nuovo',
  endOld: 'Termina il segreto vecchio',
  endOldMeans: 'Chi usa ancora il segreto vecchio viene respinto subito.',
  endOldYes: 'Sì, terminalo',
  withdraw: 'Ritira',
  withdrawMeans: (name) =>
    `${name} non vale più da subito: le sue regioni vengono respinte, i suoi link non aprono nulla e chi è in voce grazie ad essa ne esce.`,
  withdrawYes: 'Sì, ritirala',
}
