/** The overview's words in Portuguese. */

import type { OverviewTexts } from '../english/overview.js'

export const overviewPortuguese: OverviewTexts = {
  problems: 'O que está ruim agora',
  allWell: 'Está tudo bem.',
  problem: {
    store: 'Nada pode ser salvo: a voz continua, mas o que mudar agora se perde ao reiniciar.',
    'database-away':
      'O PostgreSQL não responde: nada de contas ou canais novos, o resto continua. O que os moderadores decidirem será salvo quando ele voltar.',
    'hub-load':
      'O hub de mídia ocupa quase um núcleo inteiro: as vozes vão falhar. Dê à máquina núcleos mais rápidos, ou menos gente por sala.',
    'hub-late':
      'O hub de mídia se atrasou na última hora: todos ligados a ele ouviram falhas. A máquina está ocupada com outra coisa?',
    loss: 'Pacotes se perdem indo para o hub de mídia ou vindo dele. De quem são está na sala ao lado de cada nome; se for de todos, a rede da própria máquina está saturada.',
    'slow-voice':
      'As pessoas levam mais de cinco segundos para ouvir alguém. Quase sempre é um firewall: abra a porta UDP ou configure TURN.',
    'failed-joins': 'Várias pessoas não puderam falar na última hora. Os motivos estão abaixo.',
    'refused-sign-ins':
      'Muitas entradas foram recusadas na última hora: um link antigo que circula, ou alguém que adivinha senhas.',
  },
  goTo: {
    setup: 'Abrir a instalação',
    rooms: 'Ver as salas',
    accounts: 'Ver os residentes',
  },
  charts: 'Ao longo do tempo',
  range: 'Período',
  figures: {
    people: 'Na voz',
    rooms: 'Salas',
    timeToVoiceMs: 'Tempo até a voz (mediana)',
    lossShare: 'Pacotes perdidos',
    hubCores: 'Hub de mídia, núcleos',
    oldestFeedSeconds: 'Idade da posição mais antiga',
    refusedSignIns: 'Entradas recusadas',
  },
  inTime: (count, time) => `${count} em ${time}`,
  tooMuch: 'ruim',
  limit: (value) => `ruim a partir de ${value}`,
  highest: (value) => `no máximo ${value}`,
  nothingYet: 'Nada se sabe deste período.',
  inWords: (figure, range, lowest, highest) =>
    `${figure}, ${range}: entre ${lowest} e ${highest}. A tabela abaixo tem os números.`,
  asTable: 'Como tabela',
  from: 'Desde',
  value: 'Valor',
  now: 'Neste momento',
}
