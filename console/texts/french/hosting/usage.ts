/** The words about what a grid uses, in French. */

import type { UsageTexts } from '../../english/hosting/usage.js'

export const usageFrench: UsageTexts = {
  hint: 'Compté par jours entiers en UTC et conservé 400 jours. La dernière minute n’y est pas encore. Qui était en vocal n’est pas conservé au-delà de la journée : un mois indique donc le jour le plus fréquenté.',
  numbers: {
    people: 'Personnes',
    voiceSeconds: 'Temps en vocal',
    hubSeconds: 'Travail du hub',
    hubBytes: 'Envoyé par le hub',
  },
  allIs: {
    people: 'au plus en un jour',
    voiceSeconds: 'de toutes les personnes',
    hubSeconds: 'de tous ses processus',
    hubBytes: 'de tous les jours',
  },
  months: 'Par mois',
  month: 'Mois',
  mostPeople: 'Personnes au plus en un jour',
  days: 'Par jour',
  columns: ['Jour (UTC)', 'Personnes', 'Minutes en vocal', 'Secondes du hub', 'Go envoyés par le hub'],
  gridColumns: ['Identifiant de la grille', 'Grille'],
}
