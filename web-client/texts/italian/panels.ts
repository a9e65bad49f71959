/** What the parts of the page say that are loaded later, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PanelTexts } from '../english/panels.js'
import { italianCalls } from './calls.js'
import { italianChat } from './chat.js'
import { italianFloor } from './floor.js'

const format = inLanguage('it')

export const italianPanels: PanelTexts = {
  language: 'it',
  languageLabel: 'Lingua',
  chat: italianChat,
  calls: italianCalls,
  floor: italianFloor,
  radar: (count) =>
    `Radar: ${format.plural(count, { one: '# persona', other: '# persone' })} intorno a te. L’elenco dice lo stesso a parole.`,
  hereNow: (place, people) => `Ora in ${place}: ${people}`,
  nobodyHereNow: (place) => `In ${place} non parla ancora nessuno.`,
  othersHere: (count) => format.plural(count, { one: '# altra persona', other: '# altre' }),
  announced: {
    came: (who) => `Arrivo: ${who}.`,
    left: (who) => `Uscita: ${who}.`,
    speaks: (who) => `${who} parla.`,
  },
  radarLegend:
    'Un disco pieno: si sente bene. Uno vuoto: per niente. Un numero: più persone molto vicine tra loro. L’anello marcato: fin lì ti si sente; è tratteggiato finché nessuno ti sente.',
  radarKeys:
    'Con le frecce sinistra e destra giri intorno, con su e giù vai verso l’esterno e l’interno; Invio apre ciò che hai raggiunto.',
  cluster: (count) => `${format.number(count)} persone molto vicine tra loro`,
  radarTurns: 'Ruota con me',
  north: 'N',
  noCall: 'Non sei in nessuna chiamata.',
  volume: 'Volume',
  muteForMe: 'Togli l’audio per me',
  appearance: 'Aspetto',
  theme: { '': 'Come il sistema', light: 'Chiaro', dark: 'Scuro' },
  hearing: 'Ascolto',
  headphones: 'Porto le cuffie: sentire da che parte si parla, anche davanti e dietro',
  masterVolume: 'Volume di tutto',
  comingSounds: 'Un suono quando qualcuno arriva o se ne va, dove ci sono poche persone',
  outputDevice: 'Altoparlante',
  browserChoice: 'Quello scelto dal browser',
  unnamedDevice: (index) => `Dispositivo ${index}`,
  speakingSettings: 'Parlare',
  inputDevice: 'Microfono',
  microphoneLevel: 'Il tuo volume',
  noiseSuppression: 'Togli il rumore',
  noiseSuppressions: {
    off: 'per niente',
    browser: 'come fa il browser',
    strong: 'molto: anche tastiere e ventole',
  },
  echoCancellation: 'Togli l’eco (lascialo attivo senza cuffie)',
  autoGain: 'Uniforma il mio volume',
  performer: 'Esibizione: stereo e senza elaborazione, per la musica. Porta le cuffie',
  voiceActivation: 'Invia solo quando parlo',
  threshold: 'Da qui in poi vale come parlato',
  startMuted: 'Entra con il microfono spento: tengo premuto un tasto per parlare',
  talkKey: 'Tasto da tenere premuto per parlare',
  toggleKey: 'Tasto che accende e spegne il microfono',
  pressKey: 'Premi un tasto…',
  noKey: 'nessuno',
  takeNoKey: 'Nessun tasto',
  keyRefused: {
    taken: (key) => `${key} fa già altro. Un tasto non può fare entrambe le cose.`,
    reserved: () => 'Questo tasto è del browser.',
  },
  mutedSound: 'Un suono quando parlo con il microfono spento',
  checks: {
    microphone: 'Microfono',
    speaker: 'Altoparlante',
    socket: 'Servizio vocale',
    stun: 'Uscita dalla tua rete (STUN)',
    turn: 'Relay (TURN)',
    feed: 'Posizioni dalla regione',
    room: 'In un canale',
    range: 'Qualcuno a portata',
    echo: 'Prova dell’eco',
  },
  checkStates: {
    waiting: 'non ancora',
    running: 'verifica…',
    good: 'bene',
    bad: 'problema',
    unknown: 'non si sa',
  },
  checkAgain: 'Verifica di nuovo',
  copy: 'Copia per un amministratore',
  copied: 'Copiato.',
  listenLeft: 'Riproduci a sinistra',
  listenRight: 'Riproduci a destra',
  startEcho: 'Parla e ascoltati',
  found: {
    microphoneWorks: (name) => `«${name}» ti sente.`,
    microphoneSilent: (name) => `«${name}» c’è ma non sente nulla. È silenziato sul dispositivo?`,
    outputRuns: (rate) =>
      `Il suono va (${format.number(rate)} Hz). Premi i due pulsanti: la sinistra è davvero a sinistra?`,
    outputBlocked: 'Il browser non riproduce ancora suono. Fai clic ovunque sulla pagina.',
    socketOpen: 'C’è collegamento.',
    socketAway: 'Irraggiungibile. La tua rete funziona? Allora forse il servizio è fermo per un momento.',
    stunFound: (address) => `La tua rete ti fa uscire come ${address}.`,
    stunOwn: 'La tua rete ti fa uscire con l’indirizzo di questo computer.',
    stunNothing:
      'Non è stata trovata un’uscita dalla tua rete. Forse da fuori non ti si raggiunge: un relay aiuterebbe.',
    notConfigured: 'Chi gestisce il servizio non ne ha predisposto uno.',
    turnFound: 'Il relay risponde.',
    turnNothing:
      'Il relay non risponde. Forse c’è un firewall in mezzo; dillo a chi gestisce il servizio, con questo risultato.',
    turnNotForYou:
      'Il servizio raggiunge il relay, tu no: c’è di mezzo un firewall della tua rete. Chiedi a chi la gestisce UDP o TCP verso la porta del relay.',
    turnDown:
      'Il relay non risponde neppure al servizio. Dillo a chi gestisce il servizio, con questo risultato.',
    feedFresh: 'La regione dice dove sono le persone.',
    feedLost: 'La regione tace: tutti restano dove si sono visti l’ultima volta.',
    inRoom: (name) => `Sei in ${name}.`,
    noRoom: 'Non sei in nessun canale. Prima entra, con il tuo avatar nel mondo.',
    inRange: (names) => `Dovresti sentire ${names}.`,
    nobodyHere: 'Qui non è entrato nessun altro in voce.',
    nobodyInRange: (nearest, distance, silent) =>
      `Nessuno: la persona più vicina è ${nearest}, a ${distance}; il silenzio comincia a ${silent}.`,
    allSilenced: 'Chi è a portata è senza audio, per te o per la moderazione.',
    notConnected: (names) =>
      `A portata ma ancora senza collegamento: ${names}. Se non cambia, c’è di mezzo la loro rete o la tua.`,
    echoDone: 'Così ti sentono gli altri, dopo il viaggio in rete e ritorno.',
    echoFailed: 'La tua voce non è tornata.',
    needsMicrophone: 'Serve il tuo microfono.',
  },
  elsewhere: 'Continua in un altro browser',
  elsewhereHint:
    'Inquadra questo con il telefono, o apri l’indirizzo nel tuo browser. Il tuo link non è stato ancora usato.',
  orType: 'O digita questo indirizzo:',
  linkGoodFor: 'Vale una volta, per due minuti.',
  openOutside: 'Apri nel mio browser',
  listenHere: 'Ascolta soltanto, qui',
  qrCode: 'Un’immagine dell’indirizzo, per la fotocamera di un telefono',
  orLink:
    'Oppure apri un link vocale nel mondo: tocca il chiosco vocale, o chiedi a chi possiede la regione.',
  onlyLink: 'Apri un link vocale nel mondo: tocca il chiosco vocale, o chiedi a chi possiede la regione.',
  whoAreYou: 'Chi sei?',
  whoAreYouHint: 'Scegli il tuo avatar. Solo il suo viewer mostra allora un codice, che scrivi qui.',
  searchAvatar: 'Cerca il tuo nome',
  noAvatar: 'Al momento nessun avatar con questo nome è nel mondo. Entra prima con il viewer.',
  noAvatarHere:
    'A nessun avatar con questo nome si può mostrare un codice: non è nel mondo, o la sua regione non può mostrarne. Lì si entra con un link vocale.',
  moreAvatars: 'Ce ne sono altri. Scrivi una parte del tuo nome.',
  codeFor: (name) => `Quale codice mostra il viewer di ${name}?`,
  codeHint: 'Sei cifre, in alto nel tuo viewer o nella sua chat. Valgono due minuti.',
  byNameHint:
    'Scrivi il nome del tuo avatar come appare nel mondo. Solo il suo viewer mostra allora un codice, che scrivi qui.',
  avatarName: 'Nome del tuo avatar',
  sendCode: 'Mandami un codice',
  visitorFrom: (home) => `In visita da ${home}`,
  withGridPage: 'Accedi dalla pagina della grid',
  gridPageHint: 'Lì la grid chiede la tua password. Questo servizio non la vede mai.',
  goToGridPage: 'Vai alla pagina della grid',
  signIn: 'Accedi',
  notMe: 'Non sono io',
  withGridPassword: 'Accedi con la password del tuo viewer',
  firstName: 'Nome',
  lastName: 'Cognome',
  gridPassword: 'La password',
  signInUnreachable:
    'Il servizio vocale è irraggiungibile. La tua rete funziona? Allora riprova tra un momento.',
  signInFaults: (triesLeft) => ({
    'code-wrong': `Questo non è il codice. ${format.plural(triesLeft, { one: 'Resta # tentativo', other: 'Restano # tentativi' })}.`,
    'code-expired':
      'Questo codice non vale più. Torna indietro e scegli di nuovo il tuo avatar per averne un altro.',
    'avatar-not-found': 'Quell’avatar non è nel mondo, o non gli si può mandare un codice.',
    'simulator-unavailable': 'La grid non risponde. Riprova tra un momento, o apri un link vocale nel mondo.',
    'wrong-credentials': 'Il nome o la password è sbagliata, o devi prima entrare con il viewer.',
    'openid-refused': 'La pagina della grid non ti ha fatto accedere. Riprova, o scegli un altro modo.',
    'account-disabled': 'Il tuo account è disattivato. Chiedi a chi gestisce la grid.',
    'not-allowed': 'Qui non puoi accedere così. Apri un link vocale nel mondo.',
    'rate-limited': 'Era troppo spesso. Aspetta qualche minuto, o apri un link vocale nel mondo.',
    'too-busy': 'Il servizio ha molti accessi da verificare in questo momento. Riprova tra qualche secondo.',
    'bad-request': 'Manca qualcosa o non va bene. Ricontrolla quello che hai scritto.',
    'origin-refused':
      'Questa pagina è stata aperta a un indirizzo che il servizio vocale non conosce. Aprila al suo indirizzo.',
    internal: 'Qualcosa nel servizio vocale non è riuscito. Riprova tra un momento.',
  }),
}
