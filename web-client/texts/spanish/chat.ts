/** The texts of the chat, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChatTexts } from '../english/chat.js'

const format = inLanguage('es')

export const spanishChat: ChatTexts = {
  here: 'Aquí',
  inCall: 'En la llamada',
  conversations: 'Conversaciones',
  lines: {
    room: 'Lo que se escribe aquí',
    private: 'Lo que os escribís',
    call: 'Lo que se escribe en la llamada',
  },
  nothing: {
    room: 'Aún no se ha escrito nada aquí.',
    private: 'Aún no os habéis escrito.',
    call: 'Aún no se ha escrito nada en esta llamada.',
  },
  whoReads: {
    room: 'Todas las personas de este lugar leen lo que escribes.',
    private: 'Solo lo leéis vosotros dos. No se guarda nada.',
    call: 'Todas las personas de la llamada leen lo que escribes.',
  },
  withinVoice: 'Quien te oiría lee lo que escribes.',
  bridged: 'También se dice en el chat local del mundo.',
  write: 'Escribe un mensaje',
  writeTo: (name) => `Escribir a ${name}`,
  send: 'Enviar',
  save: 'Guardar',
  cancel: 'Cancelar',
  editing: 'Estás cambiando tu último mensaje.',
  left: (count) => format.plural(count, { one: 'queda # carácter', other: 'quedan # caracteres' }),
  tooLong: (count) => format.plural(count, { one: 'sobra # carácter', other: 'sobran # caracteres' }),
  off: 'En este lugar no se puede escribir.',
  notHere: 'Podrás escribir aquí en cuanto estés en el lugar.',
  callOver: 'La llamada ha terminado.',
  muted: 'La moderación no te deja escribir aquí.',
  slow: (seconds) => `Aquí se va más despacio: un mensaje cada ${format.long(seconds, 'second')}.`,
  unreachable: (name) => `${name} no tiene abierta ninguna página de voz y ahora no puede leerte.`,
  writes: (names) => `${names} está escribiendo…`,
  write2: (names) => `${names} están escribiendo…`,
  manyWrite: 'Varias personas están escribiendo…',
  sending: 'Enviando…',
  notSent: 'No enviado.',
  refused: {
    'rate-limited': 'Has escrito más deprisa de lo que se puede leer. Espera un momento.',
    'not-allowed': 'No puedes escribir aquí.',
    'not-in-room': 'Ya no estás allí.',
    'peer-unreachable': 'Ahora no puede leerte.',
    'message-too-large': 'El mensaje es demasiado largo.',
    'message-invalid': 'No contiene nada que leer.',
  },
  waitFor: (seconds) =>
    format.plural(seconds, { one: 'Espera # segundo más.', other: 'Espera # segundos más.' }),
  again: 'Enviar de nuevo',
  drop: 'Descartar',
  edit: 'Cambiar',
  takeBack: 'Retirar',
  remove: 'Eliminar',
  edited: 'cambiado',
  inWorld: 'en el mundo',
  removed: 'La moderación ha eliminado este mensaje.',
  missed: 'En tu ausencia se ha escrito más de lo que se conserva.',
  newLines: 'Nuevo',
  toNewest: (count) => format.plural(count, { one: '# mensaje nuevo', other: '# mensajes nuevos' }),
  toEnd: 'Ir al último mensaje',
  you: 'Tú',
  slowDown: 'Un mensaje cada',
  anyTime: 'sin límite',
}
