/** Everything the page says first, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Texts } from '../english/start.js'
import { firstWords } from '../first-words.js'

const format = inLanguage('nl')

export const dutch: Texts = {
  ...firstWords.nl,
  language: 'nl',
  signedInAs: (name) => `Je bent ${name}`,
  leave: 'Verlaten',
  hideAddress:
    'Mijn netwerkadres verbergen: mijn stem gaat via het relais van het grid, zodat niemand met wie ik praat ziet waarvandaan ik verbinding maak.',
  microphoneRetry: 'Microfoon opnieuw proberen',
  keyNames: {
    Space: 'Spatie',
    ShiftLeft: 'Shift links',
    ShiftRight: 'Shift rechts',
    ControlLeft: 'Ctrl links',
    ControlRight: 'Ctrl rechts',
    AltLeft: 'Alt',
    AltRight: 'Alt Gr',
    PageUp: 'Page Up',
    PageDown: 'Page Down',
    ArrowUp: 'Pijl omhoog',
    ArrowDown: 'Pijl omlaag',
    ArrowLeft: 'Pijl links',
    ArrowRight: 'Pijl rechts',
  },
  more: 'Meer',
  hold: 'Druk en praat',
  holdKey: (key) => `of houd ${key} vast`,
  tabs: { people: 'Mensen', chat: 'Chat', call: 'Gesprek' },
  panel: 'Mensen, chat en gesprek',
  unread: (count) => `${format.number(count)} nieuw`,
  drawUp: 'Paneel omhoog',
  drawDown: 'Paneel omlaag',
  noPlace: 'Wie dichtbij is, zie je hier zodra de spraak begint.',
  nobody: 'Hier praat verder nog niemand mee.',
  peopleHere: 'Wie er zijn',
  notShown: (count) =>
    `${format.plural(count, { one: 'Nog # persoon wordt niet getoond: die staat', other: 'Nog # mensen worden niet getoond: die staan' })} verder weg. Iedereen die je kunt horen staat in deze lijst.`,
  connectedTo: (channel) => `verbonden met ${channel}`,
  others: (count) =>
    count === 0
      ? '(nog niemand anders)'
      : format.plural(count, { one: 'met # ander', other: 'met # anderen' }),
  stillConnecting:
    'De spraakdienst antwoordt niet. Deze pagina blijft proberen; misschien ligt het aan je netwerk.',
  about: 'Praat met de mensen rond je avatar: hoe dichterbij, hoe luider.',
  trySound: 'Microfoon en luidspreker proberen',
  ready: 'Klaar als jij het bent.',
  waiting: 'Je avatar staat niet in de wereld. De spraak begint vanzelf zodra hij er staat.',
  'no-positions':
    'Je regio meldt niet waar je avatar staat. Zet spraak aan in je viewer en laat het aan, en druk dan hier op “Dit venster gebruiken”: deze pagina gaat mee met je viewer. Of vraag wie de regio beheert om posities te melden; dan begint de spraak vanzelf.',
  'region-away':
    'Je regio is herstart of was onbereikbaar en ziet je avatar nog niet. Log opnieuw in de wereld in: de spraak begint vanzelf. Deze pagina wacht tien minuten.',
  'channel-full': 'Dit kanaal zit vol. Je komt vanzelf binnen zodra er iemand weggaat.',
  'grid-full':
    'Dit grid heeft zoveel mensen of ruimtes in spraak als het hier mag hebben. Je komt vanzelf binnen zodra er plaats is.',
  locked: 'De moderatie heeft deze kamer gesloten. Je komt vanzelf binnen zodra hij weer opengaat.',
  'link-confined':
    'Je spraaklink geldt in de regio’s waarvoor hij is gemaakt, maar niet hier. Om hier te praten, open je een spraaklink van deze regio of meld je je aan met een code.',
  'voice-off': 'Op dit perceel staat spraak uit. Waar het aan staat, begint het vanzelf.',
  reconnecting: 'De spraakdienst is onbereikbaar. Nieuwe poging… Met wie je verbonden bent, blijf je horen.',
  over: {
    'signed-out': 'Je bent niet aangemeld.',
    replaced: 'Je avatar praat mee in een ander venster of in zijn viewer. Dit venster is gestopt.',
    kicked: 'De moderatie heeft je uit het kanaal gezet.',
    'channel-deleted':
      'Een beheerder heeft het kanaal verwijderd waarin je was. Doe opnieuw mee om in het kanaal te komen dat deze plek nu heeft.',
    'left-world': 'Je avatar heeft de wereld verlaten. Ga verder als hij terug is.',
    refused:
      'Deze pagina is geopend op een adres dat de spraakdienst niet kent. Open de pagina op haar eigen adres.',
    'no-webrtc':
      'Spraak heeft WebRTC nodig, en in deze browser staat het uit of een extensie neemt het weg. Sta het toe (in Firefox: about:config, media.peerconnection.enabled) en probeer het opnieuw.',
    'no-web-audio': 'Spraak heeft Web Audio nodig, en deze browser heeft dat niet. Neem een nieuwere.',
    'cookies-blocked':
      'Deze browser blokkeert alle cookies, dus kan de spraakdienst niet weten wie je bent. Sta cookies toe voor deze pagina en probeer het opnieuw.',
    'no-microphone-here': 'Hier zou je alleen kunnen luisteren: deze browser heeft geen microfoon.',
  },
  banned: (until) => `De moderatie laat je niet in het kanaal tot: ${until}.`,
  moderatorSays: (words) => `De moderatie zegt: “${words}”`,
  joinAgain: 'Weer meepraten',
  backInWorld: 'Mijn avatar is terug',
  tryAgain: 'Opnieuw proberen',
  stale:
    'De spraakdienst heeft inmiddels een nieuwere pagina. Je kunt blijven praten; deze pagina herlaadt zichzelf als er niemand spreekt.',
  close: 'Sluiten',
  microphoneFault: {
    'insecure-page':
      'Je kunt luisteren, maar niet spreken: browsers geven de microfoon alleen aan https-pagina’s. Open deze pagina met https.',
    denied:
      'Je kunt luisteren, maar niet spreken: de browser weigert de microfoon. Sta hem toe naast het adres en probeer het opnieuw.',
    missing:
      'Je kunt luisteren, maar niet spreken: er is geen microfoon gevonden. Sluit er een aan en probeer het opnieuw.',
    busy: 'Je kunt luisteren, maar niet spreken: een ander programma houdt de microfoon bezet. Sluit dat programma en probeer het opnieuw.',
  },
  microphoneReason: {
    'muted-by-moderator': () => 'De moderatie heeft je gedempt. Niemand hoort je tot dat wordt teruggenomen.',
    'moderators-only': (channel) => `In ${channel} spreekt alleen de moderatie. Niemand heeft je gedempt.`,
    'floor-needed': (channel) =>
      `In ${channel} spreekt de moderatie. Je kunt het woord vragen; niemand heeft je gedempt.`,
    'no-room': () => 'Niemand hoort je tot de spraak begint.',
    'service-away': () => 'Niemand hoort je tot de spraakdienst terug is.',
    deafened: () => 'Je hoort niemand, en er wordt niets verzonden.',
    'device-silent': () =>
      'Uit je microfoon komt helemaal niets. Staat hij uit, heb je de verkeerde, of gebruikt een ander programma hem?',
  },
  activationBroken:
    'Hoe luid je klinkt, valt hier niet te meten: alles wat je microfoon hoort wordt verzonden, niet alleen spraak.',
  deafen: 'Niemand horen, niets verzenden',
  deafenShort: 'Niets horen',
  toggleKey: (key) => `${key} schakelt hem ook`,
  mutedSpeech: (key) =>
    `Je praat, maar je microfoon staat uit. Zet hem aan${key && `, of houd ${key} vast terwijl je praat`}.`,
  feedLost:
    'Posities ontbreken: de regio meldt niet meer waar mensen staan. Afstanden en richtingen zijn de laatst bekende.',
  unplaced:
    'Zonder afstand: niemand meldt waar mensen in deze regio staan, dus iedereen klinkt even luid. Een spraakscript daar of RemoteAdmin zou het melden.',
  storeFailing:
    'De spraakdienst kan nu niets opslaan. Je kunt blijven praten; laat het weten aan wie hem beheert.',
  filterFailed: 'De sterke ruisonderdrukking werkt hier niet. Zolang neemt die van de browser de ruis weg.',
  outputFailed: 'De gekozen luidspreker ontbreekt. Het geluid komt uit wat de browser kiest.',
  output: {
    'awaiting-gesture': 'De browser wacht op een klik voordat hij geluid afspeelt.',
    interrupted:
      'Het geluid is gestopt: misschien heeft een telefoongesprek of een ander apparaat het overgenomen. Klik ergens om weer te horen.',
    failed:
      'De luidspreker start niet. Zit er een aangesloten, en vrij? Klik dan ergens, of kies een andere in de instellingen.',
  },
  play: 'Afspelen',
  faults: {
    'relay-unavailable':
      'Dit grid heeft geen relais: je netwerkadres kan niet worden verborgen, en je bent met niemand verbonden. Haal het vinkje weg om toch mee te praten.',
    'ticket-used':
      'Deze spraaklink is al gebruikt, in een andere browser of door iemand anders. Raak de spraakkiosk in de wereld aan voor een nieuwe.',
    'ticket-unknown':
      'Deze spraaklink gaat niet open: hij is te oud of onvolledig. Een link geldt twee minuten; raak de spraakkiosk in de wereld aan voor een nieuwe.',
    'account-disabled': 'Een beheerder van dit grid heeft je spraak uitgezet.',
    'rate-limited':
      'De pagina heeft te veel tegelijk verzonden en is afgesloten. Ze verbindt vanzelf opnieuw.',
    'call-rate-limited': 'Je belt te vaak. Wacht een minuut en bel dan weer.',
    'call-full': 'Dit gesprek zit vol: er doen 24 mensen mee.',
    'call-not-allowed': 'Je zit in een gesprek in een ander venster. Bel daar, of hang daar eerst op.',
    'moderate-not-allowed':
      'Dat mag je hier niet: alleen de moderatie van deze plek mag dat, en niet bij wie ook modereert.',
    'moderate-not-found': 'Dat is niet gebeurd: de persoon staat hier niet meer, of de hand is al omlaag.',
    'moderate-bad-request': 'Dat is niet gebeurd: hier valt nu geen woord te geven en niets te beëindigen.',
    'moderate-rate-limited': 'Dat ging te snel achter elkaar. Wacht even en ga dan verder.',
    'hand-not-allowed': 'Hier mag iedereen spreken: een hand opsteken hoeft niet.',
    'block-not-allowed': 'Je blokkeert al heel veel mensen. Deblokkeer eerst iemand, in de instellingen.',
    'complain-rate-limited': 'Je hebt de moderatie al veel gemeld. Wacht tien minuten.',
    'complain-bad-request': 'Zeg in een paar woorden wat er gebeurd is.',
    'hub-offer-grid-full':
      'De spraakhub verzorgt voor dit grid zoveel als mag. Je bent rechtstreeks met anderen verbonden, waar dat kan.',
    'call-grid-full':
      'Dit grid heeft zoveel mensen in spraak als het mag hebben. Probeer het opnieuw als er iemand weg is.',
    'grid-busy': 'Er gebeurt op dit moment te veel in dit grid. Wacht even en probeer het dan opnieuw.',
    internal: 'Er ging iets mis bij de spraakdienst. Werkt de spraak niet, herlaad dan de pagina.',
  },
  otherFault: ({ code }) => `De spraakdienst meldt een fout${code && ` (${code})`}.`,
  side: {
    ahead: 'voor je',
    'ahead-right': 'rechts voor',
    right: 'rechts',
    'behind-right': 'rechts achter',
    behind: 'achter je',
    'behind-left': 'links achter',
    left: 'links',
    'ahead-left': 'links voor',
  },
  outOfRange: 'te ver weg',
  muted: 'microfoon uit',
  listensOnly: 'luistert',
  moderator: 'modereert',
  effort: {
    title: 'Hoe ver men je hoort',
    whisper: 'Fluisteren',
    talk: 'Spreken',
    shout: 'Roepen',
    others: { whisper: 'fluistert', shout: 'roept' },
  },
  hasFloor: 'heeft het woord',
  handRaised: (place) => `hand omhoog, nr. ${place}`,
  blocked: 'geblokkeerd',
  raiseHand: 'Hand opsteken',
  lowerHand: (place) => `Hand omhoog: nr. ${place}`,
  room: 'Kamer',
  notConnected: 'niet verbonden',
  othersNearer: (most) => `niet te horen: ${most} anderen staan dichterbij`,
  media: { p2p: 'rechtstreeks', relay: 'via relais', hub: 'via de hub' },
  mediaHint: {
    p2p: 'Tussen jullie twee computers, zonder iets ertussen.',
    relay: 'Via het relais van het grid, dat hem versleuteld doorgeeft en niet kan meeluisteren.',
    hub: 'Via de spraakhub van het grid, die stemmen uit browsers en viewers samenbrengt.',
  },
  quality: { good: 'goed', fair: 'wat verlies', poor: 'slechte lijn' },
  trouble: {
    incompatible: 'het programma aan de andere kant begrijpt deze pagina niet',
    'no-audio': 'zendt geen geluid',
  },
  volumeOf: (name) => `Volume van ${name}`,
  mute: (name) => `${name} dempen voor mij`,
  dismiss: 'Sluiten',
  mode: {
    open: 'Iedereen mag spreken.',
    lecture: 'Een lezing: alleen de moderatie spreekt.',
    presentation: 'Een presentatie: de moderatie spreekt, en wie van haar het woord krijgt.',
    auditorium: 'Een auditorium: de moderatie spreekt, overal op vol volume te horen.',
  },
  everywhere: 'Iedereen klinkt op vol volume, waar die ook staat.',
  range: (full, silent) => `Vol volume tot ${format.distance(full)}, stil vanaf ${format.distance(silent)}.`,
  call: 'Bellen',
  addToCall: 'Bij het gesprek halen',
  callSomebody: 'Iemand bellen',
  heardIn: { place: 'Je stem gaat naar de plek', call: 'Je stem gaat naar het gesprek' },
  message: 'Bericht',
  muteWriting: 'Niet laten schrijven',
  unmuteWriting: 'Laten schrijven',
  settings: 'Instellingen',
  talkHere: 'Dit venster gebruiken',
  whyNot: 'Waarom hoor ik niets?',
}
