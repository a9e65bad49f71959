/** The words about what a grid uses, in Spanish. */

import type { UsageTexts } from '../../english/hosting/usage.js'

export const usageSpanish: UsageTexts = {
  hint: 'Se cuenta por días enteros en UTC y se guarda 400 días. El último minuto aún no está incluido. Quién estuvo en voz no se guarda más allá del día: por eso un mes indica el día con más personas.',
  numbers: {
    people: 'Personas',
    voiceSeconds: 'Tiempo en voz',
    hubSeconds: 'Trabajo del hub',
    hubBytes: 'Enviado por el hub',
  },
  allIs: {
    people: 'el máximo en un día',
    voiceSeconds: 'de todas las personas juntas',
    hubSeconds: 'de todos sus procesos',
    hubBytes: 'de todos los días juntos',
  },
  months: 'Por mes',
  month: 'Mes',
  mostPeople: 'Máximo de personas en un día',
  days: 'Por día',
  columns: ['Día (UTC)', 'Personas', 'Minutos en voz', 'Segundos del hub', 'GB enviados por el hub'],
  gridColumns: ['Identificador del grid', 'Nombre del grid'],
}
