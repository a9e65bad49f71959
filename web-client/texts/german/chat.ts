/** The texts of the chat, in German. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChatTexts } from '../english/chat.js'

const format = inLanguage('de')

export const germanChat: ChatTexts = {
  here: 'Hier',
  inCall: 'Im Gespräch',
  conversations: 'Unterhaltungen',
  lines: {
    room: 'Was hier geschrieben wird',
    private: 'Was ihr beide schreibt',
    call: 'Was im Gespräch geschrieben wird',
  },
  nothing: {
    room: 'Hier hat noch niemand etwas geschrieben.',
    private: 'Ihr habt euch noch nichts geschrieben.',
    call: 'In diesem Gespräch hat noch niemand etwas geschrieben.',
  },
  whoReads: {
    room: 'Alle an diesem Ort lesen, was du schreibst.',
    private: 'Nur ihr beide lest es. Nichts wird gespeichert.',
    call: 'Alle im Gespräch lesen, was du schreibst.',
  },
  withinVoice: 'Wer dich hören würde, liest, was du schreibst.',
  bridged: 'Es wird auch im lokalen Chat in der Welt gesagt.',
  write: 'Nachricht schreiben',
  writeTo: (name) => `An ${name} schreiben`,
  send: 'Senden',
  save: 'Speichern',
  cancel: 'Abbrechen',
  editing: 'Du änderst deine letzte Nachricht.',
  left: (count) => `noch ${format.number(count)} Zeichen`,
  tooLong: (count) => `${format.number(count)} Zeichen zu viel`,
  off: 'An diesem Ort ist das Schreiben abgeschaltet.',
  notHere: 'Du kannst hier schreiben, sobald du am Ort bist.',
  callOver: 'Das Gespräch ist vorbei.',
  muted: 'Ein Moderator hat dir das Schreiben hier verboten.',
  slow: (seconds) => `Hier geht es langsamer zu: eine Nachricht alle ${format.long(seconds, 'second')}.`,
  unreachable: (name) => `${name} hat keine Voice-Seite offen und ist gerade nicht erreichbar.`,
  writes: (names) => `${names} schreibt …`,
  write2: (names) => `${names} schreiben …`,
  manyWrite: 'Mehrere schreiben …',
  sending: 'Wird gesendet …',
  notSent: 'Nicht gesendet.',
  refused: {
    'rate-limited': 'Du hast schneller geschrieben, als jemand lesen kann. Warte einen Moment.',
    'not-allowed': 'Du darfst hier nicht schreiben.',
    'not-in-room': 'Du bist nicht mehr dort.',
    'peer-unreachable': 'Die Person ist gerade nicht erreichbar.',
    'message-too-large': 'Die Nachricht ist zu lang.',
    'message-invalid': 'Darin gibt es nichts zu lesen.',
  },
  waitFor: (seconds) =>
    format.plural(seconds, { one: 'Warte noch eine Sekunde.', other: 'Warte noch # Sekunden.' }),
  again: 'Noch einmal senden',
  drop: 'Verwerfen',
  edit: 'Ändern',
  takeBack: 'Zurücknehmen',
  remove: 'Entfernen',
  edited: 'geändert',
  inWorld: 'in der Welt',
  removed: 'Ein Moderator hat diese Nachricht entfernt.',
  missed: 'Während du weg warst, wurde mehr geschrieben, als aufgehoben wird.',
  newLines: 'Neu',
  toNewest: (count) => format.plural(count, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
  toEnd: 'Zur neuesten Nachricht',
  you: 'Du',
  slowDown: 'Eine Nachricht alle',
  anyTime: 'beliebig oft',
}
