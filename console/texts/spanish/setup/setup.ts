/** The words about the set-up, in Spanish. */

import type { SetupTexts } from '../../english/setup/setup.js'

export const setupSpanish: SetupTexts = {
  checks: {
    'region-called': {
      good: 'Las regiones piden voz a este servicio.',
      bad: 'Se rechazan peticiones: compara las contraseñas y los secretos de allí con las líneas de abajo.',
      unknown:
        'Ninguna región ha llamado desde el arranque. ¿Está puesto el ini de abajo y reiniciado el simulador?',
    },
    positions: {
      good: 'Las regiones informan de dónde está la gente.',
      bad: 'Una región que debería informar de dónde está la gente no lo hace. Sin posiciones nadie entra en una sala.',
      unknown:
        'Ninguna región informa de dónde está la gente: una página solo entra en una sala junto a un visor que esté en la voz. Añade RemoteAdmin o el script de las líneas de abajo.',
    },
    grid: {
      good: 'El propio grid dice sus regiones y quién está en cuál.',
      bad: 'El grid no responde: vale lo último que dijo.',
      unknown: '',
    },
    'remote-admin': {
      good: 'Responden todas las regiones a las que se pregunta por RemoteAdmin, si las hay.',
      bad: 'Una región no responde por RemoteAdmin.',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'Las formas de iniciar sesión previstas para las regiones funcionan allí.',
      bad: 'Una forma de iniciar sesión prevista para una región no funciona allí. Allí no se ofrece; el enlace, siempre.',
      unknown: 'Aún no se sabe si las formas de iniciar sesión previstas para las regiones funcionan allí.',
    },
    certificate: {
      good: 'El certificado es tuyo.',
      bad: 'El certificado es autofirmado: los navegadores avisan. Define TLS_CERT_FILE y TLS_KEY_FILE.',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL está definida.',
      bad: 'PUBLIC_URL no está definida: los enlaces llevan la dirección de abajo. ¿Es accesible para los residentes?',
      unknown: '',
    },
    turn: {
      good: 'TURN responde y retransmite.',
      bad: 'TURN no retransmite.',
      unknown: 'No hay servidor TURN: los residentes tras cortafuegos estrictos no se oirán entre sí.',
    },
    'media-port': {
      good: 'Ha llegado voz por el puerto del hub de medios.',
      bad: 'Un visor espera su conexión: abre el puerto del hub de medios en el cortafuegos y en el rúter.',
      unknown:
        'Los visores nativos y las salas grandes necesitan abierto el puerto del hub de medios, en el cortafuegos y en el rúter. Nadie lo ha probado todavía.',
    },
  },
  lines: {
    openSimIni: 'OpenSim.ini con el módulo Vivox (cualquier OpenSimulator)',
    webRtcIni: 'OpenSim.ini con el complemento WebRTC (los visores hablan sin navegador)',
    regionsJson: 'config/regions.json de este servicio',
    scriptNotecard: 'Un script que informa de posiciones',
    turnserverConf: 'turnserver.conf de coturn',
  },
  linesHint: {
    openSimIni:
      'Para todas las generaciones del módulo. Si el archivo ya tiene una sección con ese nombre, pon en ella las líneas: una segunda sustituye a la primera. Pon la contraseña de administración de Vivox en su sitio y reinicia el simulador.',
    webRtcIni:
      'Para simuladores que tienen el complemento, en lugar de las líneas de arriba: allí el módulo Vivox debe estar apagado. Si el archivo ya tiene una sección con ese nombre, pon en ella las líneas. Pon el secreto de región en su sitio y reinicia el simulador.',
    regionsJson:
      'Una entrada por cada región a la que se pregunta por RemoteAdmin; la contraseña va en el archivo indicado.',
    scriptNotecard: 'Los scripts están en config/opensim/. Pon el secreto de región en su sitio.',
    turnserverConf: 'Pon TURN_SECRET en su sitio o deja que «npm run turn-config» escriba el archivo entero.',
  },
  secrets: {
    regionSecret: 'Secreto de región',
    vivoxAdminPassword: 'Contraseña de administración de Vivox',
  },
  fixedSecret: 'Está definido en el entorno: cámbialo allí y reinicia el servicio.',
  show: 'Mostrar, una vez',
  hide: 'Ocultar',
  shownOnce:
    'Cópialo ahora: no se vuelve a mostrar. Mientras esté aquí, las líneas de abajo lo llevan en su sitio.',
  shownBefore:
    'Ya se ha mostrado y no se vuelve a mostrar. Si lo has perdido, crea uno nuevo o lee data/secrets.json en el servidor.',
  tokenShownOnce: 'Cópialo ahora: no se vuelve a mostrar.',
  copy: 'Copiar',
  copied: 'Copiado.',
  notCopied: 'El navegador no ha permitido copiar: selecciona el texto y cópialo a mano.',
  renew: 'Crear uno nuevo…',
  renewYes: 'Sí, crear uno nuevo',
  renewMeans: {
    regionSecret:
      'Desde ese momento se rechaza todo script, módulo y simulador con el secreto antiguo: las posiciones se detienen hasta que cada uno tenga el nuevo, y a los cinco minutos su gente se queda sin voz. Los simuladores con el complemento WebRTC no pueden iniciar la voz de nadie hasta que su ini lo tenga y se hayan reiniciado.',
    vivoxAdminPassword:
      'Desde ese momento ningún simulador en marcha puede iniciar la voz de nadie hasta que su OpenSim.ini tenga la contraseña nueva y se haya reiniciado. Quien está en la voz sigue en ella.',
  },
}
