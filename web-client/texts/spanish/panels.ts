/** What the parts of the page say that are loaded later, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PanelTexts } from '../english/panels.js'
import { spanishCalls } from './calls.js'
import { spanishChat } from './chat.js'
import { spanishFloor } from './floor.js'

const format = inLanguage('es')

export const spanishPanels: PanelTexts = {
  language: 'es',
  languageLabel: 'Idioma',
  chat: spanishChat,
  calls: spanishCalls,
  floor: spanishFloor,
  radar: (count) =>
    `Radar: ${format.plural(count, { one: '# persona', other: '# personas' })} a tu alrededor. La lista dice lo mismo con palabras.`,
  hereNow: (place, people) => `Ahora en ${place}: ${people}`,
  nobodyHereNow: (place) => `Todavía nadie habla en ${place}.`,
  /** Who is not named. */
  othersHere: (count) => format.plural(count, { one: '# persona más', other: '# más' }),
  /** To screen readers, of one or several. */
  announced: {
    came: (who: string) => `Llegada: ${who}.`,
    left: (who: string) => `Salida: ${who}.`,
    speaks: (who: string) => `Habla ${who}.`,
  },
  radarLegend:
    'Un disco lleno: se oye bien. Uno hueco: no se oye. Un número: varias personas muy juntas. El anillo fuerte: hasta ahí te oyen; es discontinuo mientras nadie te oye.',
  radarKeys:
    'Con las flechas izquierda y derecha das la vuelta, con arriba y abajo vas hacia fuera y hacia dentro; Intro abre lo que has alcanzado.',
  cluster: (count) => `${format.number(count)} personas muy juntas`,
  radarTurns: 'Gira conmigo',
  north: 'N',
  noCall: 'No estás en ninguna llamada.',
  volume: 'Volumen',
  muteForMe: 'Silenciar para mí',
  appearance: 'Aspecto',
  theme: { '': 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
  hearing: 'Oír',
  viewerHeadphones: {
    title: 'Auriculares en mi visor',
    place: 'como diga cada lugar',
    yes: 'sí: de qué lado, delante y detrás',
    no: 'no: altavoces',
  },
  headphones: 'Llevo auriculares: oír de qué lado habla cada cual, también delante y detrás',
  masterVolume: 'Volumen de todo',
  comingSounds: 'Un sonido cuando alguien llega o se va, donde hay poca gente',
  outputDevice: 'Altavoz',
  browserChoice: 'El que elija el navegador',
  unnamedDevice: (index) => `Dispositivo ${index}`,
  speakingSettings: 'Hablar',
  inputDevice: 'Micrófono',
  microphoneLevel: 'Tu volumen',
  noiseSuppression: 'Quitar el ruido',
  noiseSuppressions: {
    off: 'nada',
    browser: 'como lo hace el navegador',
    strong: 'fuerte: también teclados y ventiladores',
  },
  echoCancellation: 'Quitar el eco (déjalo activado sin auriculares)',
  autoGain: 'Igualar mi volumen',
  performer: 'Actuación: estéreo y sin procesar, para música. Usa auriculares',
  voiceActivation: 'Enviar solo cuando hablo',
  threshold: 'Cuenta como habla a partir de aquí',
  startMuted: 'Entrar con el micrófono apagado: mantengo pulsada una tecla para hablar',
  talkKey: 'Tecla que se mantiene pulsada para hablar',
  toggleKey: 'Tecla que activa y apaga el micrófono',
  pressKey: 'Pulsa una tecla…',
  noKey: 'ninguna',
  takeNoKey: 'Sin tecla',
  keyRefused: {
    taken: (key) => `${key} ya hace otra cosa. Una tecla no puede hacer ambas.`,
    reserved: () => 'Esa tecla es del navegador.',
  },
  mutedSound: 'Un sonido cuando hablo con el micrófono apagado',
  checks: {
    microphone: 'Micrófono',
    speaker: 'Altavoz',
    socket: 'Servicio de voz',
    stun: 'Salida de tu red (STUN)',
    turn: 'Relé (TURN)',
    feed: 'Posiciones de la región',
    room: 'En un canal',
    range: 'Alguien al alcance',
    echo: 'Prueba de eco',
  },
  checkStates: {
    waiting: 'aún no',
    running: 'comprobando…',
    good: 'bien',
    bad: 'problema',
    unknown: 'no se sabe',
  },
  checkAgain: 'Comprobar de nuevo',
  copy: 'Copiar para un administrador',
  copied: 'Copiado.',
  listenLeft: 'Reproducir a la izquierda',
  listenRight: 'Reproducir a la derecha',
  startEcho: 'Hablar y oírme',
  found: {
    microphoneWorks: (name) => `«${name}» te oye.`,
    microphoneSilent: (name) =>
      `«${name}» está ahí, pero no oye nada. ¿Está silenciado en el propio dispositivo?`,
    outputRuns: (rate) =>
      `El sonido está en marcha (${format.number(rate)} Hz). Pulsa los dos botones: ¿la izquierda suena a la izquierda?`,
    outputBlocked: 'El navegador aún no reproduce sonido. Haz clic en cualquier parte de la página.',
    socketOpen: 'Con conexión.',
    socketAway: 'Sin acceso. ¿Funciona tu red? Si es así, puede que el servicio falle un momento.',
    stunFound: (address) => `Tu red te deja salir como ${address}.`,
    stunOwn: 'Tu red te deja salir con la dirección de este ordenador.',
    stunNothing:
      'No se ha encontrado salida de tu red. Puede que la gente de fuera no llegue hasta ti: un relé ayudaría.',
    notConfigured: 'Quien lleva el servicio no ha configurado ninguno.',
    turnFound: 'El relé responde.',
    turnNothing:
      'El relé no responde. Puede que haya un cortafuegos en medio; avisa a quien lleva el servicio, con este resultado.',
    turnNotForYou:
      'El servicio llega al relé, tú no: un cortafuegos de tu red estorba. Pide a quien la lleva UDP o TCP hacia el puerto del relé.',
    turnDown: 'El relé tampoco responde al servicio. Avisa a quien lleva el servicio, con este resultado.',
    feedFresh: 'La región informa de dónde está la gente.',
    feedLost: 'La región calla: cada cual se queda donde se vio por última vez.',
    inRoom: (name) => `Estás en ${name}.`,
    noRoom: 'No estás en ningún canal. Únete primero, con tu avatar en el mundo.',
    inRange: (names) => `Deberías oír a ${names}.`,
    nobodyHere: 'No hay nadie más con voz aquí.',
    nobodyInRange: (nearest, distance, silent) =>
      `Nadie: quien está más cerca es ${nearest}, a ${distance}; el silencio empieza a ${silent}.`,
    allSilenced: 'Quienes están al alcance están silenciados, por ti o por la moderación.',
    notConnected: (names) =>
      `Al alcance, pero aún sin conexión: ${names}. Si no cambia, estorba su red o la tuya.`,
    echoDone: 'Así te oyen, tras el camino de ida y vuelta por la red.',
    echoFailed: 'Tu propia voz no ha vuelto.',
    needsMicrophone: 'Hace falta tu micrófono.',
  },
  elsewhere: 'Seguir en otro navegador',
  elsewhereHint:
    'Escanea esto con tu teléfono o abre la dirección en tu propio navegador. Tu enlace aún no se ha usado.',
  orType: 'O escribe esta dirección:',
  linkGoodFor: 'Vale una vez, durante dos minutos.',
  openOutside: 'Abrir en mi propio navegador',
  listenHere: 'Solo escuchar, aquí',
  qrCode: 'Una imagen de la dirección, para la cámara de un teléfono',
  orLink: 'O abre un enlace de voz en el mundo: toca el quiosco de voz o pregunta a quien posee la región.',
  onlyLink: 'Abre un enlace de voz en el mundo: toca el quiosco de voz o pregunta a quien posee la región.',
  whoAreYou: '¿Quién eres?',
  whoAreYouHint: 'Elige tu avatar. Solo su visor muestra entonces un código, que escribes aquí.',
  searchAvatar: 'Busca tu nombre',
  noAvatar: 'Ahora no hay en el mundo ningún avatar con ese nombre. Entra primero con tu visor.',
  noAvatarHere:
    'A ningún avatar con ese nombre se le puede mostrar un código: no está en el mundo o su región no puede mostrarlo. Allí se entra con un enlace de voz.',
  moreAvatars: 'Hay más. Escribe una parte de tu nombre.',
  codeFor: (name) => `¿Qué código muestra el visor de ${name}?`,
  codeHint: 'Seis cifras, arriba en tu visor o en su chat. Valen dos minutos.',
  friends: 'Amigos',
  friendInVoice: 'en la voz',
  friendHere: 'tiene la página abierta',
  callGroup: (count: number) => `Llamar a quienes están en la voz (${format.number(count)})`,
  byNameHint:
    'Escribe el nombre de tu avatar tal como se muestra en el mundo. Solo su visor muestra entonces un código, que escribes aquí.',
  avatarName: 'Nombre de tu avatar',
  sendCode: 'Enviarme un código',
  visitorFrom: (home) => `De visita desde ${home}`,
  withGridPage: 'Iniciar sesión en la página del grid',
  gridPageHint: 'Allí el grid te pide la contraseña. Este servicio nunca la ve.',
  goToGridPage: 'Ir a la página del grid',
  signIn: 'Iniciar sesión',
  notMe: 'No soy yo',
  withGridPassword: 'Iniciar sesión con la contraseña de tu visor',
  firstName: 'Nombre',
  lastName: 'Apellido',
  gridPassword: 'Contraseña',
  signInUnreachable:
    'No se puede acceder al servicio de voz. ¿Funciona tu red? Inténtalo de nuevo en un momento.',
  signInFaults: (triesLeft) => ({
    'code-wrong': `Ese no es el código. ${format.plural(triesLeft, { one: 'Queda # intento', other: 'Quedan # intentos' })}.`,
    'code-expired': 'Este código ya no vale. Vuelve atrás y elige de nuevo tu avatar para obtener otro.',
    'avatar-not-found': 'Ese avatar no está en el mundo o no se le puede enviar un código.',
    'simulator-unavailable':
      'El grid no responde. Inténtalo de nuevo en un momento o abre un enlace de voz en el mundo.',
    'wrong-credentials':
      'El nombre o la contraseña no son correctos, o tienes que entrar primero con tu visor.',
    'openid-refused': 'La página del grid no te ha identificado. Inténtalo de nuevo o de otra manera.',
    'account-disabled': 'Tu cuenta está desactivada. Pregunta a quien lleva el grid.',
    'not-allowed': 'Aquí no puedes iniciar sesión así. Abre un enlace de voz en el mundo.',
    'rate-limited': 'Han sido demasiadas veces. Espera unos minutos o abre un enlace de voz en el mundo.',
    'too-busy':
      'El servicio tiene ahora muchos inicios de sesión que comprobar. Inténtalo de nuevo en unos segundos.',
    'bad-request': 'Falta algo o no encaja. Revisa lo que has escrito.',
    'origin-refused':
      'Esta página se abrió en una dirección que el servicio de voz no conoce. Ábrela en su propia dirección.',
    internal: 'Algo ha fallado en el servicio de voz. Inténtalo de nuevo en un momento.',
  }),
}
