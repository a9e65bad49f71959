/** The words about the channels and their settings, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelTexts } from '../english/channels.js'

const format = inLanguage('pt')

export const channelsPortuguese: ChannelTexts = {
  searchChannels: 'Procurar um canal',
  filter: 'Mostrar',
  filters: { all: 'todos', edited: 'alterados', pinned: 'fixados', occupied: 'com gente' },
  shown: (count, total) => `${format.number(count)} de ${format.number(total)}`,
  chooseOne: (name) => `Escolher ${name}`,
  chooseAll: (count) => `Escolher todos os ${format.number(count)}`,
  chooseNone: 'Não escolher nenhum',
  editChosen: (count) => `Alterar ${format.number(count)} juntos`,
  channel: 'Canal',
  range: 'Alcance',
  notes: 'Notas',
  editor: 'Configurações do canal',
  editMany: (count) => format.plural(count, { one: '# canal', other: '# canais' }),
  manyHint: 'Só o que você mudar aqui vale para todos.',
  saveMany: (count) => format.plural(count, { one: 'Salvar # canal', other: 'Salvar # canais' }),
  savedAndHeard: 'Salvo. Na sala já se ouve assim.',
  asTheRegionSays: 'Voltar ao que a região diz',
  deleteChannel: 'Excluir…',
  deleteMeans: (isFolder, people) =>
    `${isFolder ? 'A pasta e todos os canais nela somem' : 'O canal some'} de vez, com tudo o que foi configurado aqui.${
      people > 0
        ? ` ${format.plural(people, { one: 'A pessoa que está nele vai', other: 'As # pessoas que estão nele vão' })} para a sala da região.`
        : ''
    } Uma região que o pedir de novo recebe um novo.`,
  deleteYes: 'Sim, excluir',
  channelDeleted: 'Excluído.',
  compareWith: 'Comparar com',
  comparisons: {
    saved: 'o que está salvo',
    default: 'o padrão do OpenSimulator',
    channel: 'outro canal',
    none: 'nada',
  },
  otherChannel: 'Qual canal',
  fields: {
    type: 'Tipo',
    mode: 'Quem pode falar',
    distanceModel: 'Modelo de distância',
    rollOff: 'Atenuação',
    maxRangeMetres: 'Alcance (m)',
    clampingDistanceMetres: 'Volume máximo até (m)',
    whisperMetres: 'Sussurro até (m; 0: um sexto do alcance)',
    shoutMetres: 'Grito até (m; 0: cinco terços do alcance)',
    cone: 'Quem fala tem uma frente: atrás ouve-se menos',
    dulls: 'A distância abafa as vozes: de longe, menos agudos',
    headphones:
      'Os viewers ouvem este lugar como em fones de ouvido, a não ser que a pessoa escolha outra coisa',
    capacity: 'Capacidade (0: sem limite)',
    iceTransportPolicy: 'Conexões',
    neighbours: 'Além do limite da região',
    moderators: 'Moderação',
    ownersModerate: 'Quem é dono da parcela ou da propriedade também modera',
    textOn: 'Aqui se pode escrever',
    textReach: 'Quem lê uma mensagem',
    textHistory: 'Quem chega lê as últimas mensagens',
    textSlowSeconds: 'Segundos entre duas mensagens (0: sem limite)',
    textBridge: 'Um script na região pode uni-lo ao chat local',
    pinned: 'fixado',
  },
  slider: (name) => `${name}, controle deslizante`,
  types: { positional: 'por distância', conference: 'reunião', directory: 'pasta' },
  modes: { open: 'todos', lecture: 'palestra', presentation: 'apresentação', auditorium: 'auditório' },
  models: { none: 'nenhum', inverse: 'inverso', linear: 'linear', exponent: 'exponencial' },
  text: 'Texto',
  textReaches: { room: 'todos no lugar', voice: 'quem ouviria quem escreve' },
  transports: {
    all: 'diretas onde possível',
    relay: 'só pelo relay (oculta endereços)',
    hub: 'só pelo hub de mídia (oculta endereços)',
  },
  neighbours: {
    auto: 'aberto numa região, fechado numa parcela',
    open: 'aberto aos vizinhos',
    out: 'os vizinhos ouvem este lugar',
    in: 'este lugar ouve os vizinhos',
    closed: 'fechado',
  },
  modeHint: {
    open: 'Todos podem falar.',
    lecture: 'Só a moderação fala.',
    presentation: 'Falam a moderação e quem receber dela a palavra.',
    auditorium: 'Como uma apresentação, ouvida em volume máximo em todo o canal.',
  },
  addModerator: 'Adicionar à moderação: uma parte do nome',
  removeModerator: (name) => `Retirar ${name} da moderação`,
  ownersAre: (names) => `Além disso, como donos: ${names}`,
  pinnedHint: 'Fixado: nunca removido, por mais que ninguém o use',
  faults: {
    'out-of-limits': 'Este número está fora do possível aqui.',
    'bridge-by-voice': 'O chat local não pode ser unido a um texto que só vai até onde a voz vai.',
    'clamp-above-range': 'O volume máximo iria além do alcance: use uma distância menor.',
    'whisper-above-range': 'Um sussurro iria além do alcance: use uma distância menor, ou 0.',
    'shout-below-range': 'Um grito iria menos longe que o alcance: use uma distância maior, ou 0.',
    'range-zero': 'Com um alcance de 0 m ninguém ouviria ninguém.',
    directory: 'Uma pasta continua pasta, e um canal, canal.',
    invalid: 'Este valor não é válido.',
  },
  silentFrom: (value) => `silêncio a partir de ${format.metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }, silence) =>
    distanceModel === 'none'
      ? 'Todos são ouvidos em volume máximo, onde quer que estejam.'
      : `Volume máximo até ${format.metres(clamp)}, silêncio a partir de ${format.metres(silence)}.`,
  trap: (range, silence) =>
    `O alcance é ${format.metres(range)}, mas o silêncio começa em ${format.metres(silence)}: com o modelo linear, uma atenuação acima de 1 termina antes. Para todo o alcance use atenuação 1 ou outro modelo.`,
}
