/** The texts of the chat, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChatTexts } from '../english/chat.js'

const format = inLanguage('nl')

export const dutchChat: ChatTexts = {
  here: 'Hier',
  inCall: 'In het gesprek',
  conversations: 'Conversaties',
  lines: {
    room: 'Wat hier geschreven wordt',
    private: 'Wat jullie elkaar schrijven',
    call: 'Wat in het gesprek geschreven wordt',
  },
  nothing: {
    room: 'Hier is nog niets geschreven.',
    private: 'Jullie hebben elkaar nog niets geschreven.',
    call: 'In dit gesprek is nog niets geschreven.',
  },
  whoReads: {
    room: 'Iedereen op deze plek leest wat je schrijft.',
    private: 'Alleen jullie twee lezen het. Er wordt niets bewaard.',
    call: 'Iedereen in het gesprek leest wat je schrijft.',
  },
  withinVoice: 'Wie je zou horen, leest wat je schrijft.',
  bridged: 'Het wordt ook in de lokale chat in de wereld gezegd.',
  write: 'Schrijf een bericht',
  writeTo: (name) => `Schrijven aan ${name}`,
  send: 'Verzenden',
  save: 'Opslaan',
  cancel: 'Annuleren',
  editing: 'Je wijzigt je laatste bericht.',
  left: (count) => format.plural(count, { one: 'nog # teken', other: 'nog # tekens' }),
  tooLong: (count) => format.plural(count, { one: '# teken te veel', other: '# tekens te veel' }),
  off: 'Op deze plek staat schrijven uit.',
  notHere: 'Je kunt hier schrijven zodra je op de plek bent.',
  callOver: 'Het gesprek is voorbij.',
  muted: 'De moderatie laat je hier niet schrijven.',
  slow: (seconds) => `Hier gaat het rustiger: een bericht per ${format.long(seconds, 'second')}.`,
  unreachable: (name) => `${name} heeft geen spraakpagina open en valt nu niet te bereiken.`,
  writes: (names) => `${names} schrijft…`,
  write2: (names) => `${names} schrijven…`,
  manyWrite: 'Meerdere mensen schrijven…',
  sending: 'Verzenden…',
  notSent: 'Niet verzonden.',
  refused: {
    'rate-limited': 'Je hebt sneller geschreven dan iemand kan lezen. Wacht even.',
    'not-allowed': 'Je mag hier niet schrijven.',
    'not-in-room': 'Je bent daar niet meer.',
    'peer-unreachable': 'De persoon valt nu niet te bereiken.',
    'message-too-large': 'Het bericht is te lang.',
    'message-invalid': 'Er valt niets in te lezen.',
  },
  waitFor: (seconds) =>
    format.plural(seconds, { one: 'Wacht nog # seconde.', other: 'Wacht nog # seconden.' }),
  again: 'Opnieuw verzenden',
  drop: 'Weggooien',
  edit: 'Wijzigen',
  takeBack: 'Terugnemen',
  remove: 'Verwijderen',
  edited: 'gewijzigd',
  inWorld: 'in de wereld',
  removed: 'De moderatie heeft dit bericht verwijderd.',
  missed: 'Terwijl je weg was, is er meer geschreven dan bewaard blijft.',
  newLines: 'Nieuw',
  toNewest: (count) => format.plural(count, { one: '# nieuw bericht', other: '# nieuwe berichten' }),
  toEnd: 'Naar het nieuwste bericht',
  you: 'Jij',
  slowDown: 'Een bericht per',
  anyTime: 'onbeperkt',
}
