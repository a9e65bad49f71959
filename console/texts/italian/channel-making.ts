/** What the console says about new channels, templates, files and listening, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelMakingTexts } from '../english/channel-making.js'

const format = inLanguage('it')

export const channelMakingItalian: ChannelMakingTexts = {
  add: 'Nuovo canale',
  addHint: 'Per una parcella o una regione: chi ci sta entra lì.',
  place: 'Dove',
  choosePlace: 'Scegli un luogo',
  region: (name) => `Tutta la regione ${name}`,
  parcel: (region, people) =>
    people ? `In ${region}: la parcella dove sta ${people}` : `Una parcella in ${region}`,
  otherPlace: 'Un altro luogo, con il suo UUID',
  uuid: 'UUID della parcella o della regione',
  uuidHint: 'Un viewer lo mostra in «Informazioni sul terreno», uno script con llGetParcelDetails.',
  title: 'Titolo, come lo vedono le persone',
  startWith: 'Parti da',
  plain: 'Il valore di OpenSimulator',
  create: 'Aggiungilo',
  created: 'Aggiunto. Fissato, resta per quanto nessuno lo usi.',
  copy: 'Copia…',
  copyOf: (name) => `Come «${name}»`,
  template: 'Modello',
  chooseTemplate: 'Compila da…',
  templates: {
    stage: 'Palco: chi ha la parola si sente da lontano',
    club: 'Locale: si sente chi è vicino',
    quiet: 'Quiete: solo pochi metri',
    region: 'Tutta la regione: tutti sentono tutti',
  },
  exportAll: 'Esporta',
  exportChosen: (count) => `Esportane ${format.number(count)}`,
  fileName: 'canali.json',
  import: {
    title: 'Importa canali',
    open: 'Importa…',
    choose: 'Un file creato dall’esportazione',
    hint: 'Vedi che cosa cambierebbe prima che qualcosa cambi.',
    noJson: 'Questo file non è JSON, o è stato troncato.',
    noFile: 'Questo non è un file di canali: mancano le prime righe che scrive l’esportazione.',
    tooLarge: 'Il file supera i 16 MB.',
    nothing: (same) =>
      format.plural(same, {
        one: 'Non cambierebbe nulla: # canale è come dice il file.',
        other: 'Non cambierebbe nulla: # canali sono come dice il file.',
      }),
    would: (added, changed, same) =>
      [
        added > 0 && format.plural(added, { one: '# nuovo', other: '# nuovi' }),
        changed > 0 && format.plural(changed, { one: '# modificato', other: '# modificati' }),
        same > 0 && format.plural(same, { one: '# resta com’è', other: '# restano come sono' }),
      ]
        .filter(Boolean)
        .join(', '),
    new: 'nuovo',
    more: (count) => `… e altri ${format.number(count)}`,
    faults: 'Il file ha difetti, e non ne viene importato nulla:',
    fault: (number, title, field, why) =>
      `${[`n. ${format.number(number)}`, title, field].filter(Boolean).join(', ')}: ${why}`,
    run: (count) => `Importane ${format.number(count)}`,
    done: (added, changed) =>
      `Importato: ${format.plural(added, { one: '# nuovo', other: '# nuovi' })}, ${format.plural(changed, { one: '# modificato', other: '# modificati' })}.`,
    changed: 'Nel frattempo i canali sono cambiati. Ecco che cosa farebbe il file adesso:',
    on: 'sì',
    off: 'no',
    people: (count) => format.plural(count, { one: '# persona', other: '# persone' }),
  },
  faults: {
    invalid: 'non è un valore valido',
    twice: 'questo canale è due volte nel file',
    'no-place': 'non è l’UUID di una parcella o regione',
  },
  listen: {
    start: 'Ascolta: una voce si allontana',
    stop: 'Ferma',
    hint: 'Cambia un numero mentre cammina, e ascolta.',
    at: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    mark: 'La voce che cammina',
    noSound: 'Qui il browser non riproduce suono.',
  },
  people: {
    heardBy: 'Le persone che ci sono ora, come le sente',
    heard: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    before: (gain) => `(salvato: ${format.percent(gain)})`,
    more: (count) => `… e altri ${format.number(count)} più lontano`,
  },
}
