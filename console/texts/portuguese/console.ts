/** Everything the console says, in Portuguese. */

import type { Texts } from '../english/console.js'
import { adminsPortuguese } from './admins.js'
import { channelMakingPortuguese } from './channel-making.js'
import { channelsPortuguese } from './channels.js'
import { gridsPortuguese } from './hosting/grids.js'
import { usagePortuguese } from './hosting/usage.js'
import { lookPortuguese } from './look.js'
import { moderationPortuguese } from './moderation.js'
import { overviewPortuguese } from './overview.js'
import { peoplePortuguese } from './people.js'
import { personsPortuguese } from './persons.js'
import { regionKeysPortuguese } from './region-keys.js'
import { regionsPortuguese } from './regions.js'
import { roomsPortuguese } from './rooms.js'
import { secondFactorPortuguese } from './second-factor.js'
import { servicePortuguese } from './service.js'
import { setupPortuguese } from './setup/setup.js'
import { setupWalkPortuguese } from './setup/walk.js'

export const portuguese: Texts = {
  ...regionsPortuguese,
  ...channelsPortuguese,
  ...roomsPortuguese,
  ...peoplePortuguese,
  ...moderationPortuguese,
  ...personsPortuguese,
  ...setupPortuguese,
  ...servicePortuguese,
  language: 'pt',
  languageLabel: 'Idioma',
  adminWords: adminsPortuguese,
  channelWords: channelMakingPortuguese,
  grids: gridsPortuguese,
  look: lookPortuguese,
  overview: overviewPortuguese,
  regionKeys: regionKeysPortuguese,
  secondFactor: secondFactorPortuguese,
  usage: usagePortuguese,
  setupWalk: setupWalkPortuguese,
  title: 'Console de voz',
  pages: 'Páginas',
  page: {
    overview: 'Visão geral',
    channels: 'Canais',
    rooms: 'Salas',
    regions: 'Regiões',
    complaints: 'Queixas',
    accounts: 'Residentes',
    look: 'Aparência',
    setup: 'Instalação',
    'region-keys': 'Chaves de região',
    usage: 'Uso',
    grids: 'Lista de grids',
    admins: 'Administradores',
    audit: 'Registro',
  },
  loading: 'Carregando…',
  done: 'Feito.',
  close: 'Fechar',
  cancel: 'Cancelar',
  save: 'Salvar',
  name: 'Nome',
  password: 'Senha',
  signIn: 'Entrar',
  signOut: 'Sair',
  wrongPassword: 'O nome ou a senha está errado.',
  tooMany: 'Entradas demais: espere alguns minutos.',
  tooBusy: 'O serviço tem muitas entradas a verificar agora: tente de novo em alguns segundos.',
  outOfReach: 'O serviço está fora de alcance: nada foi mudado.',
  unknown: '–',
}
