/** What the console says about admins, their roles and their sessions, in Portuguese. */

import type { AdminTexts } from '../english/admins.js'

export const adminsPortuguese: AdminTexts = {
  roles: {
    owner: 'dono',
    'grid-admin': 'administrador do grid',
    moderator: 'moderação',
    observer: 'observador',
  },
  roleMeans: {
    owner: 'tudo, incluindo administradores e seus papéis',
    'grid-admin': 'o que a moderação pode, e canais, residentes, instalação e registro',
    moderator: 'ver tudo o que as pessoas fazem; silenciar, expulsar, banir; ler queixas',
    observer: 'ver visão geral, canais, salas e residentes; não mudar nada',
  },
  whatRolesMay: 'O que cada papel pode',
  roleOf: (name) => `Papel de ${name}`,
  you: '(você)',
  since: (time) => `desde: ${time}`,
  lastUsed: (time) => `último uso: ${time}`,
  lastUsedNow: 'usado nos últimos minutos',
  lastOwner: 'O único dono continua dono: alguém precisa poder decidir.',
  removeMeans: (name) =>
    `${name} sai na hora em toda parte e não consegue mais entrar. Os tokens dessa pessoa também acabam.`,
  removeYes: 'Sim, remover',
  lowerYourself: (role) => `Você teria agora o papel “${role}” e não poderia desfazer isso: só um dono pode.`,
  lowerYes: 'Sim, mudar meu papel',
  roleChanged: (role) => `Agora você tem o papel “${role}”: um dono mudou isso.`,
  yourSessions: 'Onde você está dentro',
  othersSessions: 'Onde outros estão dentro',
  nobodyElse: 'Ninguém mais está dentro.',
  from: (address) => `de ${address}`,
  thisBrowser: 'este navegador',
  end: 'Encerrar',
  endMeans: 'Sai na hora. O que não está salvo lá se perde.',
  endYes: 'Sim, encerrar',
  endAllOf: (name) => `Encerrar todas de ${name}`,
  endAllMeans: (name) => `${name} sai na hora em toda parte.`,
  endTokenMeans: 'O programa que o usa passa a ser recusado. Isso não pode ser desfeito.',
  tokenOf: (name) => `criado por ${name}`,
  noTokens: 'Não há nenhum.',
}
