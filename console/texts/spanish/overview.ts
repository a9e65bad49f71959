/** The overview's words in Spanish. */

import type { OverviewTexts } from '../english/overview.js'

export const overviewSpanish: OverviewTexts = {
  problems: 'Lo que va mal ahora',
  allWell: 'Todo va bien.',
  problem: {
    store: 'No se puede guardar nada: la voz continúa, pero lo que cambie ahora se pierde al reiniciar.',
    'database-away':
      'PostgreSQL no responde: no hay cuentas ni canales nuevos, todo lo demás sigue. Lo que decidan los moderadores se guarda cuando vuelva.',
    'hub-load':
      'El hub de medios ocupa casi un núcleo entero: las voces se entrecortarán. Pon núcleos más rápidos o menos gente en cada sala.',
    'hub-late':
      'El hub de medios ha ido con retraso en la última hora: todas las personas conectadas a él oyeron cortes. ¿Está la máquina ocupada con otra cosa?',
    loss: 'Se pierden paquetes hacia el hub de medios o desde él. De quién son se ve en la sala junto a cada nombre; si son de todos, la red de la propia máquina está saturada.',
    'slow-voice':
      'La gente tarda más de cinco segundos en oír a alguien. Casi siempre es un cortafuegos: abre el puerto UDP o configura TURN.',
    'failed-joins': 'Varias personas no pudieron hablar en la última hora. Los motivos están abajo.',
    'refused-sign-ins':
      'Se han rechazado muchos inicios de sesión en la última hora: un enlace antiguo que circula o alguien que adivina contraseñas.',
  },
  goTo: {
    setup: 'Abrir la configuración',
    rooms: 'Ver las salas',
    accounts: 'Ver los residentes',
  },
  charts: 'A lo largo del tiempo',
  range: 'Periodo',
  figures: {
    people: 'Con voz',
    rooms: 'Salas',
    timeToVoiceMs: 'Tiempo hasta la voz (mediana)',
    lossShare: 'Paquetes perdidos',
    hubCores: 'Hub de medios, núcleos',
    oldestFeedSeconds: 'Antigüedad de la posición más vieja',
    refusedSignIns: 'Inicios de sesión rechazados',
  },
  inTime: (count, time) => `${count} en ${time}`,
  tooMuch: 'mal',
  limit: (value) => `mal a partir de ${value}`,
  highest: (value) => `máximo ${value}`,
  nothingYet: 'No se sabe nada de este periodo.',
  inWords: (figure, range, lowest, highest) =>
    `${figure}, ${range}: entre ${lowest} y ${highest}. Los números están en la tabla de abajo.`,
  asTable: 'Como tabla',
  from: 'Desde',
  value: 'Valor',
  now: 'En este momento',
}
