/** What the console says about new channels, templates, files and listening, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelMakingTexts } from '../english/channel-making.js'

const format = inLanguage('es')

export const channelMakingSpanish: ChannelMakingTexts = {
  add: 'Canal nuevo',
  addHint: 'Para una parcela o una región: quien está allí entra en él.',
  place: 'Dónde',
  choosePlace: 'Elegir un lugar',
  region: (name) => `Toda la región ${name}`,
  parcel: (region, people) =>
    people ? `En ${region}: la parcela donde está ${people}` : `Una parcela de ${region}`,
  otherPlace: 'Otro lugar, por su UUID',
  uuid: 'UUID de la parcela o región',
  uuidHint: 'Un visor la muestra en «Acerca del terreno», un script con llGetParcelDetails.',
  title: 'Título, como lo ve la gente',
  startWith: 'Empezar con',
  plain: 'Los valores de OpenSimulator',
  create: 'Crear',
  created: 'Creado. Está fijado: se queda aunque nadie lo use durante mucho tiempo.',
  copy: 'Copiar…',
  copyOf: (name) => `Como «${name}»`,
  template: 'Plantilla',
  chooseTemplate: 'Rellenar según…',
  templates: {
    stage: 'Escenario: a quien tiene la palabra se le oye lejos',
    club: 'Club: se oye a quien está cerca',
    quiet: 'Silencioso: solo unos metros',
    region: 'Toda la región: todo el mundo se oye',
  },
  exportAll: 'Exportar',
  exportChosen: (count) => `Exportar ${format.number(count)}`,
  fileName: 'canales.json',
  import: {
    title: 'Importar canales',
    open: 'Importar…',
    choose: 'Un archivo de la exportación',
    hint: 'Ves qué cambiaría antes de que cambie nada.',
    noJson: 'Este archivo no es JSON, o está cortado.',
    noFile: 'Esto no es un archivo de canales: le faltan las primeras líneas que escribe la exportación.',
    tooLarge: 'El archivo pasa de 16 MB.',
    nothing: (same) =>
      format.plural(same, {
        one: 'No cambiaría nada: # canal está como dice el archivo.',
        other: 'No cambiaría nada: # canales están como dice el archivo.',
      }),
    would: (added, changed, same) =>
      [
        added > 0 && format.plural(added, { one: '# nuevo', other: '# nuevos' }),
        changed > 0 && format.plural(changed, { one: '# modificado', other: '# modificados' }),
        same > 0 && format.plural(same, { one: '# sigue igual', other: '# siguen igual' }),
      ]
        .filter(Boolean)
        .join(', '),
    new: 'nuevo',
    more: (count) => `… y ${format.number(count)} más`,
    faults: 'El archivo tiene fallos, y no se importa nada de él:',
    fault: (number, title, field, why) =>
      `${[`n.º ${format.number(number)}`, title, field].filter(Boolean).join(', ')}: ${why}`,
    run: (count) => `Importar ${format.number(count)}`,
    done: (added, changed) =>
      `Importado: nuevos, ${format.number(added)}; modificados, ${format.number(changed)}.`,
    changed: 'Los canales han cambiado entretanto. Esto es lo que haría el archivo ahora:',
    on: 'sí',
    off: 'no',
    people: (count) => format.plural(count, { one: '# persona', other: '# personas' }),
  },
  faults: {
    invalid: 'este valor no es válido',
    twice: 'este canal está dos veces en el archivo',
    'no-place': 'esto no es la UUID de una parcela o región',
  },
  listen: {
    start: 'Escuchar: una voz se aleja',
    stop: 'Parar',
    hint: 'Cambia un número mientras camina, y óyelo.',
    at: (metres, gain) => `A ${format.distance(metres)}: ${format.percent(gain)}`,
    mark: 'La voz que camina',
    noSound: 'El navegador no reproduce sonido aquí.',
  },
  people: {
    heardBy: 'Quién está allí ahora, según lo oye',
    heard: (metres, gain) => `a ${format.distance(metres)}: ${format.percent(gain)}`,
    before: (gain) => `(guardado: ${format.percent(gain)})`,
    more: (count) => `… y ${format.number(count)} más lejos`,
  },
}
