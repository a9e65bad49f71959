/** The words about the set-up, in Italian. */

import type { SetupTexts } from '../../english/setup/setup.js'

export const setupItalian: SetupTexts = {
  checks: {
    'region-called': {
      good: 'Le regioni chiedono la voce a questo servizio.',
      bad: 'Ci sono richieste rifiutate: confronta le password e i segreti di là con le righe qui sotto.',
      unknown:
        'Nessuna regione ha chiamato dall’avvio. L’ini qui sotto è al suo posto, e il simulatore riavviato?',
    },
    positions: {
      good: 'Le regioni dicono dove sono le persone.',
      bad: 'Una regione che dovrebbe dire dove sono le persone non lo fa. Senza posizioni nessuno entra in una stanza.',
      unknown:
        'Nessuna regione dice dove sono le persone: una pagina entra in una stanza solo accanto a un viewer in voce. Aggiungi RemoteAdmin o lo script delle righe qui sotto.',
    },
    grid: {
      good: 'È la grid stessa a dire le sue regioni e chi è in quale.',
      bad: 'La grid non risponde: vale l’ultima cosa che ha detto.',
      unknown: '',
    },
    'remote-admin': {
      good: 'Ogni regione interrogata via RemoteAdmin risponde, se ce ne sono.',
      bad: 'Una regione non risponde via RemoteAdmin.',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'I modi di accedere previsti per le regioni lì funzionano.',
      bad: 'Un modo di accedere previsto per una regione lì non funziona. Lì non viene offerto; il link sempre.',
      unknown: 'Non si sa ancora se i modi di accedere previsti per le regioni lì funzionano.',
    },
    certificate: {
      good: 'Il certificato è tuo.',
      bad: 'Il certificato è autofirmato: i browser avvertono. Imposta TLS_CERT_FILE e TLS_KEY_FILE.',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL è impostata.',
      bad: 'PUBLIC_URL non è impostata: i link portano l’indirizzo qui sotto. I residenti lo raggiungono?',
      unknown: '',
    },
    turn: {
      good: 'TURN risponde e ritrasmette.',
      bad: 'TURN non ritrasmette.',
      unknown: 'Non c’è un server TURN: i residenti dietro firewall severi non si sentiranno.',
    },
    'media-port': {
      good: 'È arrivata voce dalla porta dell’hub multimediale.',
      bad: 'Un viewer aspetta il suo collegamento: apri la porta dell’hub multimediale nel firewall e nel router.',
      unknown:
        'Ai viewer nativi e alle stanze grandi serve aperta la porta dell’hub multimediale, nel firewall e nel router. Nessuno l’ha ancora provata.',
    },
  },
  lines: {
    openSimIni: 'OpenSim.ini con il modulo Vivox (ogni OpenSimulator)',
    webRtcIni: 'OpenSim.ini con il componente WebRTC (i viewer parlano senza browser)',
    regionsJson: 'config/regions.json di questo servizio',
    scriptNotecard: 'Uno script che dice le posizioni',
    turnserverConf: 'turnserver.conf di coturn',
  },
  linesHint: {
    openSimIni:
      'Per tutte le generazioni del modulo. Se il file ha già una sezione con quel nome, metti lì le righe: una seconda sostituisce la prima. Metti la password di amministrazione Vivox al suo posto e riavvia il simulatore.',
    webRtcIni:
      'Per i simulatori che hanno il componente, al posto delle righe sopra: lì il modulo Vivox deve essere spento. Se il file ha già una sezione con quel nome, metti lì le righe. Metti il segreto di regione al suo posto e riavvia il simulatore.',
    regionsJson: 'Una voce per ogni regione interrogata via RemoteAdmin; la password va nel file indicato.',
    scriptNotecard: 'Gli script sono in config/opensim/. Metti il segreto di regione al suo posto.',
    turnserverConf:
      'Metti TURN_SECRET al suo posto, o lascia che «npm run turn-config» scriva tutto il file.',
  },
  secrets: {
    regionSecret: 'Segreto di regione',
    vivoxAdminPassword: 'Password di amministrazione Vivox',
  },
  fixedSecret: 'È impostato nell’ambiente: cambialo lì, poi riavvia il servizio.',
  show: 'Mostra, una volta',
  hide: 'Nascondi',
  shownOnce: 'Copialo ora: non viene più mostrato. Finché sta qui, le righe sotto lo portano al suo posto.',
  shownBefore:
    'È già stato mostrato e non viene più mostrato. Se l’hai perso, creane uno nuovo o leggi data/secrets.json sul server.',
  tokenShownOnce: 'Copialo ora: non viene più mostrato.',
  copy: 'Copia',
  copied: 'Copiato.',
  notCopied: 'Il browser non ha permesso di copiare: seleziona il testo e copialo tu.',
  renew: 'Creane uno nuovo…',
  renewYes: 'Sì, creane uno nuovo',
  renewMeans: {
    regionSecret:
      'Da quel momento ogni script, modulo e simulatore con il vecchio segreto viene rifiutato: le posizioni si fermano finché ciascuno non ha quello nuovo, e dopo cinque minuti le loro persone perdono la voce. I simulatori con il componente WebRTC non possono avviare la voce di nessuno finché il loro ini non lo ha e non sono stati riavviati.',
    vivoxAdminPassword:
      'Da quel momento nessun simulatore in funzione può avviare la voce di nessuno finché il suo OpenSim.ini non ha la nuova password e non è stato riavviato. Chi è in voce ci resta.',
  },
}
