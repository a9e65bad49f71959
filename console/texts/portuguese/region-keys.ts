/** What the console says about region keys, in Portuguese. */

import type { RegionKeyTexts } from '../english/region-keys.js'

export const regionKeysPortuguese: RegionKeyTexts = {
  hint: 'Com uma chave de região alguém fala por algumas regiões do grid e por nenhuma outra. Ela vale onde REGION_SECRET vale, e um link de voz feito com ela vale nessas regiões até que o próprio grid responda pelo avatar.',
  none: 'Ainda não há nenhuma.',
  make: 'Nova chave de região',
  makeIt: 'Criar a chave',
  regions: 'Regiões',
  all: 'todas as regiões do grid',
  others: 'Outras, pelo UUID',
  may: 'Pode',
  rights: {
    positions: 'dizer onde estão os avatares',
    links: 'criar links de voz',
    'native-voice': 'trazer viewers com voz própria',
    capabilities: 'fornecer contas de voz e canais',
  },
  noRight: 'Escolha pelo menos uma coisa que a chave pode fazer.',
  noRegion: 'Escolha pelo menos uma região.',
  newSecret: (name) => `O novo segredo de ${name}`,
  shownOnce: 'Ele só é mostrado agora. Entregue-o ao dono das regiões de um modo que ninguém mais leia.',
  kept: 'Eu o guardei',
  openSimIni: 'Para OpenSim.ini, com o módulo Vivox',
  webRtcIni: 'Para OpenSim.ini, com viewers com voz própria',
  script: 'Para o script na região',
  vivoxName: (name) => `Como vivox_admin_user: ${name}`,
  neverUsed: 'nunca usado',
  oldSecret: 'Segredo antigo',
  currentSecret: 'Segredo novo',
  change: 'Mudar',
  renew: 'Novo segredo…',
  renewMeans:
    'Um segundo segredo é criado. O antigo vale até que você o encerre aqui, para que ninguém fique sem voz enquanto isso.',
  renewYes: 'Sim, criar um novo',
  endOld: 'Encerrar o segredo antigo',
  endOldMeans: 'Quem ainda usa o segredo antigo é recusado na hora.',
  endOldYes: 'Sim, encerrar',
  withdraw: 'Retirar',
  withdrawMeans: (name) =>
    `${name} deixa de valer na hora: suas regiões são recusadas, seus links não abrem nada e quem está em voz por ela sai.`,
  withdrawYes: 'Sim, retirar',
}
