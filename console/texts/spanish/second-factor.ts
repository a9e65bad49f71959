/** The words about second factors, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { SecondFactorTexts } from '../english/second-factor.js'

const format = inLanguage('es')

export const secondFactorSpanish: SecondFactorTexts = {
  title: 'Segundo factor',
  hint: 'Así una contraseña robada, por sí sola, no abre nada.',
  missing:
    'En esta consola todos los administradores tienen un segundo factor. Crea el tuyo: hasta entonces no tienes acceso a nada más.',
  kinds: { totp: 'app de autenticación', passkey: 'llave de acceso', recovery: 'código de recuperación' },
  none: 'Aún no tienes ninguno.',
  lastUsed: (at) => `último uso: ${at}`,
  neverUsed: 'sin usar',
  codesLeft: (count) =>
    format.plural(count, {
      one: 'Queda # código de recuperación.',
      other: 'Quedan # códigos de recuperación.',
    }),
  addTotp: 'Añadir una app de autenticación',
  addPasskey: 'Añadir una llave de acceso',
  renewCodes: 'Códigos de recuperación nuevos',
  label: 'Nombre, para distinguirlos',
  labels: { totp: 'Teléfono', passkey: 'Llave de acceso' },
  goOn: 'Continuar',
  scan: 'Escanea esto con una app como Aegis, Google Authenticator o 1Password y escribe el código que muestre.',
  picture: 'Código QR para la app de autenticación',
  orType: 'O escribe este secreto en la app:',
  firstCode: 'Código de la app',
  confirm: 'Añadirla',
  added: 'Añadido. A partir de ahora se te pedirá.',
  removed: 'Eliminado.',
  codesTitle: 'Tus códigos de recuperación',
  codesHint:
    'Cada uno abre la consola una vez si pierdes lo demás. Imprímelos o ponlos en un gestor de contraseñas: no se vuelven a mostrar.',
  codesDone: 'Los he guardado',
  removeMeans: 'Ya no abrirá nada.',
  faults: {
    'wrong-password': 'Esa no es tu contraseña.',
    'code-wrong': 'Este código no es correcto. ¿Va bien el reloj del teléfono?',
    'code-expired': 'Ha tardado demasiado: empieza de nuevo.',
    'rate-limited': 'Demasiados intentos: espera un rato o usa un código de recuperación.',
  },
  noPasskey:
    'El navegador no ha creado ni encontrado ninguna llave de acceso. Inténtalo de nuevo o elige otra forma.',
  askPasskey: 'Usar la llave de acceso',
  askCode: 'Código de la app o de recuperación',
  askRecovery: 'Código de recuperación',
  back: 'Atrás',
  without: 'sin segundo factor',
  with: 'segundo factor',
  reset: 'Quitar el segundo factor…',
  resetMeans: (name) =>
    `${name} iniciará sesión solo con la contraseña, y ahora se cierran todas sus sesiones.`,
  resetYes: 'Sí, quitarlo',
  require: 'Todos los administradores deben tener un segundo factor',
  ownFirst: 'Crea primero el tuyo.',
  requireHint:
    'Quien no lo tenga no podrá hacer nada más hasta que lo cree. Los tokens de programas quedan como están.',
}
