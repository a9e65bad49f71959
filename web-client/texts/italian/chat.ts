/** The texts of the chat, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChatTexts } from '../english/chat.js'

const format = inLanguage('it')

export const italianChat: ChatTexts = {
  here: 'Qui',
  inCall: 'Nella chiamata',
  conversations: 'Conversazioni',
  lines: {
    room: 'Quello che si scrive qui',
    private: 'Quello che vi scrivete',
    call: 'Quello che si scrive nella chiamata',
  },
  nothing: {
    room: 'Qui non è stato ancora scritto nulla.',
    private: 'Non vi siete ancora scritti nulla.',
    call: 'In questa chiamata non è stato ancora scritto nulla.',
  },
  whoReads: {
    room: 'Tutti in questo luogo leggono quello che scrivi.',
    private: 'Lo leggete solo voi due. Non si conserva nulla.',
    call: 'Tutti nella chiamata leggono quello che scrivi.',
  },
  withinVoice: 'Chi ti sentirebbe legge quello che scrivi.',
  bridged: 'Viene detto anche nella chat locale del mondo.',
  write: 'Scrivi un messaggio',
  writeTo: (name) => `Scrivi a ${name}`,
  send: 'Invia',
  save: 'Salva',
  cancel: 'Annulla',
  editing: 'Stai modificando il tuo ultimo messaggio.',
  left: (count) => format.plural(count, { one: 'ancora # carattere', other: 'ancora # caratteri' }),
  tooLong: (count) => format.plural(count, { one: '# carattere di troppo', other: '# caratteri di troppo' }),
  off: 'In questo luogo la scrittura è disattivata.',
  notHere: 'Potrai scrivere qui quando sarai nel luogo.',
  callOver: 'La chiamata è finita.',
  muted: 'La moderazione non ti lascia scrivere qui.',
  slow: (seconds) => `Qui si va piano: un messaggio ogni ${format.long(seconds, 'second')}.`,
  unreachable: (name) => `${name} non ha una pagina vocale aperta e ora non è raggiungibile.`,
  writes: (names) => `${names} sta scrivendo…`,
  write2: (names) => `${names} stanno scrivendo…`,
  manyWrite: 'Più persone stanno scrivendo…',
  sending: 'Invio…',
  notSent: 'Non inviato.',
  refused: {
    'rate-limited': 'Hai scritto più in fretta di quanto si possa leggere. Aspetta un momento.',
    'not-allowed': 'Qui non puoi scrivere.',
    'not-in-room': 'Non sei più lì.',
    'peer-unreachable': 'Ora non è raggiungibile.',
    'message-too-large': 'Il messaggio è troppo lungo.',
    'message-invalid': 'Non c’è nulla da leggere.',
  },
  waitFor: (seconds) =>
    format.plural(seconds, { one: 'Aspetta ancora # secondo.', other: 'Aspetta ancora # secondi.' }),
  again: 'Invia di nuovo',
  drop: 'Scarta',
  edit: 'Modifica',
  takeBack: 'Ritira',
  remove: 'Rimuovi',
  edited: 'modificato',
  inWorld: 'nel mondo',
  removed: 'La moderazione ha rimosso questo messaggio.',
  missed: 'Mentre non c’eri è stato scritto più di quanto si conservi.',
  newLines: 'Nuovo',
  toNewest: (count) => format.plural(count, { one: '# messaggio nuovo', other: '# messaggi nuovi' }),
  toEnd: 'Al messaggio più recente',
  you: 'Tu',
  slowDown: 'Un messaggio ogni',
  anyTime: 'senza limite',
}
