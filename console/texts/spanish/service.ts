/** What the service answers with codes, in Spanish words. */

import type { ServiceTexts } from '../english/service.js'

export const serviceSpanish: ServiceTexts = {
  refusals: {
    'bad-request': 'No se ha hecho: falta algo o no encaja con lo que hay ajustado aquí.',
    'not-found': 'Ya no existe: vuelve a mirar.',
    'rate-limited': 'Han sido demasiadas veces: espera unos minutos.',
    'too-busy': 'El servicio tiene ahora demasiado que hacer: inténtalo de nuevo en unos segundos.',
    'session-missing': 'No has iniciado sesión.',
    'session-expired': 'Tu sesión ha terminado: iníciala de nuevo.',
    'code-wrong': 'Este código no es correcto o ya se ha usado.',
    'code-expired': 'Ha tardado demasiado: empieza de nuevo.',
    'second-factor-missing': 'Crea primero un segundo factor propio.',
    'second-factors-full': 'Ya tienes todos los segundos factores posibles: elimina antes uno.',
    'host-name-missing':
      'Las llaves de acceso necesitan un nombre de servidor: abre la consola por su nombre, no por una dirección.',
    'origin-refused':
      'El servicio no conoce la dirección de esta página: abre la consola en su propia dirección.',
    'message-too-large': 'Es demasiado largo.',
    'wrong-credentials': 'El nombre o la contraseña no son correctos.',
    'not-allowed': 'No puedes hacer esto aquí.',
    'role-too-low': 'Tu función no lo permite.',
    'last-owner': 'Alguien tiene que conservar la propiedad, y el primer administrador se queda.',
    'set-in-environment': 'Está definido en el entorno: cámbialo allí y reinicia el servicio.',
    'account-exists': 'Ya hay un administrador con ese nombre.',
    'account-not-found': 'Ese administrador ya no existe.',
    'channel-not-found': 'Este canal ya no existe: vuelve a mirar la lista.',
    'channel-exists': 'Este lugar ya tiene un canal.',
    'channel-changed-meanwhile':
      'Otra persona ha cambiado este canal entretanto. Ciérralo, mira cómo está ahora y cámbialo después.',
    'secret-shown-before':
      'Ya se ha mostrado y no se vuelve a mostrar. Crea uno nuevo o pregunta a quien lleva el servicio.',
    'settings-invalid': 'Algo de esto no es válido: no se ha guardado nada.',
    'store-unwritable':
      'El servicio no puede guardarlo en este momento: su disco está lleno o no admite escritura, o no llega a su base de datos.',
    internal: 'El servicio ha fallado en esto. Su registro dice por qué.',
  },
  findings: {
    starting: 'aún no se le ha preguntado.',
    unreachable: 'El simulador no está en marcha, o todavía no, o su dirección es otra.',
    'timed-out': 'El simulador está ocupado; quizá esté arrancando.',
    'answer-invalid': 'Allí responde algo que no es un simulador.',
    'wrong-password': 'Contraseña incorrecta: compárala con [RemoteAdmin] access_password del simulador.',
    'address-not-allowed':
      'El simulador no admite esta máquina: añade su dirección a [RemoteAdmin] access_ip_addresses.',
    'method-not-enabled':
      'El simulador está en marcha, pero su RemoteAdmin no, o todavía no: pon [RemoteAdmin] enabled = true y nombra los métodos en enabled_methods.',
    'region-unknown':
      'El simulador no tiene esa región o aún no la ha cargado: en el nombre cuentan las mayúsculas; su UUID está en Regions.ini.',
    refused: 'El simulador se ha negado: su registro dice por qué.',
    internal: 'El servicio de voz ha fallado con la respuesta: su registro dice por qué.',
    'grid-unreachable': 'No se puede alcanzar Robust: ¿está en marcha y escucha en esa dirección?',
    'grid-firewall':
      'No hay conexión con Robust: un cortafuegos la descarta. Permita a esta máquina llegar al puerto privado.',
    'grid-slow': 'Robust es demasiado lento: está arrancando o su base de datos está sobrecargada.',
    'grid-public-port':
      'Robust responde sin nada: ROBUST_URL debe nombrar el puerto privado (8003), o aún está arrancando.',
    'grid-password':
      'Robust quiere otro usuario y otra contraseña: compare ROBUST_URL con HttpAuthUsername y HttpAuthPassword.',
    'grid-answer-invalid': 'La respuesta de Robust no sirve: ¿responde allí otro programa?',
    'grid-refused': 'Robust ha fallado con la pregunta: su registro dice por qué.',
    'message-unreachable':
      'No se puede acceder a un simulador para los mensajes instantáneos: deja que esta máquina llegue a la dirección que el grid indica.',
    'message-not-enabled':
      'Un simulador no acepta mensajes instantáneos: pon [Messaging] MessageTransferModule en su OpenSim.ini.',
    'grid-page-unanswered':
      'La página del grid para iniciar sesión no responde: ¿nombra ROBUST_PUBLIC_URL el puerto público?',
    'grid-clear-text':
      'Las contraseñas se pueden leer en el camino a Robust: usa una red privada, un túnel o https.',
    'simulator-not-own':
      'La contraseña de todos los simuladores no se envía a este, porque su dirección la indica quien registra una región: ponlo en ROBUST_SIMULATORS si es tuyo, o dale una línea propia.',
    'land-not-enabled':
      'El simulador no dice nada de sus parcelas: pon allí [Modules] LandServiceInConnector = true y reinícialo.',
    'land-unreachable':
      'No se alcanza el simulador en la dirección que da el grid: ¿está en marcha, y rechaza un cortafuegos esta máquina?',
    'land-answer-invalid': 'En la dirección que da el grid responde algo que no es un simulador.',
    'code-missing':
      'No se pueden mostrar códigos: añade |admin_alert_user a [RemoteAdmin] enabled_methods si es OpenSimulator 0.9.3.1 o posterior; si no, pon "code_sign_in": false.',
    'grid-password-missing':
      'No se pueden comprobar contraseñas del grid: añade |admin_authenticate_user a [RemoteAdmin] enabled_methods.',
    'vivox-refused': 'Allí el nombre o la contraseña de administración de Vivox no son correctos.',
    'webrtc-refused':
      'El secreto al final de WebRtcVoiceServerURI no es correcto o su dirección no está permitida.',
    'script-refused': 'Allí el secreto de región no es correcto.',
    'turn-unreachable':
      'Allí no responde nada: comprueba TURN_URLS, que coturn esté en marcha y que su puerto esté abierto.',
    'turn-wrong-secret':
      'Rechaza las credenciales de este servicio: pon en TURN_SECRET su static-auth-secret y allí use-auth-secret.',
    'turn-open-to-all':
      'Retransmite para cualquiera, que así puede enviar desde su dirección: pon use-auth-secret.',
    'turn-clock':
      'Su reloj va muy adelantado respecto al de esta máquina: pon ambos relojes en hora con NTP.',
    'turn-full': 'No concede nada: aumenta sus cuotas o amplía sus puertos, y mira su registro.',
    'certificate-refused':
      'La autoridad no ha emitido ningún certificado: el registro y «opensim-voice check» dicen qué hacer.',
    'certificate-self-signed':
      'Está autofirmado: los navegadores avisan, y los teléfonos a menudo lo rechazan. Con un nombre propio, ACME_EMAIL consigue uno de verdad.',
    'certificate-untrusted':
      'Los navegadores no confían en él: TLS_CERT_FILE debe contener toda la cadena, también los certificados de la autoridad.',
    'certificate-other-host':
      'El certificado es de otro nombre: consigue uno para este, o corrige PUBLIC_URL.',
    'certificate-ended': 'El certificado ha caducado: renuévalo.',
    'certificate-ends-soon': 'Caduca pronto: ¿está preparada la renovación?',
    'plain-http': 'Con http a secas los navegadores no dan el micrófono: usa una dirección https.',
    'url-unanswered':
      'No responde desde esta máquina. Si el router no devuelve el tráfico hacia dentro, no es un fallo: prueba desde un teléfono sin Wi-Fi.',
    'clock-off':
      'Los relojes del servicio y de tu navegador no coinciden: ajústalos por NTP. De ello dependen enlaces, códigos y certificados.',
    named: '',
  },
  storeCure: 'Haz sitio en su disco o revisa los permisos de su directorio de datos.',
}
