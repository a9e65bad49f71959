/** What the console says about admins, their roles and their sessions, in Spanish. */

import type { AdminTexts } from '../english/admins.js'

export const adminsSpanish: AdminTexts = {
  roles: {
    owner: 'propiedad',
    'grid-admin': 'administración del grid',
    moderator: 'moderación',
    observer: 'observación',
  },
  roleMeans: {
    owner: 'todo, también los administradores y sus funciones',
    'grid-admin': 'lo que puede la moderación, y canales, residentes, configuración y registro',
    moderator: 'ver todo lo que hace la gente; silenciar, expulsar, vetar; leer quejas',
    observer: 'ver el resumen, los canales, las salas y los residentes; no cambiar nada',
  },
  whatRolesMay: 'Qué puede cada función',
  roleOf: (name) => `Función de ${name}`,
  you: '(tú)',
  since: (time) => `desde ${time}`,
  lastUsed: (time) => `último uso: ${time}`,
  lastUsedNow: 'usada en los últimos minutos',
  lastOwner: 'La única cuenta de propiedad lo sigue siendo: alguien tiene que poder decidir.',
  removeMeans: (name) =>
    `Las sesiones de ${name} se cierran ahora mismo en todas partes, y ya no podrá entrar. También terminan sus tokens.`,
  removeYes: 'Sí, eliminar',
  lowerYourself: (role) =>
    `Tu función sería desde ahora ${role}, y no podrías volver atrás: solo puede hacerlo alguien con la propiedad.`,
  lowerYes: 'Sí, cambiar mi función',
  roleChanged: (role) => `Tu función es ahora ${role}: alguien con la propiedad la ha cambiado.`,
  yourSessions: 'Dónde tienes sesión abierta',
  othersSessions: 'Dónde tienen sesión los demás',
  nobodyElse: 'Nadie más tiene una sesión abierta.',
  from: (address) => `desde ${address}`,
  thisBrowser: 'este navegador',
  end: 'Terminar',
  endMeans: 'La sesión se cierra ahora mismo. Lo que no esté guardado allí se pierde.',
  endYes: 'Sí, terminar',
  endAllOf: (name) => `Terminar todas las de ${name}`,
  endAllMeans: (name) => `Las sesiones de ${name} se cierran ahora mismo en todas partes.`,
  endTokenMeans: 'El programa que lo usa será rechazado desde ahora. No se puede deshacer.',
  tokenOf: (name) => `creado por ${name}`,
  noTokens: 'No hay ninguno.',
}
