/** The words about the set-up, in Portuguese. */

import type { SetupTexts } from '../../english/setup/setup.js'

export const setupPortuguese: SetupTexts = {
  checks: {
    'region-called': {
      good: 'As regiões pedem voz a este serviço.',
      bad: 'Há pedidos recusados: compare as senhas e segredos de lá com as linhas abaixo.',
      unknown: 'Nenhuma região chamou desde o início. O ini abaixo está no lugar, e o simulador reiniciado?',
    },
    positions: {
      good: 'As regiões informam onde as pessoas estão.',
      bad: 'Uma região que deveria informar onde as pessoas estão não o faz. Sem posições ninguém entra em uma sala.',
      unknown:
        'Nenhuma região informa onde as pessoas estão: uma página só entra em uma sala ao lado de um visualizador na voz. Acrescente RemoteAdmin ou o script das linhas abaixo.',
    },
    grid: {
      good: 'A própria grid informa suas regiões e quem está em qual.',
      bad: 'A grid não responde: vale o último que ela informou.',
      unknown: '',
    },
    'remote-admin': {
      good: 'Toda região consultada por RemoteAdmin responde, se houver alguma.',
      bad: 'Uma região não responde por RemoteAdmin.',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'As formas de entrar previstas para as regiões funcionam lá.',
      bad: 'Uma forma de entrar prevista para uma região não funciona lá. Lá ela não é oferecida; o link sempre é.',
      unknown: 'Ainda não se sabe se as formas de entrar previstas para as regiões funcionam lá.',
    },
    certificate: {
      good: 'O certificado é seu.',
      bad: 'O certificado é autoassinado: navegadores avisam. Defina TLS_CERT_FILE e TLS_KEY_FILE.',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL está definida.',
      bad: 'PUBLIC_URL não está definida: os links levam o endereço abaixo. Os residentes o alcançam?',
      unknown: '',
    },
    turn: {
      good: 'TURN responde e retransmite.',
      bad: 'TURN não retransmite.',
      unknown: 'Não há servidor TURN: residentes atrás de firewalls rígidos não vão se ouvir.',
    },
    'media-port': {
      good: 'Chegou voz pela porta do hub de mídia.',
      bad: 'Um visualizador espera sua conexão: abra a porta do hub de mídia no firewall e no roteador.',
      unknown:
        'Visualizadores nativos e salas grandes precisam da porta do hub de mídia aberta, no firewall e no roteador. Ninguém a experimentou ainda.',
    },
  },
  lines: {
    openSimIni: 'OpenSim.ini com o módulo Vivox (todo OpenSimulator)',
    webRtcIni: 'OpenSim.ini com o complemento WebRTC (visualizadores falam sem navegador)',
    regionsJson: 'config/regions.json deste serviço',
    scriptNotecard: 'Um script que informa posições',
    turnserverConf: 'turnserver.conf do coturn',
  },
  linesHint: {
    openSimIni:
      'Para todas as gerações do módulo. Se o arquivo já tiver uma seção com esse nome, ponha as linhas nela: uma segunda substitui a primeira. Ponha a senha de administração Vivox no lugar e reinicie o simulador.',
    webRtcIni:
      'Para simuladores que têm o complemento, em vez das linhas acima: lá o módulo Vivox deve estar desligado. Se o arquivo já tiver uma seção com esse nome, ponha as linhas nela. Ponha o segredo de região no lugar e reinicie o simulador.',
    regionsJson: 'Um item para cada região consultada por RemoteAdmin; a senha vai no arquivo indicado.',
    scriptNotecard: 'Os scripts estão em config/opensim/. Ponha o segredo de região no lugar.',
    turnserverConf: 'Ponha TURN_SECRET no lugar, ou deixe “npm run turn-config” escrever o arquivo todo.',
  },
  secrets: {
    regionSecret: 'Segredo de região',
    vivoxAdminPassword: 'Senha de administração Vivox',
  },
  fixedSecret: 'Está definido no ambiente: mude-o lá e reinicie o serviço.',
  show: 'Mostrar, uma vez',
  hide: 'Ocultar',
  shownOnce: 'Copie agora: não é mostrado de novo. Enquanto está aqui, as linhas abaixo o trazem no lugar.',
  shownBefore:
    'Já foi mostrado e não é mostrado de novo. Se o perdeu, crie um novo, ou leia data/secrets.json no servidor.',
  tokenShownOnce: 'Copie agora: não é mostrado de novo.',
  copy: 'Copiar',
  copied: 'Copiado.',
  notCopied: 'O navegador não permitiu copiar: selecione o texto e copie você mesmo.',
  renew: 'Criar um novo…',
  renewYes: 'Sim, criar um novo',
  renewMeans: {
    regionSecret:
      'A partir daí todo script, módulo e simulador com o segredo antigo é recusado: as posições param até que cada um tenha o novo, e depois de cinco minutos a gente deles perde a voz. Simuladores com o complemento WebRTC não conseguem iniciar a voz de ninguém até que o ini deles o tenha e eles tenham sido reiniciados.',
    vivoxAdminPassword:
      'A partir daí nenhum simulador em execução consegue iniciar a voz de ninguém até que seu OpenSim.ini tenha a nova senha e ele tenha sido reiniciado. Quem está na voz continua.',
  },
}
