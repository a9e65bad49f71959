/** What the console says about region keys, in French. */

import type { RegionKeyTexts } from '../english/region-keys.js'

export const regionKeysFrench: RegionKeyTexts = {
  hint: 'Avec une clé de région, quelqu’un parle pour certaines régions de la grille, et pour aucune autre. Elle vaut partout où REGION_SECRET vaut, et un lien vocal créé avec elle est valable dans ces régions jusqu’à ce que la grille elle-même se porte garante de l’avatar.',
  none: 'Il n’y en a pas encore.',
  make: 'Nouvelle clé de région',
  makeIt: 'Créer la clé',
  regions: 'Régions',
  all: 'toutes les régions de la grille',
  others: 'D’autres, par leur UUID',
  may: 'Peut',
  rights: {
    positions: 'dire où sont les avatars',
    links: 'créer des liens vocaux',
    'native-voice': 'faire entrer les visionneuses avec voix intégrée',
    capabilities: 'fournir des comptes vocaux et des canaux',
  },
  noRight: 'Choisissez au moins une chose que la clé peut faire.',
  noRegion: 'Choisissez au moins une région.',
  newSecret: (name) => `Le nouveau secret de ${name}`,
  shownOnce:
    'Il n’est montré que maintenant. Remettez-le au propriétaire des régions de sorte que personne d’autre ne le lise.',
  kept: 'Je l’ai conservé',
  openSimIni: 'Pour OpenSim.ini, avec le module Vivox',
  webRtcIni: 'Pour OpenSim.ini, avec les visionneuses à voix intégrée',
  script: 'Pour le script dans la région',
  vivoxName: (name) => `Comme vivox_admin_user : ${name}`,
  neverUsed: 'jamais utilisé',
  oldSecret: 'Ancien secret',
  currentSecret: 'Nouveau secret',
  change: 'Modifier',
  renew: 'Nouveau secret…',
  renewMeans:
    'Un second secret est créé. L’ancien vaut jusqu’à ce que vous y mettiez fin ici, pour que personne ne soit sans voix entre-temps.',
  renewYes: 'Oui, en créer un',
  endOld: 'Mettre fin à l’ancien secret',
  endOldMeans: 'Qui utilise encore l’ancien secret est refusé aussitôt.',
  endOldYes: 'Oui, y mettre fin',
  withdraw: 'Retirer',
  withdrawMeans: (name) =>
    `${name} ne vaut plus rien aussitôt : ses régions sont refusées, ses liens n’ouvrent rien, et qui est en voix grâce à elle en sort.`,
  withdrawYes: 'Oui, la retirer',
}
