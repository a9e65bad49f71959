/** What the console says about new channels, templates, files and listening, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelMakingTexts } from '../english/channel-making.js'

const format = inLanguage('nl')

export const channelMakingDutch: ChannelMakingTexts = {
  add: 'Nieuw kanaal',
  addHint: 'Voor een perceel of een regio: wie daar staat, komt erin.',
  place: 'Waar',
  choosePlace: 'Kies een plek',
  region: (name) => `De hele regio ${name}`,
  parcel: (region, people) =>
    people ? `In ${region}: het perceel waar ${people} staat` : `Een perceel in ${region}`,
  otherPlace: 'Een andere plek, met haar UUID',
  uuid: 'UUID van het perceel of de regio',
  uuidHint: 'Een viewer toont die bij “Over land”, een script met llGetParcelDetails.',
  title: 'Titel, zoals mensen hem zien',
  startWith: 'Beginnen met',
  plain: 'De standaard van OpenSimulator',
  create: 'Toevoegen',
  created: 'Toegevoegd. Vastgezet blijft het, hoelang niemand het ook gebruikt.',
  copy: 'Kopiëren…',
  copyOf: (name) => `Zoals “${name}”`,
  template: 'Sjabloon',
  chooseTemplate: 'Invullen met…',
  templates: {
    stage: 'Podium: wie het woord heeft, klinkt ver',
    club: 'Club: je hoort wie dichtbij staat',
    quiet: 'Rustig: maar een paar meter',
    region: 'Hele regio: iedereen hoort iedereen',
  },
  exportAll: 'Exporteren',
  exportChosen: (count) => `${format.number(count)} exporteren`,
  fileName: 'kanalen.json',
  import: {
    title: 'Kanalen importeren',
    open: 'Importeren…',
    choose: 'Een bestand dat de export maakte',
    hint: 'Je ziet wat er zou veranderen voordat er iets verandert.',
    noJson: 'Dit bestand is geen JSON, of werd afgekapt.',
    noFile: 'Dit is geen kanalenbestand: de eerste regels die de export schrijft, ontbreken.',
    tooLarge: 'Het bestand is groter dan 16 MB.',
    nothing: (same) =>
      format.plural(same, {
        one: 'Er zou niets veranderen: # kanaal staat zoals het bestand zegt.',
        other: 'Er zou niets veranderen: # kanalen staan zoals het bestand zegt.',
      }),
    would: (added, changed, same) =>
      [
        added > 0 && `${format.number(added)} nieuw`,
        changed > 0 && `${format.number(changed)} gewijzigd`,
        same > 0 && `${format.number(same)} ongewijzigd`,
      ]
        .filter(Boolean)
        .join(', '),
    new: 'nieuw',
    more: (count) => `… en nog ${format.number(count)}`,
    faults: 'Het bestand heeft fouten, en er wordt niets van geïmporteerd:',
    fault: (number, title, field, why) =>
      `${[`nr. ${format.number(number)}`, title, field].filter(Boolean).join(', ')}: ${why}`,
    run: (count) => `${format.number(count)} importeren`,
    done: (added, changed) =>
      `Geïmporteerd: ${format.number(added)} nieuw, ${format.number(changed)} gewijzigd.`,
    changed: 'De kanalen zijn intussen veranderd. Dit zou het bestand nu doen:',
    on: 'ja',
    off: 'nee',
    people: (count) => format.plural(count, { one: '# persoon', other: '# mensen' }),
  },
  faults: {
    invalid: 'dit is geen geldige waarde',
    twice: 'dit kanaal staat twee keer in het bestand',
    'no-place': 'dit is geen UUID van een perceel of regio',
  },
  listen: {
    start: 'Luisteren: een stem loopt weg',
    stop: 'Stoppen',
    hint: 'Wijzig een getal terwijl ze loopt, en hoor het.',
    at: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    mark: 'De lopende stem',
    noSound: 'De browser speelt hier geen geluid.',
  },
  people: {
    heardBy: 'Wie er nu zijn, gehoord door',
    heard: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    before: (gain) => `(opgeslagen: ${format.percent(gain)})`,
    more: (count) => `… en nog ${format.number(count)} verder weg`,
  },
}
