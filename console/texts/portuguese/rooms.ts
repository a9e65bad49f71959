/** The words about the rooms and who is in them, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RoomTexts } from '../english/rooms.js'

const format = inLanguage('pt')

export const roomsPortuguese: RoomTexts = {
  mapHint: 'Escolha alguém para ver quem o ouve.',
  heardBy: (name) => `As linhas levam a quem ouve ${name}; no círculo começa o silêncio.`,
  mapLabel: (count) =>
    `Mapa da região com ${format.plural(count, { one: '# pessoa', other: '# pessoas' })}; a lista ao lado diz o mesmo em palavras.`,
  feedLost: 'A região está calada: as posições são as últimas conhecidas.',
  handRaised: (place) => `mão levantada, nº ${place}`,
  mute: 'Silenciar',
  unmute: 'Devolver a voz',
  until: (time) => `até: ${time}`,
  hasFloor: 'tem a palavra',
  speaks: 'fala',
  moderator: 'modera',
  notInVoice: 'fora da voz',
  positionFrom: (source, ago) =>
    source === null
      ? 'posição desconhecida'
      : source === 'viewer'
        ? 'posição: a do visualizador'
        : `posição: ${source === 'push' ? 'script' : 'RemoteAdmin'}, ${ago}`,
  client: { viewer: 'Visualizador', page: 'Página' },
  forTime: (time) => ` há ${time}`,
  silence: {
    'not-in-voice': () => 'fora da voz',
    'page-open': () => 'tem a página aberta, mas não entrou',
    'not-in-world': () => 'espera: nenhuma região informa o avatar',
    'no-positions': () => 'espera: a região não informa posições',
    'region-away': () => 'espera: a região está fora de alcance',
    'voice-off': () => 'espera: a voz está desligada nesta parcela',
    'channel-full': () => 'espera: o canal está cheio',
    'grid-full': () => 'espera: o grid chegou ao limite',
    locked: () => 'espera: a sala está fechada',
    'link-confined': () => 'espera: o link de voz não vale aqui',
    'everybody-muted': () => 'aqui todos estão em silêncio',
    loss: () => 'muitos pacotes se perdem vindo daqui',
    alone: () => 'não há mais ninguém na sala',
    'nobody-in-reach': () => 'ninguém está perto o bastante para ouvir',
    'feed-lost': () => 'a região está calada: as posições são antigas',
    connecting: () => 'conectando',
    'connecting-long': (time) =>
      `conectando${time}: a porta UDP do hub de mídia está aberta? Veja “Instalação”`,
    joining: (time) => `com conexão, mas o visualizador não entrou${time}`,
    'position-unknown': (time) => `posição ainda desconhecida${time}`,
    'listens-in': () => 'ouve de uma região vizinha',
    'muted-by-moderator': () => 'em silêncio pela moderação',
    'may-only-listen': () => 'só pode ouvir, pelo modo do canal',
    'microphone-off': (time) => `microfone desligado${time}`,
    'no-packets': (time) => `nenhum pacote chegou${time}`,
    'sends-silence': (time) => `o microfone envia silêncio${time}`,
  },
  connectionState: {
    connecting: 'conectando',
    'waiting-for-position': 'espera sua posição',
    listening: 'ouve',
    'in-room': 'na sala',
    aside: 'diz à página onde está o avatar',
  },
  connectedFor: (time) => `há ${time}`,
  packets: (received, sent) =>
    `${format.plural(received, { one: '# pacote recebido', other: '# pacotes recebidos' })}, ${format.number(sent)} enviados`,
  loss: (from, to) => (to === null ? `${from} de perda` : `${from} de perda ao receber, ${to} ao enviar`),
  jitter: (time) => `variação ${time}`,
  placeFrom: {
    viewer: 'lugar: como diz o visualizador',
    feed: 'lugar: como diz a região',
    none: 'lugar: desconhecido',
  },
  routes: { direct: 'com conexão direta entre si', hub: 'pelo hub de mídia' },
  hears: (gain) => (gain > 0 ? `ouve a ${format.percent(gain)}` : 'não ouve'),
}
