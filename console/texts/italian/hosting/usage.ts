/** The words about what a grid uses, in Italian. */

import type { UsageTexts } from '../../english/hosting/usage.js'

export const usageItalian: UsageTexts = {
  hint: 'Contato per giorni interi in UTC e conservato per 400 giorni. L’ultimo minuto non c’è ancora. Chi era in voce non viene conservato oltre il giorno: un mese indica quindi il giorno con più persone.',
  numbers: {
    people: 'Persone',
    voiceSeconds: 'Tempo in voce',
    hubSeconds: 'Lavoro dell’hub',
    hubBytes: 'Inviato dall’hub',
  },
  allIs: {
    people: 'il massimo in un giorno',
    voiceSeconds: 'di tutte le persone insieme',
    hubSeconds: 'di tutti i suoi processi',
    hubBytes: 'di tutti i giorni insieme',
  },
  months: 'Per mese',
  month: 'Mese',
  mostPeople: 'Massimo di persone in un giorno',
  days: 'Per giorno',
  columns: ['Giorno (UTC)', 'Persone', 'Minuti in voce', 'Secondi dell’hub', 'GB inviati dall’hub'],
  gridColumns: ['Identificativo della grid', 'Nome della grid'],
}
