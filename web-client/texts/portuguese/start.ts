/** Everything the page says first, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Texts } from '../english/start.js'
import { firstWords } from '../first-words.js'

const format = inLanguage('pt')

export const portuguese: Texts = {
  ...firstWords.pt,
  language: 'pt',
  signedInAs: (name) => `Você é ${name}`,
  leave: 'Sair',
  hideAddress:
    'Ocultar meu endereço de rede: minha voz passa pelo relay do grid, para que ninguém com quem falo veja de onde me conecto.',
  microphoneRetry: 'Tentar o microfone de novo',
  keyNames: {
    Space: 'Espaço',
    ShiftLeft: 'Shift esquerdo',
    ShiftRight: 'Shift direito',
    ControlLeft: 'Ctrl esquerdo',
    ControlRight: 'Ctrl direito',
    AltLeft: 'Alt',
    AltRight: 'Alt Gr',
    PageUp: 'Page Up',
    PageDown: 'Page Down',
    ArrowUp: 'Seta para cima',
    ArrowDown: 'Seta para baixo',
    ArrowLeft: 'Seta para a esquerda',
    ArrowRight: 'Seta para a direita',
  },
  more: 'Mais',
  hold: 'Segure para falar',
  holdKey: (key) => `ou segure ${key}`,
  tabs: { people: 'Pessoas', chat: 'Chat', call: 'Chamada' },
  panel: 'Pessoas, chat e chamada',
  unread: (count) => format.plural(count, { one: '# novo', other: '# novos' }),
  drawUp: 'Subir o painel',
  drawDown: 'Baixar o painel',
  noPlace: 'Aqui você verá quem está perto assim que a voz começar.',
  nobody: 'Ninguém mais entrou na voz aqui ainda.',
  peopleHere: 'Quem está aqui',
  notShown: (count) =>
    `${format.plural(count, { one: 'Mais # pessoa não é mostrada: está', other: 'Mais # pessoas não são mostradas: estão' })} mais longe. Todas as que você pode ouvir estão nesta lista.`,
  connectedTo: (channel) => `em ${channel}`,
  others: (count) =>
    count === 0
      ? '(ninguém mais ainda)'
      : format.plural(count, { one: 'com mais # pessoa', other: 'com mais # pessoas' }),
  stillConnecting: 'O serviço de voz não responde. Esta página continua tentando; talvez seja a sua rede.',
  about: 'Fale com as pessoas em volta do seu avatar: quanto mais perto, mais se ouve.',
  trySound: 'Testar microfone e alto-falante',
  ready: 'Quando você quiser.',
  waiting: 'Seu avatar não está no mundo. A voz começa sozinha assim que ele chegar.',
  'no-positions':
    'Sua região não informa onde está seu avatar. Ligue a voz no seu visualizador e deixe ligada; depois aperte aqui “Usar esta janela”: esta página vai aonde seu visualizador for. Ou peça a quem cuida da região que informe as posições; então a voz começa sozinha.',
  'region-away':
    'Sua região foi reiniciada, ou estava fora de alcance, e ainda não vê seu avatar. Entre de novo no mundo: a voz começa sozinha. Esta página espera dez minutos.',
  'channel-full': 'Este canal está cheio. Você entra automaticamente assim que alguém sair.',
  'grid-full':
    'Este grid já tem em voz todas as pessoas ou salas que pode ter aqui. Você entra automaticamente assim que houver espaço.',
  locked: 'A moderação fechou esta sala. Você entra automaticamente assim que ela reabrir.',
  'link-confined':
    'Seu link de voz vale nas regiões para as quais foi criado, mas não aqui. Para falar aqui, abra um link de voz desta região ou entre com um código.',
  'voice-off': 'A voz está desligada nesta parcela. Ela começa sozinha onde estiver ligada.',
  reconnecting:
    'O serviço de voz está fora de alcance. Tentando de novo… Você continua ouvindo as pessoas com quem há conexão.',
  over: {
    'signed-out': 'Você não entrou na sua conta.',
    replaced: 'Seu avatar está na voz em outra janela ou no visualizador. Esta parou.',
    kicked: 'A moderação tirou você do canal.',
    'channel-deleted':
      'Um administrador excluiu o canal em que você estava. Entre de novo para ir ao canal que este lugar tem agora.',
    'left-world': 'Seu avatar saiu do mundo. Continue quando ele voltar.',
    refused:
      'Esta página foi aberta em um endereço que o serviço de voz não conhece. Abra-a no endereço dela.',
    'no-webrtc':
      'A voz precisa de WebRTC, e neste navegador ele está desligado ou uma extensão o retira. Permita-o (no Firefox: about:config, media.peerconnection.enabled) e tente de novo.',
    'no-web-audio': 'A voz precisa de Web Audio, que este navegador não tem. Use um mais novo.',
    'cookies-blocked':
      'Este navegador bloqueia todos os cookies, então o serviço de voz não pode saber quem você é. Permita-os para esta página e tente de novo.',
    'no-microphone-here': 'Aqui você só poderia ouvir: este navegador não tem microfone.',
  },
  banned: (until) => `A moderação não deixa você entrar no canal até: ${until}.`,
  moderatorSays: (words) => `A moderação diz: “${words}”`,
  joinAgain: 'Entrar de novo',
  backInWorld: 'Meu avatar voltou',
  tryAgain: 'Tentar de novo',
  stale:
    'O serviço de voz já tem uma página mais nova. Você pode continuar falando; esta página se recarrega sozinha quando ninguém estiver falando.',
  close: 'Fechar',
  microphoneFault: {
    'insecure-page':
      'Você pode ouvir, mas não falar: navegadores só dão o microfone a páginas https. Abra esta página com https.',
    denied:
      'Você pode ouvir, mas não falar: o navegador nega o microfone. Permita-o ao lado do endereço e tente de novo.',
    missing: 'Você pode ouvir, mas não falar: nenhum microfone foi encontrado. Conecte um e tente de novo.',
    busy: 'Você pode ouvir, mas não falar: outro programa ocupa o microfone. Feche-o lá e tente de novo.',
  },
  microphoneReason: {
    'muted-by-moderator': () => 'A moderação silenciou você. Ninguém ouve você até que ela desfaça isso.',
    'moderators-only': (channel) => `Em ${channel} só a moderação fala. Ninguém silenciou você.`,
    'floor-needed': (channel) =>
      `Em ${channel} a moderação fala. Você pode pedir a palavra; ninguém silenciou você.`,
    'no-room': () => 'Ninguém ouve você até a voz começar.',
    'service-away': () => 'Ninguém ouve você até o serviço de voz voltar.',
    deafened: () => 'Você não ouve ninguém, e nada é enviado.',
    'device-silent': () =>
      'Do seu microfone não vem nada. É o errado, está desligado ou outro programa o usa?',
  },
  activationBroken:
    'Aqui não dá para medir seu volume: tudo o que o microfone ouve é enviado, não só a fala.',
  deafen: 'Não ouvir ninguém, não enviar nada',
  deafenShort: 'Não ouvir',
  toggleKey: (key) => `${key} também alterna`,
  mutedSpeech: (key) =>
    `Você está falando com o microfone desligado. Ligue-o${key && `, ou segure ${key} enquanto fala`}.`,
  feedLost:
    'Posições perdidas: a região parou de informar onde as pessoas estão. Distâncias e direções são as últimas conhecidas.',
  unplaced:
    'Sem distância: ninguém informa onde as pessoas estão nesta região, então todas são ouvidas por igual. Um script de voz lá, ou RemoteAdmin, informaria.',
  storeFailing:
    'O serviço de voz não consegue salvar nada no momento. Você pode continuar falando; avise quem cuida dele.',
  filterFailed: 'A redução forte de ruído não funciona aqui. Enquanto isso, a do navegador retira o ruído.',
  outputFailed: 'O alto-falante escolhido não está aí. O som sai pelo que o navegador escolher.',
  output: {
    'awaiting-gesture': 'O navegador espera um clique antes de tocar som.',
    interrupted:
      'O som parou: talvez um telefonema ou outro aparelho o tenha tomado. Clique em qualquer lugar para ouvir de novo.',
    failed:
      'O alto-falante não funciona. Há um conectado e livre? Então clique em qualquer lugar, ou escolha outro nas configurações.',
  },
  play: 'Tocar',
  faults: {
    'relay-unavailable':
      'Este grid não tem relay: seu endereço de rede não pode ser ocultado, e você não foi conectado a ninguém. Desmarque a opção para entrar mesmo assim.',
    'ticket-used':
      'Este link de voz já foi usado, em outro navegador ou por outra pessoa. Toque no quiosque de voz no mundo para ter um novo.',
    'ticket-unknown':
      'Este link de voz não abre: é antigo demais ou está incompleto. Um link vale dois minutos; toque no quiosque de voz no mundo para ter um novo.',
    'account-disabled': 'Um administrador deste grid desligou sua voz.',
    'rate-limited': 'A página enviou demais de uma vez e foi cortada. Ela se reconecta sozinha.',
    'call-rate-limited': 'Você liga com frequência demais. Espere um minuto e ligue de novo.',
    'call-full': 'Esta chamada está cheia: há 24 pessoas nela.',
    'call-not-allowed': 'Você está em uma chamada em outra janela. Ligue de lá, ou desligue lá primeiro.',
    'moderate-not-allowed':
      'Você não pode fazer isso aqui: só a moderação deste lugar pode, e não com quem também modera.',
    'moderate-not-found': 'Não foi feito: a pessoa não está mais aqui, ou a mão dela já está abaixada.',
    'moderate-bad-request': 'Não foi feito: aqui não há no momento palavra a dar nem nada a encerrar.',
    'moderate-rate-limited': 'Foi demais de uma vez. Espere um momento e continue.',
    'hand-not-allowed': 'Aqui todos podem falar: não é preciso levantar a mão.',
    'block-not-allowed': 'Você já bloqueia gente demais. Desbloqueie alguém antes, nas configurações.',
    'complain-rate-limited': 'Você avisou muito a moderação. Espere dez minutos.',
    'complain-bad-request': 'Diga em poucas palavras o que aconteceu.',
    'hub-offer-grid-full':
      'O hub de voz transporta para este grid o máximo permitido. Você está conectado diretamente aos outros, onde é possível.',
    'call-grid-full':
      'Este grid já tem em voz todas as pessoas que pode ter. Tente de novo quando alguém tiver saído.',
    'grid-busy': 'Há movimento demais neste grid no momento. Espere um pouco e tente de novo.',
    internal: 'Algo falhou no serviço de voz. Se a voz não funcionar, recarregue a página.',
  },
  otherFault: ({ code }) => `O serviço de voz informa um erro${code && ` (${code})`}.`,
  side: {
    ahead: 'à frente',
    'ahead-right': 'à frente, à direita',
    right: 'à direita',
    'behind-right': 'atrás, à direita',
    behind: 'atrás de você',
    'behind-left': 'atrás, à esquerda',
    left: 'à esquerda',
    'ahead-left': 'à frente, à esquerda',
  },
  outOfRange: 'longe demais',
  muted: 'microfone desligado',
  listensOnly: 'ouve',
  moderator: 'modera',
  effort: {
    title: 'Até onde ouvem você',
    whisper: 'Sussurrar',
    talk: 'Falar',
    shout: 'Gritar',
    others: { whisper: 'sussurra', shout: 'grita' },
  },
  hasFloor: 'tem a palavra',
  handRaised: (place) => `mão levantada, nº ${place}`,
  blocked: 'com bloqueio',
  raiseHand: 'Levantar a mão',
  lowerHand: (place) => `Mão levantada: nº ${place}`,
  room: 'Sala',
  notConnected: 'sem conexão',
  othersNearer: (most) => `não se ouve: outras ${most} pessoas estão mais perto`,
  media: { p2p: 'direta', relay: 'por relay', hub: 'pelo hub' },
  mediaHint: {
    p2p: 'Entre os computadores de vocês dois, sem nada no meio.',
    relay: 'Pelo relay do grid, que a repassa cifrada e não consegue ouvi-la.',
    hub: 'Pelo hub de voz do grid, que reúne as vozes de navegadores e visualizadores.',
  },
  quality: { good: 'boa', fair: 'alguma perda', poor: 'linha ruim' },
  trouble: {
    incompatible: 'o programa do outro lado não entende esta página',
    'no-audio': 'não envia som',
  },
  volumeOf: (name) => `Volume de ${name}`,
  mute: (name) => `Silenciar ${name} para mim`,
  dismiss: 'Dispensar',
  mode: {
    open: 'Todos podem falar.',
    lecture: 'Uma palestra: só a moderação fala.',
    presentation: 'Uma apresentação: falam a moderação e quem receber dela a palavra.',
    auditorium: 'Um auditório: a moderação fala e é ouvida em volume máximo em toda parte.',
  },
  everywhere: 'Todos são ouvidos em volume máximo, onde quer que estejam.',
  range: (full, silent) =>
    `Volume máximo até ${format.distance(full)}, silêncio a partir de ${format.distance(silent)}.`,
  call: 'Ligar',
  addToCall: 'Adicionar à chamada',
  callSomebody: 'Ligar para alguém',
  heardIn: { place: 'Sua voz vai para o lugar', call: 'Sua voz vai para a chamada' },
  message: 'Mensagem',
  muteWriting: 'Não deixar escrever',
  unmuteWriting: 'Deixar escrever',
  settings: 'Configurações',
  talkHere: 'Usar esta janela',
  whyNot: 'Por que não ouço?',
}
