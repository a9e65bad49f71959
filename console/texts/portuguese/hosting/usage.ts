/** The words about what a grid uses, in Portuguese. */

import type { UsageTexts } from '../../english/hosting/usage.js'

export const usagePortuguese: UsageTexts = {
  hint: 'Contado por dias inteiros em UTC e guardado por 400 dias. O último minuto ainda não está incluído. Quem esteve na voz não é guardado além do dia: por isso um mês indica o dia com mais pessoas.',
  numbers: {
    people: 'Pessoas',
    voiceSeconds: 'Tempo na voz',
    hubSeconds: 'Trabalho do hub',
    hubBytes: 'Enviado pelo hub',
  },
  allIs: {
    people: 'o máximo em um dia',
    voiceSeconds: 'de todas as pessoas juntas',
    hubSeconds: 'de todos os seus processos',
    hubBytes: 'de todos os dias juntos',
  },
  months: 'Por mês',
  month: 'Mês',
  mostPeople: 'Máximo de pessoas em um dia',
  days: 'Por dia',
  columns: ['Dia (UTC)', 'Pessoas', 'Minutos na voz', 'Segundos do hub', 'GB enviados pelo hub'],
  gridColumns: ['Identificador do grid', 'Nome do grid'],
}
