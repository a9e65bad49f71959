/** Everything the page says first, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Texts } from '../english/start.js'
import { firstWords } from '../first-words.js'

const format = inLanguage('es')

export const spanish: Texts = {
  ...firstWords.es,
  language: 'es',
  signedInAs: (name) => `Eres ${name}`,
  leave: 'Salir',
  stillConnecting: 'El servicio de voz no responde. Esta página lo sigue intentando; quizá sea tu red.',
  about: 'Habla con la gente que rodea a tu avatar: cuanto más cerca, más fuerte se oye.',
  trySound: 'Probar el micrófono y el altavoz',
  hideAddress:
    'Ocultar mi dirección de red: mi voz pasa por el relé del grid, para que nadie con quien hablo vea desde dónde me conecto.',
  microphoneRetry: 'Probar otra vez el micrófono',
  keyNames: {
    Space: 'Espacio',
    Enter: 'Intro',
    Backspace: 'Retroceso',
    ShiftLeft: 'Mayús izquierda',
    ShiftRight: 'Mayús derecha',
    ControlLeft: 'Ctrl izquierda',
    ControlRight: 'Ctrl derecha',
    AltLeft: 'Alt',
    AltRight: 'Alt Gr',
    CapsLock: 'Bloq Mayús',
    Insert: 'Insert',
    Delete: 'Supr',
    Home: 'Inicio',
    End: 'Fin',
    PageUp: 'Re Pág',
    PageDown: 'Av Pág',
    ArrowUp: 'Flecha arriba',
    ArrowDown: 'Flecha abajo',
    ArrowLeft: 'Flecha izquierda',
    ArrowRight: 'Flecha derecha',
  },
  more: 'Más',
  hold: 'Pulsa y habla',
  holdKey: (key) => `o mantén pulsada ${key}`,
  tabs: { people: 'Gente', chat: 'Chat', call: 'Llamada' },
  panel: 'Gente, chat y llamada',
  unread: (count) => format.plural(count, { one: '# nuevo', other: '# nuevos' }),
  drawUp: 'Subir el panel',
  drawDown: 'Bajar el panel',
  noPlace: 'Aquí verás quién está cerca de ti en cuanto empiece la voz.',
  nobody: 'Aún no hay nadie más con voz aquí.',
  peopleHere: 'Quién está aquí',
  notShown: (count) =>
    `${format.plural(count, { one: 'No se muestra a # persona: está', other: 'No se muestra a # personas: están' })} más lejos. Todas las que puedes oír aparecen en esta lista.`,
  connectedTo: (channel) => `en ${channel}`,
  others: (count) =>
    count === 0
      ? '(aún nadie más)'
      : format.plural(count, { one: 'con # persona más', other: 'con # personas más' }),
  ready: 'Cuando quieras.',
  waiting: 'Tu avatar no está en el mundo. La voz empezará sola en cuanto llegue.',
  'no-positions':
    'Tu región no informa de dónde está tu avatar. Activa la voz en tu visor y déjala activada; después pulsa aquí «Usar esta ventana»: esta página irá a donde vaya tu visor. O pide a quien lleva la región que informe de las posiciones; entonces la voz empezará sola.',
  'region-away':
    'Tu región se ha reiniciado o no se podía acceder a ella, y todavía no ve a tu avatar. Vuelve a entrar en el mundo: la voz empezará sola. Esta página espera diez minutos.',
  'channel-full': 'Este canal está lleno. Entrarás automáticamente en cuanto alguien salga.',
  'grid-full':
    'Este grid tiene en voz a todas las personas o salas que puede tener aquí. Entrarás automáticamente en cuanto haya sitio.',
  locked: 'La moderación ha cerrado esta sala. Entrarás automáticamente en cuanto se abra de nuevo.',
  'link-confined':
    'Tu enlace de voz vale en las regiones para las que se creó, pero no aquí. Para hablar aquí, abre un enlace de voz de esta región o entra con un código.',
  'voice-off': 'En esta parcela la voz está desactivada. Empezará sola donde esté activada.',
  reconnecting:
    'No se puede acceder al servicio de voz. Reintentando… Sigues oyendo a las personas con las que tienes conexión.',
  over: {
    'signed-out': 'No has iniciado sesión.',
    replaced: 'Tu avatar usa la voz en otra ventana o en su visor. Esta se ha detenido.',
    kicked: 'La moderación te ha sacado del canal.',
    'channel-deleted':
      'Un administrador ha eliminado el canal en el que estabas. Vuelve a entrar para ir al canal que este lugar tiene ahora.',
    'left-world': 'Tu avatar ha salido del mundo. Continúa cuando haya vuelto.',
    refused:
      'Esta página se abrió en una dirección que el servicio de voz no conoce. Ábrela en su propia dirección.',
    'no-webrtc':
      'La voz necesita WebRTC, y este navegador lo tiene desactivado o una extensión lo quita. Permítelo (en Firefox: about:config, media.peerconnection.enabled) e inténtalo de nuevo.',
    'no-web-audio': 'La voz necesita Web Audio, que este navegador no tiene. Usa uno más reciente.',
    'cookies-blocked':
      'Este navegador bloquea todas las cookies, así que el servicio de voz no puede saber quién eres. Permítelas para esta página e inténtalo de nuevo.',
    'no-microphone-here': 'Aquí solo podrías escuchar: este navegador no tiene micrófono.',
  },
  banned: (until) => `La moderación no te deja entrar en el canal hasta: ${until}.`,
  moderatorSays: (words) => `La moderación dice: «${words}»`,
  joinAgain: 'Unirme de nuevo',
  backInWorld: 'Mi avatar ha vuelto',
  tryAgain: 'Intentarlo de nuevo',
  stale:
    'El servicio de voz tiene ya una página más reciente. Puedes seguir hablando; esta página se recargará sola cuando nadie hable.',
  close: 'Cerrar',
  microphoneFault: {
    'insecure-page':
      'Puedes escuchar, pero no hablar: los navegadores solo dan el micrófono a páginas https. Abre esta página con https.',
    denied:
      'Puedes escuchar, pero no hablar: el navegador deniega el micrófono. Permítelo junto a la dirección e inténtalo de nuevo.',
    missing:
      'Puedes escuchar, pero no hablar: no se ha encontrado ningún micrófono. Conecta uno e inténtalo de nuevo.',
    busy: 'Puedes escuchar, pero no hablar: otro programa ocupa el micrófono. Ciérralo allí e inténtalo de nuevo.',
  },
  microphoneReason: {
    'muted-by-moderator': () => 'La moderación te ha silenciado. Nadie te oye hasta que lo anule.',
    'moderators-only': (channel) => `En ${channel} solo habla la moderación. Nadie te ha silenciado.`,
    'floor-needed': (channel) =>
      `En ${channel} habla la moderación. Puedes pedirle la palabra; nadie te ha silenciado.`,
    deafened: () => 'No oyes a nadie y no se envía nada.',
    'no-room': () => 'Nadie te oye hasta que empiece la voz.',
    'service-away': () => 'Nadie te oye hasta que vuelva el servicio de voz.',
    'device-silent': () => 'Del micrófono no llega nada. ¿Es otro, está apagado o lo usa otro programa?',
  },
  activationBroken:
    'Aquí no se puede medir tu volumen: se envía todo lo que capta el micrófono, no solo lo que dices.',
  deafen: 'No oír a nadie ni enviar nada',
  deafenShort: 'No oír nada',
  toggleKey: (key) => `También con ${key}`,
  mutedSpeech: (key) =>
    `Estás hablando con el micrófono apagado. Actívalo${key && ` o mantén pulsada ${key} mientras hablas`}.`,
  feedLost:
    'Faltan las posiciones: la región ha dejado de informar de dónde está la gente. Las distancias y direcciones son las últimas conocidas.',
  unplaced:
    'Sin distancia: nadie informa de dónde está la gente en esta región, así que se oye a todos igual. Lo diría un script de voz allí, o RemoteAdmin.',
  storeFailing:
    'El servicio de voz no puede guardar nada en este momento. Puedes seguir hablando; avisa, por favor, a quienes lo llevan.',
  filterFailed: 'La reducción fuerte de ruido no funciona aquí. Mientras tanto, el navegador quita el ruido.',
  outputFailed: 'El altavoz elegido no está. El sonido sale por el que elige el navegador.',
  output: {
    'awaiting-gesture': 'El navegador espera un clic antes de reproducir sonido.',
    interrupted:
      'El sonido se ha cortado: quizá lo haya tomado una llamada u otro dispositivo. Haz clic en cualquier parte para volver a oír.',
    failed:
      'El altavoz no se pone en marcha. ¿Hay uno conectado y libre? Haz clic en cualquier parte o elige otro en los ajustes.',
  },
  play: 'Reproducir',
  faults: {
    'relay-unavailable':
      'Este grid no tiene relé, así que no se puede ocultar tu dirección de red y no te hemos conectado con nadie. Quita la marca para unirte de todos modos.',
    'ticket-used':
      'Este enlace de voz ya se ha usado, en otro navegador o por otra persona. Toca el quiosco de voz en el mundo para obtener uno nuevo.',
    'ticket-unknown':
      'Este enlace de voz no se abre: es demasiado antiguo o está incompleto. Un enlace vale dos minutos; toca el quiosco de voz en el mundo para obtener uno nuevo.',
    'account-disabled': 'Un administrador de este grid ha desactivado tu voz.',
    'rate-limited': 'La página ha enviado demasiado de una vez y se ha cortado. Se reconecta sola.',
    'call-rate-limited': 'Llamas demasiado a menudo. Espera un minuto y vuelve a llamar.',
    'call-full': 'Esta llamada está completa: hay 24 personas en ella.',
    'call-not-allowed': 'Estás en una llamada en otra ventana. Llama desde allí o cuelga antes allí.',
    'moderate-not-allowed':
      'No puedes hacer eso aquí: solo puede la moderación de este lugar, y no con quien también modera.',
    'moderate-not-found': 'No se ha hecho: esa persona ya no está aquí o ya ha bajado la mano.',
    'moderate-bad-request': 'No se ha hecho: ahora mismo aquí no hay palabra que dar ni nada que terminar.',
    'moderate-rate-limited': 'Eso ha sido demasiado de una vez. Espera un momento y continúa.',
    'hand-not-allowed': 'Aquí puede hablar cualquiera: no hace falta levantar la mano.',
    'block-not-allowed': 'Ya bloqueas a muchísima gente. Desbloquea antes a alguien en los ajustes.',
    'complain-rate-limited': 'Has avisado mucho a la moderación. Espera diez minutos.',
    'complain-bad-request': 'Di en pocas palabras qué ha pasado.',
    'hub-offer-grid-full':
      'El hub de voz transporta para este grid todo lo que puede. Estás conectado directamente con los demás, donde es posible.',
    'call-grid-full':
      'Este grid tiene en voz a todas las personas que puede tener. Inténtalo de nuevo cuando alguien haya salido.',
    'grid-busy':
      'En este grid hay demasiado movimiento en este momento. Espera un poco e inténtalo de nuevo.',
    internal: 'Algo ha fallado en el servicio de voz. Si la voz no funciona, recarga la página.',
  },
  otherFault: ({ code }) => `El servicio de voz informa de un error${code && ` (${code})`}.`,
  side: {
    ahead: 'delante',
    'ahead-right': 'delante a la derecha',
    right: 'a la derecha',
    'behind-right': 'detrás a la derecha',
    behind: 'detrás de ti',
    'behind-left': 'detrás a la izquierda',
    left: 'a la izquierda',
    'ahead-left': 'delante a la izquierda',
  },
  outOfRange: 'demasiado lejos',
  muted: 'micrófono apagado',
  listensOnly: 'escucha',
  moderator: 'modera',
  effort: {
    title: 'Hasta dónde se te oye',
    whisper: 'Susurrar',
    talk: 'Hablar',
    shout: 'Gritar',
    others: { whisper: 'susurra', shout: 'grita' },
  },
  hasFloor: 'tiene la palabra',
  handRaised: (place) => `mano levantada, n.º ${place}`,
  blocked: 'con bloqueo',
  raiseHand: 'Levantar la mano',
  lowerHand: (place) => `Mano levantada: n.º ${place}`,
  room: 'Sala',
  notConnected: 'sin conexión',
  othersNearer: (most) => `no se oye: otras ${most} personas están más cerca`,
  media: { p2p: 'directa', relay: 'por relé', hub: 'por el hub' },
  mediaHint: {
    p2p: 'Entre vuestros dos ordenadores, sin nada en medio.',
    relay: 'Por el relé del grid, que la pasa cifrada y no puede oírla.',
    hub: 'Por el hub de voz del grid, que reúne las voces de navegadores y visores.',
  },
  quality: { good: 'buena', fair: 'algo de pérdida', poor: 'mala línea' },
  trouble: {
    incompatible: 'el programa del otro lado no entiende esta página',
    'no-audio': 'no envía sonido',
  },
  volumeOf: (name) => `Volumen de ${name}`,
  mute: (name) => `Silenciar a ${name} para mí`,
  dismiss: 'Descartar',
  mode: {
    open: 'Puede hablar cualquiera.',
    lecture: 'Una conferencia: solo habla la moderación.',
    presentation: 'Una presentación: habla la moderación y quien reciba de ella la palabra.',
    auditorium: 'Un auditorio: habla la moderación y se la oye en todas partes a pleno volumen.',
  },
  everywhere: 'Se oye a todo el mundo a pleno volumen, esté donde esté.',
  range: (full, silent) =>
    `Pleno volumen hasta ${format.distance(full)}, silencio a partir de ${format.distance(silent)}.`,
  call: 'Llamar',
  addToCall: 'Añadir a la llamada',
  callSomebody: 'Llamar a alguien',
  heardIn: { place: 'Tu voz va al lugar', call: 'Tu voz va a la llamada' },
  message: 'Mensaje',
  muteWriting: 'No dejar que escriba',
  unmuteWriting: 'Dejar que escriba',
  settings: 'Ajustes',
  talkHere: 'Usar esta ventana',
  whyNot: '¿Por qué no oigo?',
}
