/** The overview's words in French. */

import type { OverviewTexts } from '../english/overview.js'

export const overviewFrench: OverviewTexts = {
  problems: 'Ce qui ne va pas',
  allWell: 'Tout va bien.',
  problem: {
    store:
      'Rien ne peut être enregistré : la voix continue, mais ce qui change maintenant est perdu au redémarrage.',
    'database-away':
      'PostgreSQL ne répond pas : ni nouveau compte ni nouveau canal, tout le reste continue. Ce que décident les modérateurs sera enregistré à son retour.',
    'hub-load':
      'Le hub média occupe presque un cœur entier : les voix vont hacher. Donnez à la machine des cœurs plus rapides, ou moins de monde par salle.',
    'hub-late':
      'Le hub média a été en retard dans la dernière heure : tous ceux qui y sont reliés ont entendu des trous. La machine est-elle occupée à autre chose ?',
    loss: 'Des paquets se perdent vers le hub média ou depuis lui. Chez qui, on le voit dans la salle à côté de chaque nom ; si c’est chez tous, le réseau de la machine elle-même est saturé.',
    'slow-voice':
      'Il faut plus de cinq secondes aux gens pour entendre quelqu’un. Le plus souvent un pare-feu : ouvrez le port UDP, ou mettez TURN en place.',
    'failed-joins':
      'Plusieurs personnes n’ont pas pu parler dans la dernière heure. Les raisons sont plus bas.',
    'refused-sign-ins':
      'Beaucoup de connexions ont été refusées dans la dernière heure : un vieux lien qui circule, ou quelqu’un qui devine des mots de passe.',
  },
  goTo: {
    setup: 'Ouvrir la mise en place',
    rooms: 'Voir les salles',
    accounts: 'Voir les résidents',
  },
  charts: 'Au fil du temps',
  range: 'Période',
  figures: {
    people: 'En voix',
    rooms: 'Salles',
    timeToVoiceMs: 'Délai avant la voix (médiane)',
    lossShare: 'Paquets perdus',
    hubCores: 'Hub média, cœurs',
    oldestFeedSeconds: 'Âge de la position la plus ancienne',
    refusedSignIns: 'Connexions refusées',
  },
  inTime: (count, time) => `${count} en ${time}`,
  tooMuch: 'mauvais',
  limit: (value) => `mauvais à partir de ${value}`,
  highest: (value) => `au plus ${value}`,
  nothingYet: 'Rien n’est connu de cette période.',
  inWords: (figure, range, lowest, highest) =>
    `${figure}, ${range} : entre ${lowest} et ${highest}. Le tableau ci-dessous a les nombres.`,
  asTable: 'En tableau',
  from: 'Depuis',
  value: 'Valeur',
  now: 'En ce moment',
}
