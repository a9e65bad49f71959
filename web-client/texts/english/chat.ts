/** The texts of the chat, in English; the other languages have the same shape. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ConversationKind } from '../../chat/conversation.js'

const format = inLanguage('en')

export const englishChat = {
  here: 'Here',
  inCall: 'In the call',
  conversations: 'Conversations',
  lines: {
    room: 'What is written here',
    private: 'What you two write',
    call: 'What is written in the call',
  } satisfies Record<ConversationKind, string>,
  nothing: {
    room: 'Nothing has been written here yet.',
    private: 'You have not written to each other yet.',
    call: 'Nothing has been written in this call yet.',
  } satisfies Record<ConversationKind, string>,
  whoReads: {
    room: 'Everybody in this place reads what you write.',
    private: 'Only the two of you read it. Nothing is stored.',
    call: 'Everybody in the call reads what you write.',
  } satisfies Record<ConversationKind, string>,
  withinVoice: 'Whoever would hear you reads what you write.',
  bridged: 'It is also said in local chat in-world.',
  write: 'Write a line',
  writeTo: (name: string) => `Write to ${name}`,
  send: 'Send',
  save: 'Save',
  cancel: 'Cancel',
  editing: 'You are changing your last line.',
  left: (count: number) => format.plural(count, { one: '# character left', other: '# characters left' }),
  tooLong: (count: number) =>
    format.plural(count, { one: '# character too many', other: '# characters too many' }),
  off: 'Writing is switched off in this place.',
  notHere: 'You can write here once you are in the place.',
  callOver: 'The call is over.',
  muted: 'A moderator has muted your writing here.',
  slow: (seconds: number) => `This place is slowed down: one line every ${format.long(seconds, 'second')}.`,
  unreachable: (name: string) => `${name} has no voice page open and cannot be reached now.`,
  writes: (names: string) => `${names} writes…`,
  write2: (names: string) => `${names} write…`,
  manyWrite: 'Several people write…',
  sending: 'Sending…',
  notSent: 'Not sent.',
  refused: {
    'rate-limited': 'You wrote faster than anybody can read. Wait a moment.',
    'not-allowed': 'You may not write here.',
    'not-in-room': 'You are not there any more.',
    'peer-unreachable': 'They cannot be reached now.',
    'message-too-large': 'The line is too long.',
    'message-invalid': 'There is nothing to read in it.',
  } as Record<string, string>,
  waitFor: (seconds: number) =>
    format.plural(seconds, { one: 'Wait # more second.', other: 'Wait # more seconds.' }),
  again: 'Send again',
  drop: 'Discard',
  edit: 'Change',
  takeBack: 'Take back',
  remove: 'Remove',
  edited: 'changed',
  inWorld: 'in-world',
  removed: 'A moderator has removed this line.',
  missed: 'More was written while you were away than is kept.',
  newLines: 'New',
  toNewest: (count: number) => format.plural(count, { one: '# new line', other: '# new lines' }),
  toEnd: 'To the newest line',
  you: 'You',
  slowDown: 'One line every',
  anyTime: 'any time',
}

export type ChatTexts = typeof englishChat
