/** What the console says about new channels, templates, files and listening, in German. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelMakingTexts } from '../english/channel-making.js'

const format = inLanguage('de')

export const channelMakingGerman: ChannelMakingTexts = {
  add: 'Neuer Kanal',
  addHint: 'Für eine Parzelle oder eine Region: Wer dort steht, kommt hinein.',
  place: 'Wo',
  choosePlace: 'Ort wählen',
  region: (name) => `Die ganze Region ${name}`,
  parcel: (region, people) =>
    people ? `In ${region}: die Parzelle, auf der ${people} steht` : `Eine Parzelle in ${region}`,
  otherPlace: 'Ein anderer Ort, nach seiner UUID',
  uuid: 'UUID der Parzelle oder Region',
  uuidHint: 'Ein Viewer zeigt sie unter „Land-Info“, ein Skript mit llGetParcelDetails.',
  title: 'Titel, wie ihn die Leute sehen',
  startWith: 'Anfangen mit',
  plain: 'Vorgabe von OpenSimulator',
  create: 'Anlegen',
  created: 'Angelegt. Angeheftet bleibt er, auch wenn ihn lange niemand benutzt.',
  copy: 'Kopieren …',
  copyOf: (name) => `Wie „${name}“`,
  template: 'Vorlage',
  chooseTemplate: 'Ausfüllen nach …',
  templates: {
    stage: 'Bühne: Wer das Wort hat, ist weit zu hören',
    club: 'Club: Man hört, wer nahe ist',
    quiet: 'Leise: nur ein paar Meter',
    region: 'Ganze Region: Alle hören alle',
  },
  exportAll: 'Exportieren',
  exportChosen: (count) => `${format.number(count)} exportieren`,
  fileName: 'kanaele.json',
  import: {
    title: 'Kanäle importieren',
    open: 'Importieren …',
    choose: 'Eine Datei aus dem Export',
    hint: 'Du siehst, was sich ändern würde, bevor sich etwas ändert.',
    noJson: 'Diese Datei ist kein JSON oder abgeschnitten.',
    noFile: 'Das ist keine Datei mit Kanälen: Ihr fehlen die ersten Zeilen, die der Export schreibt.',
    tooLarge: 'Die Datei ist größer als 16 MB.',
    nothing: (same) =>
      format.plural(same, {
        one: 'Nichts würde sich ändern: # Kanal ist so, wie es in der Datei steht.',
        other: 'Nichts würde sich ändern: # Kanäle sind so, wie es in der Datei steht.',
      }),
    would: (added, changed, same) =>
      [
        added > 0 && `${format.number(added)} neu`,
        changed > 0 && `${format.number(changed)} geändert`,
        same > 0 && format.plural(same, { one: '# bleibt', other: '# bleiben' }),
      ]
        .filter(Boolean)
        .join(', '),
    new: 'neu',
    more: (count) => `… und ${format.number(count)} weitere`,
    faults: 'Die Datei hat Fehler, und nichts davon wird importiert:',
    fault: (number, title, field, why) =>
      `${[`Nr. ${format.number(number)}`, title, field].filter(Boolean).join(', ')}: ${why}`,
    run: (count) => `${format.number(count)} importieren`,
    done: (added, changed) => `Importiert: ${format.number(added)} neu, ${format.number(changed)} geändert.`,
    changed: 'Die Kanäle haben sich inzwischen geändert. Das würde die Datei jetzt tun:',
    on: 'ja',
    off: 'nein',
    people: (count) => format.plural(count, { one: '# Person', other: '# Personen' }),
  },
  faults: {
    invalid: 'dieser Wert ist ungültig',
    twice: 'dieser Kanal steht zweimal in der Datei',
    'no-place': 'das ist keine UUID einer Parzelle oder Region',
  },
  listen: {
    start: 'Anhören: Eine Stimme geht weg',
    stop: 'Halt',
    hint: 'Ändere eine Zahl, während sie geht, und höre es.',
    at: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    mark: 'Die Stimme, die geht',
    noSound: 'Der Browser spielt hier keinen Ton.',
  },
  people: {
    heardBy: 'Wer jetzt dort ist, gehört von',
    heard: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    before: (gain) => `(gespeichert: ${format.percent(gain)})`,
    more: (count) => `… und ${format.number(count)} weiter weg`,
  },
}
