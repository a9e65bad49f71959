/** Las palabras de la página de un residente y de lo que está en vigor, en español. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PersonTexts } from '../english/persons.js'

const format = inLanguage('es')

export const personsSpanish: PersonTexts = {
  back: 'Todos los residentes',
  now: 'Ahora',
  whereIn: (region, channel) => `en ${region}, en la voz de ${channel}`,
  inRegion: (region) => `en ${region}, sin voz`,
  inChannel: (channel) => `en la voz de ${channel}`,
  nowhere: 'Ninguna región informa de esta persona.',
  showInRoom: 'Mostrar en la sala',
  home: 'Hogar',
  homeHere: 'este grid',
  since: 'Cuenta desde',
  noAccount: 'todavía ninguna',
  seen: 'Última vez',
  blockCounts: 'Bloqueos',
  blocksWords: (blocks, by) =>
    `bloquea a ${format.plural(blocks, { one: '# residente', other: '# residentes' })}; ${format.plural(by, { one: 'lo bloquea #', other: 'lo bloquean #' })}`,
  inForce: 'En vigor',
  nothingInForce: 'Ni silencio ni veto.',
  kinds: {
    muted: 'silenciado',
    'writing-muted': 'no puede escribir',
    floor: 'tiene la palabra',
    banned: 'vetado',
  },
  inChannelOf: (kind, channel) => `${kind} en ${channel}`,
  by: (name) => `por ${name}`,
  decidedSince: (time) => `desde ${time}`,
  complaintsAbout: 'Quejas sobre esta persona',
  complaintsBy: 'Quejas de esta persona',
  noneOfThose: 'Ninguna.',
  closedBy: (name, time) => `resuelta por ${name}, ${time}`,
  actsOn: 'Lo que se hizo',
  nothingDone: 'Nada.',
  banFrom: 'Vetar en un canal…',
  whichChannel: 'Canal',
  disableAsk: (name) => `¿Excluir a ${name}?`,
  disableMeans:
    'Se cierran sus sesiones, y la persona no puede usar la voz en ningún sitio hasta su readmisión.',
  endSessionsAsk: (name) => `¿Cerrar todas las sesiones de ${name}?`,
  endSessionsMeans: 'La persona sale de la voz y necesita un enlace nuevo o su contraseña para volver.',
  didDisable: (name) => `Excluido: ${name}.`,
  didEnable: (name) => `Readmitido: ${name}.`,
  disableShort: 'Excluir…',
  endSessionsShort: 'Cerrar todas las sesiones…',
  residentsShown: { all: 'todos', voice: 'en la voz', disabled: 'excluidos' },
  mutesAndBans: 'Silenciados y vetados ahora',
  findPerson: 'Buscar a un residente por su nombre',
  dropPerson: (name) => `Ya no solo ${name}`,
}
