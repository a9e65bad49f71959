/** What the page says about calls, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { CallTexts } from '../english/calls.js'

const format = inLanguage('nl')

export const dutchCalls: CallTexts = {
  callsYou: (name) => `${name} belt je`,
  withOthers: (count) => format.plural(count, { one: 'met # ander', other: 'met # anderen' }),
  accept: 'Opnemen',
  acceptInstead: 'Ophangen en opnemen',
  decline: 'Weigeren',
  declineWithWords: 'Weigeren met een bericht…',
  answers: ['Ik bel je terug.', 'Zo meteen.', 'Schrijf me liever even.'],
  ownWords: 'In je eigen woorden',
  sendWords: 'Weigeren en zeggen',
  someone: 'iemand',
  calling: (names) => `${names} wordt gebeld…`,
  answering: 'Verbinden…',
  inCallWith: (names) => `In gesprek met ${names}`,
  returning: 'De verbinding is weggevallen. Terug naar het gesprek…',
  hangUp: 'Ophangen',
  inCallElsewhere: (names) => `Je zit in een ander venster in gesprek met ${names}.`,
  takeHere: 'Hierheen halen',
  over: {
    'hung-up': (name) => `${name} heeft opgehangen.`,
    declined: (name) => `${name} heeft geweigerd.`,
    'no-answer': (name) => `${name} neemt niet op.`,
    busy: (name) => `${name} zit in een ander gesprek.`,
    'do-not-disturb': (name) => `${name} wil niet gestoord worden.`,
    unreachable: (name) => `${name} valt niet te bereiken: er staat geen spraakpagina open.`,
    lost: (name) => `De verbinding met ${name} is weggevallen.`,
    elsewhere: () => 'Je doet in een ander venster mee aan dit gesprek.',
  },
  isOver: 'Het gesprek is voorbij.',
  says: (words) => `“${words}”`,
  members: 'In dit gesprek',
  memberState: {
    ringing: 'gaat over…',
    lost: 'verbinding weg; komt misschien terug',
    gone: 'niet meer in het gesprek',
  },
  connecting: 'verbinden…',
  incompatible: 'begrijpt deze pagina niet',
  voiceTo: 'Mijn stem gaat',
  toCall: 'naar het gesprek',
  toPlace: 'naar de plek',
  placeBehind: 'De plek zacht achter het gesprek horen',
  holdFor: { call: 'Vasthouden voor het gesprek', place: 'Vasthouden voor de plek' },
  otherRoomKey: 'Toets om vast te houden voor de andere kant',
  addPeople: 'Iemand erbij halen',
  search: 'Wie?',
  searchHint: 'Een deel van de naam. Alleen mensen met een open spraakpagina komen tevoorschijn.',
  nobodyFound: 'Niemand met die naam heeft een spraakpagina open.',
  missed: 'Gemiste oproepen',
  clearMissed: 'Wissen',
  doNotDisturb: 'Niet storen: geen oproepen',
  notify: 'Oproepen melden als ik ergens anders kijk',
  pictures: 'Beeld in gesprekken',
  show: { camera: 'Camera', screen: 'Scherm' },
  hide: { camera: 'Camera uit', screen: 'Scherm stoppen' },
  waiting: {
    camera: 'Wachten op de camera: sta die toe…',
    screen: 'Kies wat je wilt tonen…',
  },
  ownPicture: 'Wat jij toont',
  theirPicture: (name) => `Wat ${name} toont`,
  enlarge: 'Dit groot tonen',
  still: 'Er komt nu geen beeld.',
  inOwnWindow: 'In een eigen venster',
  takePictures: 'Beeld van de ander aannemen in een gesprek',
  cameraDevice: 'Welke camera',
  pictureFault: {
    camera: {
      'insecure-page':
        'Browsers geven de camera alleen aan https-pagina’s. Open deze pagina met https. Je blijft te horen.',
      denied:
        'De browser weigert de camera. Sta die toe naast het adres en probeer het opnieuw. Je blijft te horen.',
      missing: 'Er is geen camera gevonden. Sluit er een aan en probeer het opnieuw. Je blijft te horen.',
      busy: 'Een ander programma houdt de camera bezet. Sluit dat programma en probeer het opnieuw. Je blijft te horen.',
    },
    screen: {
      'insecure-page': 'Browsers delen het scherm alleen op https-pagina’s. Open deze pagina met https.',
      denied:
        'Er wordt geen scherm gedeeld: er is niets gekozen, of de browser of het systeem staat het niet toe. Probeer het opnieuw, of sta het toe in de instellingen van het systeem.',
      missing: 'Deze browser kan geen scherm delen. Neem er een op een computer.',
      busy: 'Het systeem geeft dat scherm of venster niet vrij. Kies een ander.',
    },
  },
  pictureObstacle: {
    group: 'Beeld hoort bij gesprekken met twee. Aan dit gesprek doen er meer mee.',
    refused: 'De ander wil geen beeld. Je blijft te horen.',
    unknown: 'De pagina van de ander neemt geen beeld aan, of staat nog niet klaar. Probeer het zo weer.',
    hub: 'In dit gesprek komt geen beeld: de stemmen gaan via de hub van het grid, die geen beeld vervoert.',
    alone: 'Je bent nog niet verbonden. Probeer het zo weer.',
  },
  notifyDenied: 'Deze browser toont geen meldingen van deze pagina. Sta ze toe naast het adres.',
}
