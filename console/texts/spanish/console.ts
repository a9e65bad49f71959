/** Everything the console says, in Spanish. */

import type { Texts } from '../english/console.js'
import { adminsSpanish } from './admins.js'
import { channelMakingSpanish } from './channel-making.js'
import { channelsSpanish } from './channels.js'
import { gridsSpanish } from './hosting/grids.js'
import { usageSpanish } from './hosting/usage.js'
import { lookSpanish } from './look.js'
import { moderationSpanish } from './moderation.js'
import { overviewSpanish } from './overview.js'
import { peopleSpanish } from './people.js'
import { personsSpanish } from './persons.js'
import { regionKeysSpanish } from './region-keys.js'
import { regionsSpanish } from './regions.js'
import { roomsSpanish } from './rooms.js'
import { secondFactorSpanish } from './second-factor.js'
import { serviceSpanish } from './service.js'
import { setupSpanish } from './setup/setup.js'
import { setupWalkSpanish } from './setup/walk.js'

export const spanish: Texts = {
  ...regionsSpanish,
  ...channelsSpanish,
  ...roomsSpanish,
  ...peopleSpanish,
  ...moderationSpanish,
  ...personsSpanish,
  ...setupSpanish,
  ...serviceSpanish,
  language: 'es',
  languageLabel: 'Idioma',
  adminWords: adminsSpanish,
  channelWords: channelMakingSpanish,
  grids: gridsSpanish,
  look: lookSpanish,
  overview: overviewSpanish,
  regionKeys: regionKeysSpanish,
  secondFactor: secondFactorSpanish,
  usage: usageSpanish,
  setupWalk: setupWalkSpanish,
  title: 'Consola de voz',
  pages: 'Páginas',
  page: {
    overview: 'Resumen',
    channels: 'Canales',
    rooms: 'Salas',
    regions: 'Regiones',
    complaints: 'Quejas',
    accounts: 'Residentes',
    look: 'Aspecto',
    setup: 'Configuración',
    'region-keys': 'Claves de región',
    usage: 'Uso',
    grids: 'Lista de grids',
    admins: 'Administradores',
    audit: 'Registro',
  },
  loading: 'Cargando…',
  done: 'Hecho.',
  close: 'Cerrar',
  cancel: 'Cancelar',
  save: 'Guardar',
  name: 'Nombre',
  password: 'Contraseña',
  signIn: 'Iniciar sesión',
  signOut: 'Cerrar sesión',
  wrongPassword: 'El nombre o la contraseña no son correctos.',
  tooMany: 'Demasiados inicios de sesión: espera unos minutos.',
  tooBusy:
    'El servicio tiene ahora muchos inicios de sesión que comprobar: inténtalo de nuevo en unos segundos.',
  outOfReach: 'No se puede acceder al servicio: no se ha cambiado nada.',
  unknown: '–',
}
