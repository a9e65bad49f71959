/** What the page says about calls, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { CallTexts } from '../english/calls.js'

const format = inLanguage('es')

export const spanishCalls: CallTexts = {
  callsYou: (name) => `${name} te llama`,
  withOthers: (count) => format.plural(count, { one: 'con # persona más', other: 'con # personas más' }),
  accept: 'Aceptar',
  acceptInstead: 'Colgar y aceptar',
  decline: 'Rechazar',
  declineWithWords: 'Rechazar con un mensaje…',
  answers: ['Te llamo luego.', 'Dame un momento.', 'Mejor escríbeme, por favor.'],
  ownWords: 'Con tus palabras',
  sendWords: 'Rechazar y decirlo',
  someone: 'alguien',
  calling: (names) => `Llamando a ${names}…`,
  answering: 'Conectando…',
  inCallWith: (names) => `En una llamada con ${names}`,
  returning: 'Se ha perdido la conexión. Volviendo a la llamada…',
  hangUp: 'Colgar',
  inCallElsewhere: (names) => `Estás en una llamada con ${names} en otra ventana.`,
  takeHere: 'Traerla aquí',
  over: {
    'hung-up': (name) => `${name} ha colgado.`,
    declined: (name) => `${name} ha rechazado la llamada.`,
    'no-answer': (name) => `${name} no contesta.`,
    busy: (name) => `${name} está en otra llamada.`,
    'do-not-disturb': (name) => `${name} no quiere que le molesten.`,
    unreachable: (name) => `No se puede llamar a ${name}: no tiene abierta ninguna página de voz.`,
    lost: (name) => `Se ha perdido la conexión con ${name}.`,
    elsewhere: () => 'Participas en esta llamada en otra ventana.',
  },
  isOver: 'La llamada ha terminado.',
  says: (words) => `«${words}»`,
  members: 'En esta llamada',
  memberState: {
    ringing: 'sonando…',
    lost: 'sin conexión; puede volver',
    gone: 'ya no está en la llamada',
  },
  connecting: 'conectando…',
  incompatible: 'no entiende esta página',
  voiceTo: 'Mi voz va',
  toCall: 'a la llamada',
  toPlace: 'al lugar',
  placeBehind: 'Oír el lugar bajito detrás de la llamada',
  holdFor: { call: 'Mantener para la llamada', place: 'Mantener para el lugar' },
  otherRoomKey: 'Tecla que se mantiene pulsada para hablar en el otro sitio',
  addPeople: 'Añadir a alguien',
  search: '¿A quién?',
  searchHint: 'Una parte del nombre. Solo aparece quien tiene abierta una página de voz.',
  nobodyFound: 'Nadie con ese nombre tiene abierta una página de voz.',
  missed: 'Llamadas perdidas',
  clearMissed: 'Borrar',
  doNotDisturb: 'No molestar: sin llamadas',
  notify: 'Avisarme de las llamadas cuando miro otra cosa',
  pictures: 'Vídeo en las llamadas',
  show: { camera: 'Cámara', screen: 'Pantalla' },
  hide: { camera: 'Apagar la cámara', screen: 'Dejar de mostrar la pantalla' },
  waiting: {
    camera: 'Esperando la cámara: permítela…',
    screen: 'Elige lo que quieres mostrar…',
  },
  ownPicture: 'Lo que muestras',
  theirPicture: (name) => `Lo que muestra ${name}`,
  enlarge: 'Mostrar esto en grande',
  still: 'En este momento no llega imagen.',
  inOwnWindow: 'En su propia ventana',
  takePictures: 'Aceptar vídeo de la otra persona en una llamada',
  cameraDevice: 'Cámara',
  pictureFault: {
    camera: {
      'insecure-page':
        'Los navegadores solo dan la cámara a páginas https. Abre esta página con https. Se te sigue oyendo.',
      denied:
        'El navegador deniega la cámara. Permítela junto a la dirección e inténtalo de nuevo. Se te sigue oyendo.',
      missing: 'No se ha encontrado ninguna cámara. Conecta una e inténtalo de nuevo. Se te sigue oyendo.',
      busy: 'Otro programa ocupa la cámara. Ciérrala allí e inténtalo de nuevo. Se te sigue oyendo.',
    },
    screen: {
      'insecure-page':
        'Los navegadores solo comparten la pantalla en páginas https. Abre esta página con https.',
      denied:
        'No se comparte ninguna pantalla: no se ha elegido nada, o el navegador o el sistema no lo permiten. Inténtalo de nuevo o permítelo en los ajustes del sistema.',
      missing: 'Este navegador no puede compartir la pantalla. Usa uno en un ordenador.',
      busy: 'El sistema no cede esa pantalla o ventana. Elige otra.',
    },
  },
  pictureObstacle: {
    group: 'El vídeo es para llamadas de dos. En esta participan más.',
    refused: 'La otra persona no quiere vídeo. Se te sigue oyendo.',
    unknown:
      'La página de la otra persona no acepta vídeo o aún no está lista. Inténtalo dentro de un momento.',
    hub: 'En esta llamada no hay vídeo: sus voces pasan por el hub del grid, que no lo transporta.',
    alone: 'Aún no tienes conexión. Inténtalo dentro de un momento.',
  },
  notifyDenied: 'Este navegador no muestra avisos de esta página. Permítelos junto a la dirección.',
}
