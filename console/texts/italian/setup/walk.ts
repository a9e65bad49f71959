/** The words of the set-up as a walk, for somebody who has never seen OpenSimulator, in Italian. */

import { inLanguage } from '../../../../src/pure/in-language.js'
import type { SetupWalkTexts } from '../../english/setup/walk.js'

const format = inLanguage('it')

export const setupWalkItalian: SetupWalkTexts = {
  intro:
    'Vai dall’alto in basso. Un mondo di OpenSimulator è fatto di regioni; le fanno funzionare programmi detti simulatori. Chiedono la voce a questo servizio e gli dicono dove si trovano le persone, che aprono la sua pagina, o il loro viewer, e si sentono. Ogni passo dice a che serve, che cosa non va e che cosa fare.',
  progress: (done, all) => `${format.number(done)} su ${format.number(all)} in ordine`,
  testAll: 'Prova tutto adesso',
  test: 'Prova adesso',
  testing: 'Prova in corso…',
  tested: (time) => `provato alle ${time}`,
  next: 'Questo viene dopo',
  lines: 'Che cosa metterci',
  secretsForOwners: 'Solo un proprietario può vederlo o crearne uno nuovo.',
  steps: {
    clock: {
      title: 'L’orologio',
      why: 'Link, codici e certificati valgono solo per un tempo.',
      untested: 'Non è ancora stato confrontato con quello del tuo browser.',
      good: 'Gli orologi del servizio e del tuo browser concordano.',
      bad: 'Gli orologi del servizio e del tuo browser sono diversi.',
    },
    'public-url': {
      title: 'L’indirizzo',
      why: 'Sta in ogni link che le persone aprono.',
      untested: 'Non è ancora stato provato.',
      good: 'PUBLIC_URL è impostato e risponde.',
      bad: 'PUBLIC_URL non è impostato: i link portano l’indirizzo qui sotto. Impostane uno che le persone raggiungono.',
    },
    certificate: {
      title: 'Il certificato',
      why: 'I browser danno il microfono a una pagina solo con https e un certificato di cui si fidano.',
      untested: 'Non è ancora stato guardato.',
      good: 'I browser accettano il certificato.',
      bad: 'I browser non accettano il certificato, o presto non più.',
    },
    'region-called': {
      title: 'I simulatori chiedono la voce',
      why: 'Il loro OpenSim.ini deve nominare questo servizio. Mettici uno dei due blocchi qui sotto e riavvia il simulatore.',
      untested: '',
      good: '',
      bad: '',
    },
    positions: {
      title: 'Dove si trovano le persone',
      why: 'Una voce è tanto più forte quanto più è vicina. Una regione lo dice con uno script, o le si chiede con RemoteAdmin.',
      untested: '',
      good: '',
      bad: '',
    },
    grid: {
      title: 'La grid stessa',
      why: 'Robust conosce ogni regione e chi si trova in quale, sulla sua porta privata (ROBUST_URL); i simulatori parlano delle loro parcelle.',
      untested: '',
      good: '',
      bad: '',
    },
    'remote-admin': {
      title: 'Le regioni interrogate',
      why: 'RemoteAdmin è una porta del simulatore per i programmi. Serve solo dove nessuno script dice le posizioni.',
      untested: '',
      good: '',
      bad: '',
    },
    'sign-in-ways': {
      title: 'I modi di accedere',
      why: 'Oltre al link nel mondo, le persone possono accedere con un codice o con la loro password della grid.',
      untested: '',
      good: '',
      bad: '',
    },
    'media-port': {
      title: 'UDP da fuori',
      why: 'Il suono viaggia in UDP. Viewer e stanze grandi hanno bisogno della porta del hub multimediale, aperta nel firewall e nel router. Il tuo browser la prova da dove sei.',
      untested: 'Il tuo browser non l’ha ancora provata.',
      good: 'L’UDP del tuo browser raggiunge il servizio, e la risposta torna.',
      bad: 'Al tuo browser non torna alcun UDP. Apri le porte qui sotto nel firewall e inoltrale nel router; oppure è la tua rete a bloccare UDP.',
    },
    turn: {
      title: 'TURN, per firewall severi',
      why: 'Un server TURN come coturn passa il suono dove due persone non si raggiungono direttamente.',
      untested: '',
      good: '',
      bad: '',
    },
  },
  days: (days) => format.plural(days, { one: 'ancora # giorno', other: 'ancora # giorni' }),
  apart: (seconds) => `differenza: ${format.short(seconds, 'second', 1)}`,
  newest: (seconds) => `la posizione più recente ha ${format.short(seconds, 'second')}`,
}
