/** What the console says about region keys, in Spanish. */

import type { RegionKeyTexts } from '../english/region-keys.js'

export const regionKeysSpanish: RegionKeyTexts = {
  hint: 'Con una clave de región alguien habla por algunas regiones del grid y por ninguna otra. Sirve dondequiera que sirve REGION_SECRET, y un enlace de voz hecho con ella vale en esas regiones hasta que el propio grid responda por el avatar.',
  none: 'Aún no hay ninguna.',
  make: 'Nueva clave de región',
  makeIt: 'Crear la clave',
  regions: 'Regiones',
  all: 'todas las regiones del grid',
  others: 'Otras, por su UUID',
  may: 'Puede',
  rights: {
    positions: 'decir dónde están los avatares',
    links: 'crear enlaces de voz',
    'native-voice': 'traer visores con voz propia',
    capabilities: 'proporcionar cuentas de voz y canales',
  },
  noRight: 'Elige al menos una cosa que la clave pueda hacer.',
  noRegion: 'Elige al menos una región.',
  newSecret: (name) => `El nuevo secreto de ${name}`,
  shownOnce: 'Solo se muestra ahora. Entrégaselo al dueño de las regiones de forma que nadie más lo lea.',
  kept: 'Lo he guardado',
  openSimIni: 'Para OpenSim.ini, con el módulo Vivox',
  webRtcIni: 'Para OpenSim.ini, con visores con voz propia',
  script: 'Para el script en la región',
  vivoxName: (name) => `Como vivox_admin_user: ${name}`,
  neverUsed: 'nunca usado',
  oldSecret: 'Secreto antiguo',
  currentSecret: 'Secreto nuevo',
  change: 'Cambiar',
  renew: 'Secreto nuevo…',
  renewMeans:
    'Se crea un segundo secreto. El antiguo vale hasta que lo termines aquí, para que nadie se quede sin voz mientras tanto.',
  renewYes: 'Sí, crear uno nuevo',
  endOld: 'Terminar el secreto antiguo',
  endOldMeans: 'Quien aún use el secreto antiguo será rechazado de inmediato.',
  endOldYes: 'Sí, terminarlo',
  withdraw: 'Retirar',
  withdrawMeans: (name) =>
    `${name} deja de valer de inmediato: sus regiones son rechazadas, sus enlaces no abren nada y quien está en voz por ella sale.`,
  withdrawYes: 'Sí, retirarla',
}
