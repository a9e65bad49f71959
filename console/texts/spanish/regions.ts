/** The words about the regions and the state of the service, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RegionTexts } from '../english/regions.js'

const format = inLanguage('es')

export const regionsSpanish: RegionTexts = {
  counts: {
    people: 'Con voz',
    speaking: 'Hablando',
    rooms: 'Salas',
    avatars: 'En el mundo',
    viewers: 'Visores nativos',
    hubCores: 'Hub de medios, núcleos',
    droppedTurns: 'Hub con retraso, 1 h',
    joinFailures: 'Entradas fallidas, 1 h',
    timeToVoiceMs: 'Tiempo hasta la voz',
    relayedShare: 'Por relé',
    refusedSignIns: 'Rechazados, 1 h',
    oldestFeedSeconds: 'Posición más antigua',
  },
  joinFailures: 'Por qué no se pudo hablar, desde el arranque',
  joinFailure: {
    'not-in-world': 'Ninguna región informa de que el avatar esté en el mundo',
    'no-positions': 'La región no informa de posiciones y el visor no estaba en la voz',
    'channel-full': 'El canal estaba lleno',
    'grid-full': 'El grid había llegado a su límite',
    banned: 'Tienen prohibida la entrada al canal',
    'relay-unavailable': 'Ocultan su dirección y no hay ni servidor TURN ni hub de medios',
    'microphone-denied': 'No permitieron el micrófono',
    'microphone-missing': 'No había micrófono',
    'microphone-busy': 'Otro programa usaba el micrófono',
    'insecure-page': 'La página se abrió sin https, así que no hay micrófono',
    connection: 'Falló una conexión con alguien: casi siempre por un cortafuegos; TURN ayuda',
  },
  times: (count) => format.plural(count, { one: 'una vez', other: '# veces' }),
  hub: {
    title: 'Hub de medios',
    unused: 'aún no ha hecho falta',
    starting: 'arrancando',
    down: 'ha terminado, arranca de nuevo',
    closed: 'Nadie llega a este puerto: ábralo en el cortafuegos.',
    rooms: (count) => format.plural(count, { one: 'una sala', other: '# salas' }),
    peers: (count) => format.plural(count, { one: 'una conexión', other: '# conexiones' }),
    turns: (half, most) => `la mitad de los turnos en ${half}, el 99 % en ${most}`,
    late: (count) => format.plural(count, { one: 'un turno omitido', other: '# turnos omitidos' }),
    restarts: (count) => format.plural(count, { one: 'reiniciado una vez', other: 'reiniciado # veces' }),
  },
  regions: 'Regiones',
  region: 'Región',
  noRegions:
    'Ninguna región informa todavía de dónde está su gente. En «Configuración» están las líneas para ello.',
  inVoice: (count) => `${format.number(count)} con voz`,
  feed: (source, ago, avatars) =>
    `${source === 'push' ? 'Script o módulo' : 'RemoteAdmin'}: ${format.plural(avatars, { one: '# avatar', other: '# avatares' })}, ${ago}`,
  noFeed: 'Sin posiciones.',
  noRoomFor: (avatars) => `No hay sitio para ${format.number(avatars)} de ellos.`,
  oddEntry: (agentId, what) =>
    `Una entrada es extraña${agentId === null ? '' : ` (${agentId})`}: ${what}; todas las demás cuentan.`,
  oddities: {
    entry: 'no es una entrada válida y se omite',
    id: 'su id no es un UUID y se omite',
    twice: 'aparece dos veces y cuenta una',
    name: 'su nombre está vacío o es demasiado largo',
    position: 'su posición no está en la región, así que se queda donde estaba',
    look: 'su mirada no es una dirección',
    parcel: 'su parcela no es un UUID',
    voice: 'sus indicadores de voz no son válidos',
  },
  notAnswered: 'Aún no ha respondido.',
  regionList: {
    find: 'Buscar una región, una parcela o un simulador',
    which: 'Qué regiones',
    shown: {
      all: 'Todas las regiones',
      voice: 'Con gente en voz',
      missing: 'Desaparecidas o desconectadas',
      unplaced: 'Sin posiciones',
      silent: 'Con un límite mudo',
    },
    place: (x, y) => `en ${x}, ${y}`,
    placeUnknown: 'nadie dice dónde está: ninguna voz cruza sus límites',
    silentBorder: (name, node) =>
      `Las páginas no oyen a nadie al otro lado del límite con ${name}: esa región pertenece a otro nodo (${node}).`,
    goneSince: (time) => `desaparecida desde ${time}`,
    offline: 'desconectada',
    voiceOff: 'la voz está desactivada',
    estateChannel: 'en el canal de la finca',
    unnamed: 'Una parcela sin nombre',
    none: 'No hay tal región.',
    notAsked:
      'Aquí solo están las regiones que dan posiciones: con ROBUST_URL el propio grid las nombra todas.',
    more: (count) => format.plural(count, { one: 'y una más: búscala', other: 'y # más: busca una' }),
  },
  callers: 'Simuladores que han llamado',
  noCallers: 'Ninguna región ha pedido voz desde el arranque.',
  generation: {
    'from-0.9.2': 'Módulo Vivox, OpenSimulator 0.9.2 o posterior',
    'before-0.9.2': 'Módulo Vivox, anterior a 0.9.2',
    webrtc: 'Complemento WebRTC',
  },
  calls: (count) => format.plural(count, { one: '# petición', other: '# peticiones' }),
  refusedCalls: (count, over) =>
    over
      ? format.plural(count, {
          one: 'Antes se rechazó #, la última:',
          other: 'Antes se rechazaron #, la última:',
        })
      : format.plural(count, {
          one: 'Se rechazó # petición, la última:',
          other: 'Se rechazaron # peticiones, la última:',
        }),
  nodes: 'Nodos',
  nodeAreas: (count) => format.plural(count, { one: '# zona', other: '# zonas' }),
  nodeDrained: 'vaciado',
  drain: 'Vaciar',
  drainMeans:
    'Cede sus regiones a los otros nodos: las páginas se conectan de nuevo y las voces del hub multimedia se interrumpen un momento. No toma ninguna hasta que se reinicie.',
  drainYes: 'Sí, vaciarlo',
  health: 'El servicio',
  storeGood: 'La base de datos responde y admite escritura.',
  storeBad: 'No se puede guardar nada: la voz continúa, pero lo que cambie ahora se pierde al reiniciar.',
  channelCount: (count) => `${format.plural(count, { one: '# canal', other: '# canales' })}.`,
  uptime: (time) => `En marcha desde hace ${time}.`,
}
