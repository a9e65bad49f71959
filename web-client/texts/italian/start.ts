/** Everything the page says first, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Texts } from '../english/start.js'
import { firstWords } from '../first-words.js'

const format = inLanguage('it')

export const italian: Texts = {
  ...firstWords.it,
  language: 'it',
  signedInAs: (name) => `Tu sei ${name}`,
  leave: 'Esci',
  hideAddress:
    'Nascondi il mio indirizzo di rete: la mia voce passa per il relay della grid, così nessuno con cui parlo vede da dove mi collego.',
  microphoneRetry: 'Riprova il microfono',
  keyNames: {
    Space: 'Spazio',
    Enter: 'Invio',
    ShiftLeft: 'Maiusc sinistro',
    ShiftRight: 'Maiusc destro',
    ControlLeft: 'Ctrl sinistro',
    ControlRight: 'Ctrl destro',
    AltLeft: 'Alt',
    AltRight: 'Alt Gr',
    CapsLock: 'Bloc Maiusc',
    NumLock: 'Bloc Num',
    Insert: 'Ins',
    Delete: 'Canc',
    End: 'Fine',
    PageUp: 'Pag su',
    PageDown: 'Pag giù',
    ArrowUp: 'Freccia su',
    ArrowDown: 'Freccia giù',
    ArrowLeft: 'Freccia sinistra',
    ArrowRight: 'Freccia destra',
  },
  more: 'Altro',
  hold: 'Tieni e parla',
  holdKey: (key) => `o tieni premuto ${key}`,
  tabs: { people: 'Persone', chat: 'Chat', call: 'Chiamata' },
  panel: 'Persone, chat e chiamata',
  unread: (count) => format.plural(count, { one: '# nuovo', other: '# nuovi' }),
  drawUp: 'Alza il pannello',
  drawDown: 'Abbassa il pannello',
  noPlace: 'Qui vedrai chi ti è vicino appena comincia la voce.',
  nobody: 'Qui non è ancora entrato nessun altro in voce.',
  peopleHere: 'Chi è qui',
  notShown: (count) =>
    `${format.plural(count, { one: '# altra persona non è mostrata: è', other: '# altre persone non sono mostrate: sono' })} più lontano. Tutte quelle che puoi sentire sono in questo elenco.`,
  connectedTo: (channel) => `in ${channel}`,
  others: (count) =>
    count === 0
      ? '(ancora nessun altro)'
      : format.plural(count, { one: 'con # altra persona', other: 'con # altre persone' }),
  stillConnecting: 'Il servizio vocale non risponde. Questa pagina continua a provare; forse è la tua rete.',
  about: 'Parla con le persone intorno al tuo avatar: più sono vicine, più si sentono.',
  trySound: 'Prova microfono e altoparlante',
  ready: 'Quando vuoi.',
  waiting: 'Il tuo avatar non è nel mondo. La voce comincia da sola appena c’è.',
  'no-positions':
    'La tua regione non dice dov’è il tuo avatar. Attiva la voce nel viewer e lasciala attiva, poi premi qui «Usa invece questa finestra»: questa pagina va dove va il tuo viewer. Oppure chiedi a chi gestisce la regione di comunicare le posizioni; allora la voce comincia da sola.',
  'region-away':
    'La tua regione è stata riavviata, o era irraggiungibile, e non vede ancora il tuo avatar. Rientra nel mondo: la voce comincia da sola. Questa pagina aspetta dieci minuti.',
  'channel-full': 'Questo canale è pieno. Entri in automatico appena qualcuno esce.',
  'grid-full':
    'Questa grid ha in voce tutte le persone o le stanze che può avere qui. Entri in automatico appena c’è posto.',
  locked: 'La moderazione ha chiuso questa stanza. Entri in automatico appena riapre.',
  'link-confined':
    'Il tuo link vocale vale nelle regioni per cui è stato creato, ma non qui. Per parlare qui, apri un link vocale di questa regione o accedi con un codice.',
  'voice-off': 'Su questa parcella la voce è disattivata. Comincia da sola dove è attiva.',
  reconnecting:
    'Il servizio vocale è irraggiungibile. Nuovo tentativo… Continui a sentire le persone con cui c’è un collegamento.',
  over: {
    'signed-out': 'Non hai effettuato l’accesso.',
    replaced: 'Il tuo avatar è in voce in un’altra finestra o nel suo viewer. Questa si è fermata.',
    kicked: 'La moderazione ti ha fatto uscire dal canale.',
    'channel-deleted':
      'Un amministratore ha eliminato il canale in cui eri. Entra di nuovo per andare nel canale che questo luogo ha adesso.',
    'left-world': 'Il tuo avatar ha lasciato il mondo. Continua quando è tornato.',
    refused:
      'Questa pagina è stata aperta a un indirizzo che il servizio vocale non conosce. Aprila al suo indirizzo.',
    'no-webrtc':
      'La voce ha bisogno di WebRTC, e in questo browser è disattivato o un’estensione lo toglie. Consentilo (in Firefox: about:config, media.peerconnection.enabled), poi riprova.',
    'no-web-audio': 'La voce ha bisogno di Web Audio, che questo browser non ha. Usane uno più recente.',
    'cookies-blocked':
      'Questo browser blocca tutti i cookie, quindi il servizio vocale non può sapere chi sei. Consentili per questa pagina, poi riprova.',
    'no-microphone-here': 'Qui potresti solo ascoltare: questo browser non ha microfono.',
  },
  banned: (until) => `La moderazione non ti lascia entrare nel canale fino a: ${until}.`,
  moderatorSays: (words) => `La moderazione dice: «${words}»`,
  joinAgain: 'Entra di nuovo',
  backInWorld: 'Il mio avatar è tornato',
  tryAgain: 'Riprova',
  stale:
    'Il servizio vocale ha ormai una pagina più recente. Puoi continuare a parlare; questa pagina si ricarica da sola quando nessuno parla.',
  close: 'Chiudi',
  microphoneFault: {
    'insecure-page':
      'Puoi ascoltare, ma non parlare: i browser danno il microfono solo alle pagine https. Apri questa pagina con https.',
    denied:
      'Puoi ascoltare, ma non parlare: il browser nega il microfono. Consentilo accanto all’indirizzo, poi riprova.',
    missing:
      'Puoi ascoltare, ma non parlare: non è stato trovato nessun microfono. Collegane uno, poi riprova.',
    busy: 'Puoi ascoltare, ma non parlare: un altro programma occupa il microfono. Chiudilo lì, poi riprova.',
  },
  microphoneReason: {
    'muted-by-moderator': () => 'La moderazione ti ha tolto l’audio. Nessuno ti sente finché non lo ridà.',
    'moderators-only': (channel) => `In ${channel} parla solo la moderazione. Nessuno ti ha tolto l’audio.`,
    'floor-needed': (channel) =>
      `In ${channel} parla la moderazione. Puoi chiederle la parola; nessuno ti ha tolto l’audio.`,
    'no-room': () => 'Nessuno ti sente finché la voce non comincia.',
    'service-away': () => 'Nessuno ti sente finché il servizio vocale non torna.',
    deafened: () => 'Non senti nessuno e non viene inviato nulla.',
    'device-silent': () =>
      'Dal tuo microfono non arriva nulla. È quello sbagliato, è spento o lo usa un altro programma?',
  },
  activationBroken:
    'Qui il tuo volume non si può misurare: viene inviato tutto ciò che il microfono sente, non solo il parlato.',
  deafen: 'Non sentire nessuno, non inviare nulla',
  deafenShort: 'Non sentire',
  toggleKey: (key) => `Anche con ${key}`,
  mutedSpeech: (key) =>
    `Stai parlando con il microfono spento. Accendilo${key && `, o tieni premuto ${key} mentre parli`}.`,
  feedLost:
    'Posizioni perse: la regione non dice più dove sono le persone. Distanze e direzioni sono le ultime note.',
  unplaced:
    'Senza distanza: nessuno dice dove sono le persone in questa regione, perciò si sentono tutte uguali. Lo direbbe uno script vocale sul posto, o RemoteAdmin.',
  storeFailing:
    'Il servizio vocale al momento non può salvare nulla. Puoi continuare a parlare; avvisa chi lo gestisce.',
  filterFailed:
    'La riduzione forte del rumore qui non funziona. Intanto il rumore lo toglie quella del browser.',
  outputFailed: 'L’altoparlante scelto non c’è. Il suono esce da quello scelto dal browser.',
  output: {
    'awaiting-gesture': 'Il browser aspetta un clic prima di riprodurre suono.',
    interrupted:
      'Il suono si è fermato: forse l’ha preso una telefonata o un altro dispositivo. Fai clic ovunque per sentire di nuovo.',
    failed:
      'L’altoparlante non parte. Ce n’è uno collegato e libero? Allora fai clic ovunque, o scegline un altro nelle impostazioni.',
  },
  play: 'Riproduci',
  faults: {
    'relay-unavailable':
      'Questa grid non ha un relay: il tuo indirizzo di rete non si può nascondere, e non c’è collegamento con nessuno. Togli la spunta per entrare comunque.',
    'ticket-used':
      'Questo link vocale è già stato usato, in un altro browser o da qualcun altro. Tocca il chiosco vocale nel mondo per averne uno nuovo.',
    'ticket-unknown':
      'Questo link vocale non si apre: è troppo vecchio o incompleto. Un link vale due minuti; tocca il chiosco vocale nel mondo per averne uno nuovo.',
    'account-disabled': 'Un amministratore di questa grid ha disattivato la tua voce.',
    'rate-limited': 'La pagina ha inviato troppo in una volta ed è stata interrotta. Si ricollega da sola.',
    'call-rate-limited': 'Chiami troppo spesso. Aspetta un minuto, poi richiama.',
    'call-full': 'Questa chiamata è al completo: ci sono 24 persone.',
    'call-not-allowed': 'Sei in una chiamata in un’altra finestra. Chiama da lì, o prima riaggancia lì.',
    'moderate-not-allowed':
      'Qui non puoi farlo: può solo la moderazione di questo luogo, e non verso chi modera anch’esso.',
    'moderate-not-found': 'Non è stato fatto: la persona non è più qui, o la sua mano è già abbassata.',
    'moderate-bad-request': 'Non è stato fatto: qui al momento non c’è parola da dare né nulla da terminare.',
    'moderate-rate-limited': 'Era troppo in una volta. Aspetta un momento, poi continua.',
    'hand-not-allowed': 'Qui possono parlare tutti: non serve alzare la mano.',
    'block-not-allowed': 'Blocchi già moltissime persone. Prima sblocca qualcuno, nelle impostazioni.',
    'complain-rate-limited': 'Hai segnalato molto alla moderazione. Aspetta dieci minuti.',
    'complain-bad-request': 'Di’ in poche parole che cosa è successo.',
    'hub-offer-grid-full':
      'L’hub vocale trasporta per questa grid quanto gli è consentito. Sei collegato direttamente agli altri, dove è possibile.',
    'call-grid-full':
      'Questa grid ha in voce tutte le persone che può avere. Riprova quando qualcuno è uscito.',
    'grid-busy': 'In questa grid c’è troppo movimento in questo momento. Aspetta un po’ e riprova.',
    internal: 'Qualcosa nel servizio vocale non è riuscito. Se la voce non funziona, ricarica la pagina.',
  },
  otherFault: ({ code }) => `Il servizio vocale segnala un errore${code && ` (${code})`}.`,
  side: {
    ahead: 'davanti',
    'ahead-right': 'davanti a destra',
    right: 'a destra',
    'behind-right': 'dietro a destra',
    behind: 'dietro di te',
    'behind-left': 'dietro a sinistra',
    left: 'a sinistra',
    'ahead-left': 'davanti a sinistra',
  },
  outOfRange: 'troppo lontano',
  muted: 'microfono spento',
  listensOnly: 'ascolta',
  moderator: 'modera',
  effort: {
    title: 'Fin dove ti si sente',
    whisper: 'Sussurra',
    talk: 'Parla',
    shout: 'Grida',
    others: { whisper: 'sussurra', shout: 'grida' },
  },
  hasFloor: 'ha la parola',
  handRaised: (place) => `mano alzata, n. ${place}`,
  blocked: 'con blocco',
  raiseHand: 'Alza la mano',
  lowerHand: (place) => `Mano alzata: n. ${place}`,
  room: 'Stanza',
  notConnected: 'senza collegamento',
  othersNearer: (most) => `non si sente: ${most} altre persone sono più vicine`,
  media: { p2p: 'diretta', relay: 'via relay', hub: 'tramite hub' },
  mediaHint: {
    p2p: 'Tra i vostri due computer, senza nulla in mezzo.',
    relay: 'Tramite il relay della grid, che la passa cifrata e non può sentirla.',
    hub: 'Tramite l’hub vocale della grid, che unisce le voci di browser e viewer.',
  },
  quality: { good: 'buona', fair: 'qualche perdita', poor: 'linea cattiva' },
  trouble: {
    incompatible: 'il programma dall’altra parte non capisce questa pagina',
    'no-audio': 'non invia suono',
  },
  volumeOf: (name) => `Volume di ${name}`,
  mute: (name) => `Togli l’audio di ${name} per me`,
  dismiss: 'Ignora',
  mode: {
    open: 'Possono parlare tutti.',
    lecture: 'Una conferenza: parla solo la moderazione.',
    presentation: 'Una presentazione: parlano la moderazione e chi riceve da essa la parola.',
    auditorium: 'Un auditorium: parla la moderazione e si sente ovunque a pieno volume.',
  },
  everywhere: 'Tutti si sentono a pieno volume, ovunque siano.',
  range: (full, silent) =>
    `Pieno volume fino a ${format.distance(full)}, silenzio da ${format.distance(silent)}.`,
  call: 'Chiama',
  addToCall: 'Aggiungi alla chiamata',
  callSomebody: 'Chiama qualcuno',
  heardIn: { place: 'La tua voce va nel luogo', call: 'La tua voce va nella chiamata' },
  message: 'Messaggio',
  muteWriting: 'Non lasciar scrivere',
  unmuteWriting: 'Lascia scrivere',
  settings: 'Impostazioni',
  talkHere: 'Usa invece questa finestra',
  whyNot: 'Perché non sento?',
}
