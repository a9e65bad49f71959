/** What the page says about calls, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { CallTexts } from '../english/calls.js'

const format = inLanguage('it')

export const italianCalls: CallTexts = {
  callsYou: (name) => `${name} ti chiama`,
  withOthers: (count) => format.plural(count, { one: 'con # altra persona', other: 'con # altre persone' }),
  accept: 'Accetta',
  acceptInstead: 'Riaggancia e accetta',
  decline: 'Rifiuta',
  declineWithWords: 'Rifiuta con due parole…',
  answers: ['Ti richiamo.', 'Tra un momento.', 'Per favore, scrivimi.'],
  ownWords: 'Con parole tue',
  sendWords: 'Rifiuta e dillo',
  someone: 'qualcuno',
  calling: (names) => `Chiamata a ${names}…`,
  answering: 'Collegamento…',
  inCallWith: (names) => `In chiamata con ${names}`,
  returning: 'Il collegamento si è perso. Ritorno nella chiamata…',
  hangUp: 'Riaggancia',
  inCallElsewhere: (names) => `Sei in chiamata con ${names} in un’altra finestra.`,
  takeHere: 'Portala qui',
  over: {
    'hung-up': (name) => `${name} ha riagganciato.`,
    declined: (name) => `${name} ha rifiutato.`,
    'no-answer': (name) => `${name} non risponde.`,
    busy: (name) => `${name} è in un’altra chiamata.`,
    'do-not-disturb': (name) => `${name} non vuole essere disturbato.`,
    unreachable: (name) => `${name} non è raggiungibile: nessuna pagina vocale è aperta.`,
    lost: (name) => `Il collegamento con ${name} si è perso.`,
    elsewhere: () => 'Partecipi a questa chiamata in un’altra finestra.',
  },
  isOver: 'La chiamata è finita.',
  says: (words) => `«${words}»`,
  members: 'In questa chiamata',
  memberState: {
    ringing: 'squilla…',
    lost: 'collegamento perso; può tornare',
    gone: 'non è più nella chiamata',
  },
  connecting: 'collegamento…',
  incompatible: 'non capisce questa pagina',
  voiceTo: 'La mia voce va',
  toCall: 'nella chiamata',
  toPlace: 'nel luogo',
  placeBehind: 'Senti piano il luogo dietro la chiamata',
  holdFor: { call: 'Tieni premuto per la chiamata', place: 'Tieni premuto per il luogo' },
  otherRoomKey: 'Tasto da tenere premuto per parlare dall’altra parte',
  addPeople: 'Aggiungi qualcuno',
  search: 'Chi?',
  searchHint: 'Una parte del nome. Si trova solo chi ha una pagina vocale aperta.',
  nobodyFound: 'Nessuno con questo nome ha una pagina vocale aperta.',
  missed: 'Chiamate perse',
  clearMissed: 'Cancella',
  doNotDisturb: 'Non disturbare: niente chiamate',
  notify: 'Avvisami delle chiamate quando guardo altrove',
  pictures: 'Video nelle chiamate',
  show: { camera: 'Videocamera', screen: 'Schermo' },
  hide: { camera: 'Spegni la videocamera', screen: 'Ferma lo schermo' },
  waiting: {
    camera: 'In attesa della videocamera: consentila…',
    screen: 'Scegli che cosa mostrare…',
  },
  ownPicture: 'Quello che mostri',
  theirPicture: (name) => `Quello che mostra ${name}`,
  enlarge: 'Mostra questo in grande',
  still: 'Al momento non arrivano immagini.',
  inOwnWindow: 'In una finestra propria',
  takePictures: 'Accetta il video dell’altra persona in chiamata',
  cameraDevice: 'Videocamera',
  pictureFault: {
    camera: {
      'insecure-page':
        'I browser danno la videocamera solo alle pagine https. Apri questa pagina con https. Ti si sente ancora.',
      denied:
        'Il browser nega la videocamera. Consentila accanto all’indirizzo, poi riprova. Ti si sente ancora.',
      missing: 'Non è stata trovata nessuna videocamera. Collegane una, poi riprova. Ti si sente ancora.',
      busy: 'Un altro programma occupa la videocamera. Chiudila lì, poi riprova. Ti si sente ancora.',
    },
    screen: {
      'insecure-page':
        'I browser condividono lo schermo solo nelle pagine https. Apri questa pagina con https.',
      denied:
        'Nessuno schermo è condiviso: non è stato scelto nulla, oppure il browser o il sistema non lo consente. Riprova, o consentilo nelle impostazioni del sistema.',
      missing: 'Questo browser non può condividere lo schermo. Usane uno su un computer.',
      busy: 'Il sistema non cede quello schermo o quella finestra. Scegline un altro.',
    },
  },
  pictureObstacle: {
    group: 'Il video è per le chiamate a due. A questa partecipano di più.',
    refused: 'L’altra persona non vuole video. Ti si sente ancora.',
    unknown: 'La pagina dell’altra persona non accetta video, o non è ancora pronta. Riprova tra un momento.',
    hub: 'In questa chiamata non c’è video: le voci passano per l’hub della grid, che non ne trasporta.',
    alone: 'Non c’è ancora collegamento. Riprova tra un momento.',
  },
  notifyDenied: 'Questo browser non mostra notifiche di questa pagina. Consentile accanto all’indirizzo.',
}
