/** The words about what a grid uses, in Dutch. */

import type { UsageTexts } from '../../english/hosting/usage.js'

export const usageDutch: UsageTexts = {
  hint: 'Geteld per hele dag in UTC en 400 dagen bewaard. De laatste minuut zit er nog niet in. Wie in de voice was, wordt niet langer dan de dag bewaard: een maand noemt daarom de drukste dag.',
  numbers: {
    people: 'Mensen',
    voiceSeconds: 'Tijd in de voice',
    hubSeconds: 'Werk van de hub',
    hubBytes: 'Door de hub verzonden',
  },
  allIs: {
    people: 'de meeste op één dag',
    voiceSeconds: 'van iedereen samen',
    hubSeconds: 'van al zijn processen',
    hubBytes: 'van alle dagen samen',
  },
  months: 'Per maand',
  month: 'Maand',
  mostPeople: 'Meeste mensen op een dag',
  days: 'Per dag',
  columns: ['Dag (UTC)', 'Mensen', 'Minuten in de voice', 'Seconden van de hub', 'GB door de hub verzonden'],
  gridColumns: ['Id van het grid', 'Naam van het grid'],
}
