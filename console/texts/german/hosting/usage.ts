/** The words about what a grid uses, in German. */

import type { UsageTexts } from '../../english/hosting/usage.js'

export const usageGerman: UsageTexts = {
  hint: 'Gezählt wird nach ganzen Tagen in UTC; aufgehoben werden sie 400 Tage. Die letzte Minute fehlt noch. Wer im Voice war, wird nicht länger als den Tag aufgehoben: Ein Monat nennt deshalb den Tag mit den meisten Leuten.',
  numbers: {
    people: 'Leute',
    voiceSeconds: 'Zeit im Voice',
    hubSeconds: 'Arbeit des Hubs',
    hubBytes: 'Vom Hub gesendet',
  },
  allIs: {
    people: 'die meisten an einem Tag',
    voiceSeconds: 'aller zusammen',
    hubSeconds: 'seiner Prozesse zusammen',
    hubBytes: 'aller Tage zusammen',
  },
  months: 'Nach Monaten',
  month: 'Monat',
  mostPeople: 'Meiste Leute an einem Tag',
  days: 'Nach Tagen',
  columns: ['Tag (UTC)', 'Leute', 'Minuten im Voice', 'Sekunden des Hubs', 'GB vom Hub gesendet'],
  gridColumns: ['Kennung des Grids', 'Name des Grids'],
}
