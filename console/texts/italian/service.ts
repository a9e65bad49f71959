/** What the service answers with codes, in Italian words. */

import type { ServiceTexts } from '../english/service.js'

export const serviceItalian: ServiceTexts = {
  refusals: {
    'bad-request': 'Non è stato fatto: manca qualcosa, o non va d’accordo con ciò che è impostato qui.',
    'not-found': 'Non c’è più: guarda di nuovo.',
    'rate-limited': 'Era troppo spesso: aspetta qualche minuto.',
    'too-busy': 'Il servizio ha troppo da fare in questo momento: riprova tra qualche secondo.',
    'session-missing': 'Non hai effettuato l’accesso.',
    'session-expired': 'Il tuo accesso è terminato: accedi di nuovo.',
    'code-wrong': 'Questo codice non è giusto, o è già stato usato.',
    'code-expired': 'Ci è voluto troppo: ricomincia.',
    'second-factor-missing': 'Prima crea un tuo secondo fattore.',
    'second-factors-full': 'Hai già tutti i secondi fattori possibili: prima rimuovine uno.',
    'host-name-missing':
      'Le chiavi di accesso hanno bisogno di un nome di server: apri la console con il suo nome, non con un indirizzo.',
    'origin-refused':
      'Il servizio non conosce l’indirizzo di questa pagina: apri la console al suo indirizzo.',
    'message-too-large': 'È troppo lungo.',
    'wrong-credentials': 'Il nome o la password è sbagliata.',
    'not-allowed': 'Qui non puoi farlo.',
    'role-too-low': 'Il tuo ruolo non lo permette.',
    'last-owner': 'Qualcuno deve restare proprietario, e il primo amministratore resta.',
    'channel-exists': 'Questo luogo ha già un canale.',
    'set-in-environment': 'È impostato nell’ambiente: cambialo lì, poi riavvia il servizio.',
    'account-exists': 'C’è già un amministratore con questo nome.',
    'account-not-found': 'Questo amministratore non c’è più.',
    'channel-not-found': 'Questo canale non c’è più: guarda di nuovo l’elenco.',
    'channel-changed-meanwhile':
      'Nel frattempo qualcun altro ha modificato questo canale. Chiudilo, guarda com’è adesso, poi modificalo.',
    'secret-shown-before':
      'È già stato mostrato e non viene più mostrato. Creane uno nuovo, o chiedi a chi gestisce il servizio.',
    'settings-invalid': 'Qualcosa non è valido: non è stato salvato nulla.',
    'store-unwritable':
      'Al momento il servizio non può salvarlo: il suo disco è pieno o non si può scrivere, oppure la banca dati non risponde.',
    internal: 'Il servizio non ci è riuscito. Il suo registro dice perché.',
  },
  findings: {
    starting: 'non è stata ancora interrogata.',
    unreachable: 'Il simulatore non è in funzione, o non ancora, o il suo indirizzo è un altro.',
    'timed-out': 'Il simulatore è occupato; forse si sta avviando.',
    'answer-invalid': 'Lì risponde qualcosa che non è un simulatore.',
    'wrong-password': 'Password sbagliata: confrontala con [RemoteAdmin] access_password del simulatore.',
    'address-not-allowed':
      'Il simulatore non ammette questa macchina: aggiungi il suo indirizzo a [RemoteAdmin] access_ip_addresses.',
    'method-not-enabled':
      'Il simulatore è in funzione, il suo RemoteAdmin no, o non ancora: imposta [RemoteAdmin] enabled = true e nomina i metodi in enabled_methods.',
    'region-unknown':
      'Il simulatore non ha questa regione, o non l’ha ancora caricata: nel nome contano le maiuscole, il suo UUID sta in Regions.ini.',
    refused: 'Il simulatore ha rifiutato: il suo registro dice perché.',
    internal: 'Il servizio vocale non è riuscito con la risposta: il suo registro dice perché.',
    'grid-unreachable': 'Robust non è raggiungibile: è in funzione, e ascolta a quell’indirizzo?',
    'grid-firewall':
      'Nessuna connessione a Robust: un firewall la scarta. Fate arrivare questa macchina alla porta privata.',
    'grid-slow': 'Robust è troppo lento: si sta avviando, o il suo database è sovraccarico.',
    'grid-public-port':
      'Robust risponde senza nulla: ROBUST_URL deve indicare la porta privata (8003), o si sta ancora avviando.',
    'grid-password':
      'Robust vuole un altro utente e un’altra password: confrontate ROBUST_URL con HttpAuthUsername e HttpAuthPassword.',
    'grid-answer-invalid': 'La risposta di Robust non è utilizzabile: risponde lì un altro programma?',
    'grid-refused': 'Robust non è riuscito con la domanda: il suo registro dice perché.',
    'message-unreachable':
      'Un simulatore non è raggiungibile per i messaggi istantanei: lascia che questa macchina raggiunga l’indirizzo indicato dalla grid.',
    'message-not-enabled':
      'Un simulatore non accetta messaggi istantanei: imposta [Messaging] MessageTransferModule nel suo OpenSim.ini.',
    'grid-page-unanswered':
      'La pagina di accesso della grid non risponde: ROBUST_PUBLIC_URL indica la porta pubblica?',
    'grid-clear-text':
      'Le password si possono leggere lungo la strada verso Robust: usa una rete privata, un tunnel o https.',
    'simulator-not-own':
      'La password di tutti i simulatori non viene inviata a questo, perché il suo indirizzo lo indica chi registra una regione: mettilo in ROBUST_SIMULATORS se è tuo, o dagli una riga propria.',
    'land-not-enabled':
      'Il simulatore non dice nulla delle sue parcelle: imposta lì [Modules] LandServiceInConnector = true e riavvialo.',
    'land-unreachable':
      'Il simulatore non si raggiunge all’indirizzo che la griglia elenca: è attivo, e un firewall rifiuta questa macchina?',
    'land-answer-invalid': 'All’indirizzo che la griglia elenca risponde qualcosa che non è un simulatore.',
    'code-missing':
      'I codici non si possono mostrare: aggiungi |admin_alert_user a [RemoteAdmin] enabled_methods se è OpenSimulator 0.9.3.1 o più recente; altrimenti imposta "code_sign_in": false.',
    'grid-password-missing':
      'Le password della grid non si possono verificare: aggiungi |admin_authenticate_user a [RemoteAdmin] enabled_methods.',
    'vivox-refused': 'Lì il nome o la password di amministrazione Vivox è sbagliata.',
    'webrtc-refused':
      'Il segreto in fondo a WebRtcVoiceServerURI è sbagliato, o il suo indirizzo non è ammesso.',
    'script-refused': 'Lì il segreto di regione è sbagliato.',
    'turn-unreachable':
      'Lì non risponde nulla: controlla TURN_URLS, che coturn sia in funzione e che la sua porta sia aperta.',
    'turn-wrong-secret':
      'Rifiuta le credenziali di questo servizio: imposta TURN_SECRET sul suo static-auth-secret, e lì use-auth-secret.',
    'turn-open-to-all':
      'Ritrasmette per chiunque, che può così inviare dal suo indirizzo: imposta use-auth-secret.',
    'turn-clock': 'Il suo orologio è molto avanti rispetto a questa macchina: regola entrambi con NTP.',
    'turn-full': 'Non concede nulla: alza le sue quote o allarga le sue porte, e guarda il suo registro.',
    'certificate-refused':
      'L’autorità non ha rilasciato nessun certificato: il registro e «opensim-voice check» dicono che cosa fare.',
    'certificate-self-signed':
      'È autofirmato: i browser avvertono, e i telefoni spesso lo rifiutano. Con un nome tuo, ACME_EMAIL ne ottiene uno vero.',
    'certificate-untrusted':
      'I browser non se ne fidano: TLS_CERT_FILE deve contenere tutta la catena, anche i certificati dell’autorità.',
    'certificate-other-host':
      'Il certificato è per un altro nome: procuratene uno per questo, o correggi PUBLIC_URL.',
    'certificate-ended': 'Il certificato è scaduto: rinnovalo.',
    'certificate-ends-soon': 'Scade presto: il rinnovo è predisposto?',
    'plain-http': 'Con il semplice http i browser non danno il microfono: usa un indirizzo https.',
    'url-unanswered':
      'Non risponde da questa macchina. Se il router non riporta all’interno, non è un difetto: prova da un telefono senza Wi-Fi.',
    'clock-off':
      'Gli orologi del servizio e del tuo browser sono diversi: regolali entrambi con NTP. Ne dipendono link, codici e certificati.',
    named: '',
  },
  storeCure: 'Fai spazio sul suo disco, o controlla i permessi della sua cartella dei dati.',
}
