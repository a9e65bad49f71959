/** The words of a resident's own page and of what is in force, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PersonTexts } from '../english/persons.js'

const format = inLanguage('pt')

export const personsPortuguese: PersonTexts = {
  back: 'Todos os residentes',
  now: 'Agora',
  whereIn: (region, channel) => `em ${region}, na voz em ${channel}`,
  inRegion: (region) => `em ${region}, fora da voz`,
  inChannel: (channel) => `na voz em ${channel}`,
  nowhere: 'Nenhuma região indica esta pessoa.',
  showInRoom: 'Mostrar na sala',
  home: 'Origem',
  homeHere: 'este grid',
  since: 'Conta desde',
  noAccount: 'ainda nenhuma',
  seen: 'Visto pela última vez',
  blockCounts: 'Bloqueios',
  blocksWords: (blocks, by) =>
    `bloqueia ${format.plural(blocks, { one: '# residente', other: '# residentes' })}, bloqueado por ${format.number(by)}`,
  inForce: 'Em vigor',
  nothingInForce: 'Nem silenciado nem banido.',
  kinds: {
    muted: 'silenciado',
    'writing-muted': 'não pode escrever',
    floor: 'tem a palavra',
    banned: 'banido',
  },
  inChannelOf: (kind, channel) => `${kind} em ${channel}`,
  by: (name) => `por ${name}`,
  decidedSince: (time) => `decidido ${time}`,
  complaintsAbout: 'Queixas sobre esta pessoa',
  complaintsBy: 'Queixas desta pessoa',
  noneOfThose: 'Nenhuma.',
  closedBy: (name, time) => `tratada por ${name}, ${time}`,
  actsOn: 'O que foi feito',
  nothingDone: 'Nada.',
  banFrom: 'Banir de um canal…',
  whichChannel: 'Canal',
  disableAsk: (name) => `Retirar o acesso a ${name}?`,
  disableMeans: 'As sessões se encerram, e a voz fica fechada em toda parte até o acesso ser devolvido.',
  endSessionsAsk: (name) => `Encerrar todas as sessões de ${name}?`,
  endSessionsMeans: 'A pessoa sai da voz e precisa de um novo link ou da senha para voltar.',
  didDisable: (name) => `Acesso retirado: ${name}.`,
  didEnable: (name) => `Acesso devolvido: ${name}.`,
  disableShort: 'Retirar o acesso…',
  endSessionsShort: 'Encerrar todas as sessões…',
  residentsShown: { all: 'todos', voice: 'na voz', disabled: 'sem acesso' },
  mutesAndBans: 'Silenciados e banidos agora',
  findPerson: 'Procurar um residente pelo nome',
  dropPerson: (name) => `Não mais só ${name}`,
}
