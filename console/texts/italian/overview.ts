/** The overview's words in Italian. */

import type { OverviewTexts } from '../english/overview.js'

export const overviewItalian: OverviewTexts = {
  problems: 'Che cosa non va ora',
  allWell: 'Va tutto bene.',
  problem: {
    store: 'Non si può salvare nulla: la voce continua, ma ciò che cambia ora va perso al riavvio.',
    'database-away':
      'PostgreSQL non risponde: nessun nuovo account o canale, tutto il resto continua. Ciò che decidono i moderatori verrà salvato al suo ritorno.',
    'hub-load':
      'L’hub multimediale occupa quasi un core intero: le voci andranno a scatti. Dai alla macchina core più veloci, o meno persone per stanza.',
    'hub-late':
      'L’hub multimediale è stato in ritardo nell’ultima ora: chi passa da lì ha sentito dei vuoti. La macchina è occupata con altro?',
    loss: 'Si perdono pacchetti verso l’hub multimediale o in arrivo. Di chi siano sta nella stanza accanto a ogni nome; se è di tutti, è satura la rete della macchina stessa.',
    'slow-voice':
      'Le persone impiegano più di cinque secondi a sentire qualcuno. Per lo più è un firewall: apri la porta UDP o configura TURN.',
    'failed-joins': 'Diverse persone non hanno potuto parlare nell’ultima ora. I motivi stanno sotto.',
    'refused-sign-ins':
      'Molti accessi sono stati rifiutati nell’ultima ora: un vecchio link che gira, o qualcuno che indovina password.',
  },
  goTo: {
    setup: 'Apri la configurazione',
    rooms: 'Guarda le stanze',
    accounts: 'Guarda i residenti',
  },
  charts: 'Nel tempo',
  range: 'Periodo',
  figures: {
    people: 'In voce',
    rooms: 'Stanze',
    timeToVoiceMs: 'Tempo fino alla voce (mediana)',
    lossShare: 'Pacchetti persi',
    hubCores: 'Hub multimediale, core',
    oldestFeedSeconds: 'Età della posizione più vecchia',
    refusedSignIns: 'Accessi rifiutati',
  },
  inTime: (count, time) => `${count} in ${time}`,
  tooMuch: 'male',
  limit: (value) => `male da ${value}`,
  highest: (value) => `al massimo ${value}`,
  nothingYet: 'Di questo periodo non si sa nulla.',
  inWords: (figure, range, lowest, highest) =>
    `${figure}, ${range}: tra ${lowest} e ${highest}. La tabella sotto ha i numeri.`,
  asTable: 'Come tabella',
  from: 'Da',
  value: 'Valore',
  now: 'In questo momento',
}
