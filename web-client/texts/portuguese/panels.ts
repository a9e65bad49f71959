/** What the parts of the page say that are loaded later, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PanelTexts } from '../english/panels.js'
import { portugueseCalls } from './calls.js'
import { portugueseChat } from './chat.js'
import { portugueseFloor } from './floor.js'

const format = inLanguage('pt')

export const portuguesePanels: PanelTexts = {
  language: 'pt',
  languageLabel: 'Idioma',
  chat: portugueseChat,
  calls: portugueseCalls,
  floor: portugueseFloor,
  radar: (count) =>
    `Radar: ${format.plural(count, { one: '# pessoa', other: '# pessoas' })} à sua volta. A lista diz o mesmo em palavras.`,
  hereNow: (place, people) => `Agora em ${place}: ${people}`,
  nobodyHereNow: (place) => `Ninguém fala ainda em ${place}.`,
  othersHere: (count) => format.plural(count, { one: 'mais # pessoa', other: 'mais # pessoas' }),
  announced: {
    came: (who) => `Chegada: ${who}.`,
    left: (who) => `Saída: ${who}.`,
    speaks: (who) => `${who} fala.`,
  },
  radarLegend:
    'Um disco cheio: ouve-se bem. Um vazio: não se ouve. Um número: várias pessoas bem próximas. O anel forte: até ali ouvem você; fica tracejado enquanto ninguém ouve você.',
  radarKeys:
    'Com as setas esquerda e direita você dá a volta, com cima e baixo vai para fora e para dentro; Enter abre o que alcançou.',
  cluster: (count) => `${format.number(count)} pessoas bem próximas`,
  radarTurns: 'Gira comigo',
  north: 'N',
  noCall: 'Você não está em nenhuma chamada.',
  volume: 'Volume',
  muteForMe: 'Silenciar para mim',
  appearance: 'Aparência',
  theme: { '': 'Como o sistema', light: 'Claro', dark: 'Escuro' },
  hearing: 'Ouvir',
  headphones: 'Uso fones de ouvido: ouvir de que lado cada um fala, também à frente e atrás',
  masterVolume: 'Volume de tudo',
  comingSounds: 'Um som quando alguém chega ou sai, onde há pouca gente',
  outputDevice: 'Alto-falante',
  browserChoice: 'O que o navegador escolher',
  unnamedDevice: (index) => `Dispositivo ${index}`,
  speakingSettings: 'Falar',
  inputDevice: 'Microfone',
  microphoneLevel: 'Seu volume',
  noiseSuppression: 'Remover ruído',
  noiseSuppressions: {
    off: 'nada',
    browser: 'como o navegador faz',
    strong: 'forte: também teclados e ventiladores',
  },
  echoCancellation: 'Remover eco (deixe ligado sem fones)',
  autoGain: 'Nivelar meu volume',
  performer: 'Apresentação: estéreo e sem processamento, para música. Use fones de ouvido',
  voiceActivation: 'Enviar só quando falo',
  threshold: 'Daqui em diante conta como fala',
  startMuted: 'Entrar com o microfone desligado: seguro uma tecla para falar',
  talkKey: 'Tecla a segurar para falar',
  toggleKey: 'Tecla que liga e desliga o microfone',
  pressKey: 'Aperte uma tecla…',
  noKey: 'nenhuma',
  takeNoKey: 'Sem tecla',
  keyRefused: {
    taken: (key) => `${key} já faz outra coisa. Uma tecla não pode fazer as duas.`,
    reserved: () => 'Essa tecla é do navegador.',
  },
  mutedSound: 'Um som quando falo com o microfone desligado',
  checks: {
    microphone: 'Microfone',
    speaker: 'Alto-falante',
    socket: 'Serviço de voz',
    stun: 'Saída da sua rede (STUN)',
    turn: 'Relay (TURN)',
    feed: 'Posições da região',
    room: 'Em um canal',
    range: 'Alguém ao alcance',
    echo: 'Teste de eco',
  },
  checkStates: {
    waiting: 'ainda não',
    running: 'verificando…',
    good: 'bem',
    bad: 'problema',
    unknown: 'não se sabe',
  },
  checkAgain: 'Verificar de novo',
  copy: 'Copiar para um administrador',
  copied: 'Copiado.',
  listenLeft: 'Tocar à esquerda',
  listenRight: 'Tocar à direita',
  startEcho: 'Falar e me ouvir',
  found: {
    microphoneWorks: (name) => `“${name}” ouve você.`,
    microphoneSilent: (name) => `“${name}” está aí, mas não ouve nada. Está silenciado no aparelho?`,
    outputRuns: (rate) =>
      `O som está tocando (${format.number(rate)} Hz). Aperte os dois botões: a esquerda é mesmo à esquerda?`,
    outputBlocked: 'O navegador ainda não toca som. Clique em qualquer lugar da página.',
    socketOpen: 'Há conexão.',
    socketAway: 'Fora de alcance. Sua rede funciona? Então o serviço pode ter caído por um momento.',
    stunFound: (address) => `Sua rede deixa você sair como ${address}.`,
    stunOwn: 'Sua rede deixa você sair com o endereço deste computador.',
    stunNothing:
      'Nenhuma saída da sua rede foi encontrada. Talvez de fora não alcancem você: um relay ajudaria.',
    notConfigured: 'Quem cuida do serviço não configurou nenhum.',
    turnFound: 'O relay responde.',
    turnNothing:
      'O relay não responde. Talvez haja um firewall no meio; avise quem cuida do serviço, com este resultado.',
    turnNotForYou:
      'O serviço alcança o relay, você não: um firewall da sua rede atrapalha. Peça a quem cuida dela UDP ou TCP para a porta do relay.',
    turnDown: 'O relay também não responde ao serviço. Avise quem cuida do serviço, com este resultado.',
    feedFresh: 'A região informa onde as pessoas estão.',
    feedLost: 'A região está calada: cada um fica onde foi visto por último.',
    inRoom: (name) => `Você está em ${name}.`,
    noRoom: 'Você não está em nenhum canal. Entre primeiro, com seu avatar no mundo.',
    inRange: (names) => `Você deveria ouvir ${names}.`,
    nobodyHere: 'Ninguém mais entrou na voz aqui.',
    nobodyInRange: (nearest, distance, silent) =>
      `Ninguém: quem está mais perto é ${nearest}, a ${distance}; o silêncio começa em ${silent}.`,
    allSilenced: 'Quem está ao alcance está em silêncio, por você ou pela moderação.',
    notConnected: (names) =>
      `Ao alcance, mas ainda sem conexão: ${names}. Se isso não mudar, a rede deles ou a sua atrapalha.`,
    echoDone: 'É assim que ouvem você, depois da ida e volta pela rede.',
    echoFailed: 'Sua própria voz não voltou.',
    needsMicrophone: 'É preciso o seu microfone.',
  },
  elsewhere: 'Continuar em outro navegador',
  elsewhereHint:
    'Escaneie isto com seu telefone, ou abra o endereço no seu próprio navegador. Seu link ainda não foi usado.',
  orType: 'Ou digite este endereço:',
  linkGoodFor: 'Vale uma vez, por dois minutos.',
  openOutside: 'Abrir no meu navegador',
  listenHere: 'Só ouvir, aqui',
  qrCode: 'Uma imagem do endereço, para a câmera de um telefone',
  orLink: 'Ou abra um link de voz no mundo: toque no quiosque de voz, ou pergunte a quem é dono da região.',
  onlyLink: 'Abra um link de voz no mundo: toque no quiosque de voz, ou pergunte a quem é dono da região.',
  whoAreYou: 'Quem é você?',
  whoAreYouHint: 'Escolha seu avatar. Só o visualizador dele mostra então um código, que você digita aqui.',
  searchAvatar: 'Procure seu nome',
  noAvatar: 'Nenhum avatar com esse nome está no mundo agora. Entre primeiro com seu visualizador.',
  noAvatarHere:
    'A nenhum avatar com esse nome se pode mostrar um código: ele não está no mundo, ou a região dele não consegue mostrar. Lá se entra com um link de voz.',
  moreAvatars: 'Há mais. Digite uma parte do seu nome.',
  codeFor: (name) => `Que código mostra o visualizador de ${name}?`,
  codeHint: 'Seis dígitos, no alto do seu visualizador. Valem dois minutos.',
  signIn: 'Entrar',
  notMe: 'Não sou eu',
  withGridPassword: 'Entrar com a senha do seu visualizador',
  firstName: 'Nome',
  lastName: 'Sobrenome',
  gridPassword: 'Senha',
  signInUnreachable:
    'O serviço de voz está fora de alcance. Sua rede funciona? Então tente de novo daqui a pouco.',
  signInFaults: (triesLeft) => ({
    'code-wrong': `Este não é o código. ${format.plural(triesLeft, { one: 'Resta # tentativa', other: 'Restam # tentativas' })}.`,
    'code-expired': 'Este código não vale mais. Volte e escolha seu avatar de novo para ter outro.',
    'avatar-not-found': 'Esse avatar não está no mundo, ou não se pode enviar um código a ele.',
    'simulator-unavailable':
      'A região não responde. Tente de novo daqui a pouco, ou abra um link de voz no mundo.',
    'wrong-credentials':
      'O nome ou a senha está errado, ou seu avatar não está no mundo: entre primeiro com seu visualizador.',
    'account-disabled': 'Sua conta de voz está desligada. Pergunte a quem cuida do grid.',
    'not-allowed': 'Aqui você não pode entrar assim. Abra um link de voz no mundo.',
    'rate-limited': 'Foram vezes demais. Espere alguns minutos, ou abra um link de voz no mundo.',
    'too-busy': 'O serviço tem muitas entradas a verificar agora. Tente de novo em alguns segundos.',
    'bad-request': 'Falta algo ou não está certo. Confira o que você digitou.',
    'origin-refused':
      'Esta página foi aberta em um endereço que o serviço de voz não conhece. Abra-a no endereço dela.',
    internal: 'Algo falhou no serviço de voz. Tente de novo daqui a pouco.',
  }),
}
