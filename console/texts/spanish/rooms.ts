/** The words about the rooms and who is in them, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RoomTexts } from '../english/rooms.js'

const format = inLanguage('es')

export const roomsSpanish: RoomTexts = {
  mapHint: 'Elige a alguien para ver quién le oye.',
  heardBy: (name) => `Las líneas llevan a quienes oyen a ${name}; en el círculo empieza el silencio.`,
  mapLabel: (count) =>
    `Mapa de la región con ${format.plural(count, { one: '# persona', other: '# personas' })}; la lista de al lado dice lo mismo con palabras.`,
  feedLost: 'La región ha dejado de informar: las posiciones son las últimas conocidas.',
  handRaised: (place) => `mano levantada, n.º ${place}`,
  mute: 'Silenciar',
  unmute: 'No silenciar',
  until: (time) => `hasta: ${time}`,
  hasFloor: 'tiene la palabra',
  speaks: 'habla',
  moderator: 'modera',
  notInVoice: 'sin voz',
  positionFrom: (source, ago) =>
    source === null
      ? 'posición desconocida'
      : source === 'viewer'
        ? 'posición: la del visor'
        : `posición: ${source === 'push' ? 'script' : 'RemoteAdmin'}, ${ago}`,
  client: { viewer: 'Visor', page: 'Página' },
  forTime: (time) => ` desde hace ${time}`,
  silence: {
    'not-in-voice': () => 'no está en la voz',
    'page-open': () => 'tiene la página abierta, pero no ha entrado',
    'not-in-world': () => 'espera: ninguna región informa del avatar',
    'no-positions': () => 'espera: la región no informa de posiciones',
    'region-away': () => 'espera: no se alcanza la región',
    'voice-off': () => 'espera: la voz está apagada en esta parcela',
    'channel-full': () => 'espera: el canal está lleno',
    'grid-full': () => 'espera: el grid ha llegado a su límite',
    locked: () => 'espera: la sala está cerrada',
    'link-confined': () => 'espera: el enlace de voz no vale aquí',
    'everybody-muted': () => 'aquí todos están silenciados',
    loss: () => 'se pierden muchos paquetes que vienen de allí',
    alone: () => 'no hay nadie más en la sala',
    'nobody-in-reach': () => 'nadie está lo bastante cerca para oír',
    'feed-lost': () => 'la región ha enmudecido: las posiciones son viejas',
    connecting: () => 'conectando',
    'connecting-long': (time) =>
      `conectando${time}: ¿está abierto el puerto UDP del hub de medios? Véase «Configuración»`,
    joining: (time) => `con conexión, pero el visor no ha entrado${time}`,
    'position-unknown': (time) => `posición aún desconocida${time}`,
    'listens-in': () => 'escucha desde una región vecina',
    'muted-by-moderator': () => 'con silencio por la moderación',
    'may-only-listen': () => 'solo puede escuchar, por el modo del canal',
    'microphone-off': (time) => `micrófono apagado${time}`,
    'no-packets': (time) => `no ha llegado ningún paquete${time}`,
    'sends-silence': (time) => `el micrófono envía silencio${time}`,
  },
  connectionState: {
    connecting: 'conectando',
    'waiting-for-position': 'espera su posición',
    listening: 'escucha',
    'in-room': 'en la sala',
    aside: 'dice a la página dónde está el avatar',
  },
  connectedFor: (time) => `desde hace ${time}`,
  packets: (received, sent) =>
    `${format.plural(received, { one: '# paquete', other: '# paquetes' })} recibidos, ${format.number(sent)} enviados`,
  loss: (from, to) => (to === null ? `${from} de pérdida` : `${from} de pérdida al recibir, ${to} al enviar`),
  jitter: (time) => `fluctuación ${time}`,
  placeFrom: {
    viewer: 'lugar: según el visor',
    feed: 'lugar: según la región',
    none: 'lugar: desconocido',
  },
  routes: { direct: 'con conexión directa entre sí', hub: 'por el hub de medios' },
  hears: (gain) => (gain > 0 ? `le oye al ${format.percent(gain)}` : 'no le oye'),
}
