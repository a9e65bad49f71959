/** The words of the set-up as a walk, for somebody who has never seen OpenSimulator, in Spanish. */

import { inLanguage } from '../../../../src/pure/in-language.js'
import type { SetupWalkTexts } from '../../english/setup/walk.js'

const format = inLanguage('es')

export const setupWalkSpanish: SetupWalkTexts = {
  intro:
    'Ve de arriba abajo. Un mundo de OpenSimulator se compone de regiones; las hacen funcionar programas que se llaman simuladores. Estos piden voz a este servicio y le dicen dónde está la gente. La gente abre su página, o su visor, y se oye. Cada paso dice para qué sirve, qué está mal y qué hacer.',
  progress: (done, all) => `${format.number(done)} de ${format.number(all)} en orden`,
  testAll: 'Probarlo todo ahora',
  test: 'Probar ahora',
  testing: 'Probando…',
  tested: (time) => `probado a las ${time}`,
  next: 'Esto es lo siguiente',
  lines: 'Qué poner allí',
  secretsForOwners: 'Solo alguien con la propiedad puede verlo o crear uno nuevo.',
  steps: {
    clock: {
      title: 'El reloj',
      why: 'Los enlaces, los códigos y los certificados valen solo un tiempo.',
      untested: 'Todavía no se ha comparado con el de tu navegador.',
      good: 'Los relojes del servicio y de tu navegador coinciden.',
      bad: 'Los relojes del servicio y de tu navegador no coinciden.',
    },
    'public-url': {
      title: 'La dirección',
      why: 'Está en cada enlace que abre la gente.',
      untested: 'Todavía no se ha probado.',
      good: 'PUBLIC_URL está puesta, y responde.',
      bad: 'PUBLIC_URL no está puesta: los enlaces llevan la dirección de abajo. Pon una a la que llegue la gente.',
    },
    certificate: {
      title: 'El certificado',
      why: 'Los navegadores dan el micrófono a una página solo por https, con un certificado en el que confían.',
      untested: 'Todavía no se ha mirado.',
      good: 'Los navegadores aceptan el certificado.',
      bad: 'Los navegadores no aceptan el certificado, o pronto no lo harán.',
    },
    'region-called': {
      title: 'Los simuladores piden voz',
      why: 'Su OpenSim.ini tiene que nombrar este servicio. Pon en él uno de los dos bloques de abajo y reinicia el simulador.',
      untested: '',
      good: '',
      bad: '',
    },
    positions: {
      title: 'Dónde está la gente',
      why: 'Una voz suena tanto más fuerte cuanto más cerca está. Una región lo dice con un script, o se le pregunta por RemoteAdmin.',
      untested: '',
      good: '',
      bad: '',
    },
    grid: {
      title: 'El propio grid',
      why: 'Robust conoce cada región y quién está en cuál, en su puerto privado (ROBUST_URL); los simuladores hablan de sus parcelas.',
      untested: '',
      good: '',
      bad: '',
    },
    'remote-admin': {
      title: 'Regiones a las que se pregunta',
      why: 'RemoteAdmin es una puerta del simulador para programas. Solo hace falta donde ningún script dice posiciones.',
      untested: '',
      good: '',
      bad: '',
    },
    'sign-in-ways': {
      title: 'Formas de iniciar sesión',
      why: 'Además del enlace en el mundo, la gente puede entrar con un código o con su contraseña del grid.',
      untested: '',
      good: '',
      bad: '',
    },
    'media-port': {
      title: 'UDP desde fuera',
      why: 'El sonido viaja por UDP. Los visores y las salas grandes necesitan abierto el puerto del hub de medios, en el cortafuegos y en el router. Tu navegador lo prueba desde donde estás.',
      untested: 'Tu navegador todavía no lo ha probado.',
      good: 'El UDP de tu navegador llega al servicio, y su respuesta vuelve.',
      bad: 'A tu navegador no vuelve ningún UDP. Abre los puertos de abajo en el cortafuegos y redirígelos en el router; o es tu propia red la que bloquea UDP.',
    },
    turn: {
      title: 'TURN, para cortafuegos estrictos',
      why: 'Un servidor TURN como coturn transmite el sonido donde dos personas no se alcanzan directamente.',
      untested: '',
      good: '',
      bad: '',
    },
  },
  days: (days) => format.plural(days, { one: 'queda # día', other: 'quedan # días' }),
  apart: (seconds) => `${format.short(seconds, 'second', 1)} de diferencia`,
  newest: (seconds) => `la posición más reciente tiene ${format.short(seconds, 'second')}`,
}
