/** The texts of the chat, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChatTexts } from '../english/chat.js'

const format = inLanguage('pt')

export const portugueseChat: ChatTexts = {
  here: 'Aqui',
  inCall: 'Na chamada',
  conversations: 'Conversas',
  lines: {
    room: 'O que se escreve aqui',
    private: 'O que vocês dois escrevem',
    call: 'O que se escreve na chamada',
  },
  nothing: {
    room: 'Nada foi escrito aqui ainda.',
    private: 'Vocês ainda não escreveram um ao outro.',
    call: 'Nada foi escrito nesta chamada ainda.',
  },
  whoReads: {
    room: 'Todos neste lugar leem o que você escreve.',
    private: 'Só vocês dois leem. Nada é guardado.',
    call: 'Todos na chamada leem o que você escreve.',
  },
  withinVoice: 'Quem ouviria você lê o que você escreve.',
  bridged: 'Também é dito no chat local do mundo.',
  write: 'Escrever uma mensagem',
  writeTo: (name) => `Escrever para ${name}`,
  send: 'Enviar',
  save: 'Salvar',
  cancel: 'Cancelar',
  editing: 'Você está mudando sua última mensagem.',
  left: (count) => format.plural(count, { one: 'resta # caractere', other: 'restam # caracteres' }),
  tooLong: (count) => format.plural(count, { one: '# caractere a mais', other: '# caracteres a mais' }),
  off: 'Neste lugar a escrita está desligada.',
  notHere: 'Você pode escrever aqui quando estiver no lugar.',
  callOver: 'A chamada terminou.',
  muted: 'A moderação não deixa você escrever aqui.',
  slow: (seconds) => `Aqui se vai mais devagar: uma mensagem a cada ${format.long(seconds, 'second')}.`,
  unreachable: (name) => `${name} não tem página de voz aberta e está fora de alcance agora.`,
  writes: (names) => `${names} está escrevendo…`,
  write2: (names) => `${names} estão escrevendo…`,
  manyWrite: 'Várias pessoas estão escrevendo…',
  sending: 'Enviando…',
  notSent: 'Não enviado.',
  refused: {
    'rate-limited': 'Você escreveu mais rápido do que se pode ler. Espere um momento.',
    'not-allowed': 'Você não pode escrever aqui.',
    'not-in-room': 'Você não está mais lá.',
    'peer-unreachable': 'A pessoa está fora de alcance agora.',
    'message-too-large': 'A mensagem é longa demais.',
    'message-invalid': 'Não há nada para ler nela.',
  },
  waitFor: (seconds) =>
    format.plural(seconds, { one: 'Espere mais # segundo.', other: 'Espere mais # segundos.' }),
  again: 'Enviar de novo',
  drop: 'Descartar',
  edit: 'Mudar',
  takeBack: 'Retirar',
  remove: 'Remover',
  edited: 'mudada',
  inWorld: 'no mundo',
  removed: 'A moderação removeu esta linha.',
  missed: 'Enquanto você esteve fora, escreveu-se mais do que se guarda.',
  newLines: 'Novo',
  toNewest: (count) => format.plural(count, { one: '# linha nova', other: '# linhas novas' }),
  toEnd: 'Ir à linha mais nova',
  you: 'Você',
  slowDown: 'Uma linha a cada',
  anyTime: 'sem limite',
}
