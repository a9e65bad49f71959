/** The words about the regions and the state of the service, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RegionTexts } from '../english/regions.js'

const format = inLanguage('pt')

export const regionsPortuguese: RegionTexts = {
  counts: {
    people: 'Na voz',
    speaking: 'Falando',
    rooms: 'Salas',
    avatars: 'No mundo',
    viewers: 'Visualizadores nativos',
    hubCores: 'Hub de mídia, núcleos',
    droppedTurns: 'Hub atrasado, 1 h',
    joinFailures: 'Entradas falhas, 1 h',
    timeToVoiceMs: 'Tempo até a voz',
    relayedShare: 'Por relay',
    refusedSignIns: 'Recusadas, 1 h',
    oldestFeedSeconds: 'Posição mais antiga',
  },
  joinFailures: 'Por que pessoas não puderam falar, desde o início',
  joinFailure: {
    'not-in-world': 'Nenhuma região informa o avatar delas no mundo',
    'no-positions': 'A região delas não informa posições, e o visualizador não estava na voz',
    'channel-full': 'O canal estava cheio',
    'grid-full': 'O grid tinha chegado ao limite',
    banned: 'Estão banidas do canal',
    'relay-unavailable': 'Ocultam o endereço, e não há servidor TURN nem hub de mídia',
    'microphone-denied': 'Não permitiram o microfone',
    'microphone-missing': 'Não havia microfone',
    'microphone-busy': 'Outro programa usava o microfone',
    'insecure-page': 'A página foi aberta sem https, então não há microfone',
    connection: 'Uma conexão com alguém falhou: quase sempre por um firewall; TURN ajuda',
  },
  times: (count) => format.plural(count, { one: 'uma vez', other: '# vezes' }),
  hub: {
    title: 'Hub de mídia',
    unused: 'ainda não foi necessário',
    starting: 'iniciando',
    down: 'terminou, reinicia',
    closed: 'Ninguém alcança esta porta: abra-a no firewall.',
    rooms: (count) => format.plural(count, { one: 'uma sala', other: '# salas' }),
    peers: (count) => format.plural(count, { one: 'uma conexão', other: '# conexões' }),
    turns: (half, most) => `metade dos turnos em ${half}, 99 % em ${most}`,
    late: (count) => format.plural(count, { one: 'um turno omitido', other: '# turnos omitidos' }),
    restarts: (count) => format.plural(count, { one: 'reiniciado uma vez', other: 'reiniciado # vezes' }),
  },
  regions: 'Regiões',
  region: 'Região',
  noRegions: 'Nenhuma região informa ainda onde está sua gente. Em “Instalação” estão as linhas para isso.',
  inVoice: (count) => `${format.number(count)} na voz`,
  feed: (source, ago, avatars) =>
    `${source === 'push' ? 'Script ou módulo' : 'RemoteAdmin'}: ${format.plural(avatars, { one: '# avatar', other: '# avatares' })}, ${ago}`,
  noFeed: 'Sem posições.',
  noRoomFor: (avatars) => `Não há lugar para ${format.number(avatars)} deles.`,
  oddEntry: (agentId, what) =>
    `Um item é estranho${agentId === null ? '' : ` (${agentId})`}: ${what}; todos os outros contam.`,
  oddities: {
    entry: 'não é um item válido e fica de fora',
    id: 'seu id não é um UUID e ele fica de fora',
    twice: 'aparece duas vezes e conta uma',
    name: 'seu nome está vazio ou é longo demais',
    position: 'sua posição não está na região, então fica onde estava',
    look: 'seu olhar não é uma direção',
    parcel: 'sua parcela não é um UUID',
    voice: 'seus indicadores de voz não são válidos',
  },
  notAnswered: 'Ainda não respondeu.',
  regionList: {
    find: 'Procurar uma região, uma parcela ou um simulador',
    which: 'Que regiões',
    shown: {
      all: 'Todas as regiões',
      voice: 'Com pessoas em voz',
      missing: 'Desaparecidas ou offline',
      unplaced: 'Sem posições',
      silent: 'Com um limite mudo',
    },
    place: (x, y) => `em ${x}, ${y}`,
    placeUnknown: 'ninguém diz onde fica: nenhuma voz atravessa os seus limites',
    silentBorder: (name, node) =>
      `As páginas não ouvem ninguém além do limite com ${name}: essa região pertence a outro nó (${node}).`,
    goneSince: (time) => `desaparecida desde ${time}`,
    offline: 'fora do ar',
    voiceOff: 'a voz está desligada',
    estateChannel: 'no canal da propriedade',
    unnamed: 'Uma parcela sem nome',
    none: 'Não há tal região.',
    notAsked: 'Aqui estão só as regiões que dão posições: com ROBUST_URL a própria grelha lista todas.',
    more: (count) => format.plural(count, { one: 'e mais uma: procure-a', other: 'e mais #: procure uma' }),
  },
  callers: 'Simuladores que chamaram',
  noCallers: 'Nenhuma região pediu voz desde o início.',
  generation: {
    'from-0.9.2': 'Módulo Vivox, OpenSimulator 0.9.2 ou mais novo',
    'before-0.9.2': 'Módulo Vivox, anterior a 0.9.2',
    webrtc: 'Complemento WebRTC',
  },
  calls: (count) => format.plural(count, { one: '# pedido', other: '# pedidos' }),
  refusedCalls: (count, over) =>
    over
      ? format.plural(count, {
          one: 'Antes # foi recusado, o último:',
          other: 'Antes # foram recusados, o último:',
        })
      : format.plural(count, {
          one: '# pedido foi recusado, o último:',
          other: '# pedidos foram recusados, o último:',
        }),
  nodes: 'Nós',
  nodeAreas: (count) => format.plural(count, { one: '# área', other: '# áreas' }),
  nodeDrained: 'esvaziado',
  drain: 'Esvaziar',
  drainMeans:
    'Ele passa as suas regiões aos outros nós: as páginas se conectam de novo, e as vozes do hub de mídia param por um momento. Não assume nenhuma até ser reiniciado.',
  drainYes: 'Sim, esvaziar',
  health: 'O serviço',
  storeGood: 'O banco de dados responde e aceita escrita.',
  storeBad: 'Nada pode ser salvo: a voz continua, mas o que mudar agora se perde ao reiniciar.',
  channelCount: (count) => `${format.plural(count, { one: '# canal', other: '# canais' })}.`,
  uptime: (time) => `No ar há ${time}.`,
}
