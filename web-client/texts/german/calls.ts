/** Was die Seite zu Gesprächen sagt, auf Deutsch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { CallTexts } from '../english/calls.js'

const format = inLanguage('de')

export const germanCalls: CallTexts = {
  callsYou: (name) => `${name} ruft dich an`,
  withOthers: (count) => format.plural(count, { one: 'mit einem Weiteren', other: 'mit # Weiteren' }),
  accept: 'Annehmen',
  acceptInstead: 'Auflegen und annehmen',
  decline: 'Ablehnen',
  declineWithWords: 'Ablehnen mit einem Wort …',
  answers: ['Ich rufe zurück.', 'Gleich.', 'Schreib mir bitte lieber.'],
  ownWords: 'In eigenen Worten',
  sendWords: 'Ablehnen und sagen',
  someone: 'jemandem',
  calling: (names) => `Es klingelt bei ${names} …`,
  answering: 'Verbinde …',
  inCallWith: (names) => `Im Gespräch mit ${names}`,
  returning: 'Die Verbindung war weg. Zurück ins Gespräch …',
  hangUp: 'Auflegen',
  inCallElsewhere: (names: string) => `Du bist in einem anderen Fenster im Gespräch mit ${names}.`,
  takeHere: 'Hierher holen',
  over: {
    'hung-up': (name) => `${name} hat aufgelegt.`,
    declined: (name) => `${name} hat abgelehnt.`,
    'no-answer': (name) => `${name} geht nicht ran.`,
    busy: (name) => `${name} ist schon in einem Gespräch.`,
    'do-not-disturb': (name) => `${name} will nicht gestört werden.`,
    unreachable: (name) => `${name} ist nicht zu erreichen: Keine Voice-Seite ist offen.`,
    lost: (name) => `Die Verbindung zu ${name} ist abgerissen.`,
    elsewhere: () => 'Du nimmst in einem anderen Fenster an diesem Gespräch teil.',
  },
  isOver: 'Das Gespräch ist vorbei.',
  says: (words) => `„${words}“`,
  members: 'In diesem Gespräch',
  memberState: {
    ringing: 'es klingelt …',
    lost: 'Verbindung abgerissen, kommt vielleicht wieder',
    gone: 'nicht mehr dabei',
  },
  connecting: 'verbinde …',
  incompatible: 'versteht diese Seite nicht',
  voiceTo: 'Meine Stimme geht',
  toCall: 'ins Gespräch',
  toPlace: 'an den Ort',
  placeBehind: 'Den Ort leise hinter dem Gespräch hören',
  holdFor: { call: 'Halten fürs Gespräch', place: 'Halten für den Ort' },
  otherRoomKey: 'Taste zum Halten für das jeweils andere',
  addPeople: 'Jemanden dazuholen',
  search: 'Wen?',
  searchHint: 'Ein Teil des Namens. Gefunden wird nur, wer eine Voice-Seite offen hat.',
  nobodyFound: 'Niemand mit diesem Namen hat eine Voice-Seite offen.',
  missed: 'Verpasste Anrufe',
  clearMissed: 'Leeren',
  doNotDisturb: 'Nicht stören: keine Anrufe',
  notify: 'Sag mir Bescheid, wenn es klingelt und ich woanders bin',
  pictures: 'Bilder in Gesprächen',
  show: { camera: 'Kamera', screen: 'Bildschirm' },
  hide: { camera: 'Kamera aus', screen: 'Bildschirm beenden' },
  waiting: {
    camera: 'Warte auf die Kamera: bitte erlauben …',
    screen: 'Wähle, was du zeigen willst …',
  },
  ownPicture: 'Was du zeigst',
  theirPicture: (name) => `Was ${name} zeigt`,
  enlarge: 'Dieses groß zeigen',
  still: 'Gerade kommt kein Bild.',
  inOwnWindow: 'In einem eigenen Fenster',
  takePictures: 'Bilder des anderen im Gespräch annehmen',
  cameraDevice: 'Welche Kamera',
  pictureFault: {
    camera: {
      'insecure-page':
        'Browser geben die Kamera nur https-Seiten. Öffne diese Seite mit https. Man hört dich weiterhin.',
      denied:
        'Der Browser verweigert die Kamera. Erlaube sie neben der Adresse und versuche es noch einmal. Man hört dich weiterhin.',
      missing:
        'Es wurde keine Kamera gefunden. Schließe eine an und versuche es noch einmal. Man hört dich weiterhin.',
      busy: 'Ein anderes Programm hält die Kamera. Schließe es dort und versuche es noch einmal. Man hört dich weiterhin.',
    },
    screen: {
      'insecure-page': 'Browser teilen den Bildschirm nur auf https-Seiten. Öffne diese Seite mit https.',
      denied:
        'Es wird kein Bildschirm geteilt: Nichts wurde gewählt, oder Browser oder System erlauben es nicht. Versuche es noch einmal, oder erlaube es in den Einstellungen des Systems.',
      missing: 'Dieser Browser kann keinen Bildschirm teilen. Nimm einen auf einem Computer.',
      busy: 'Das System gibt diesen Bildschirm oder dieses Fenster nicht her. Wähle ein anderes.',
    },
  },
  pictureObstacle: {
    group: 'Bilder gibt es in Gesprächen zu zweit. An diesem nehmen mehr als zwei teil.',
    refused: 'Der andere möchte keine Bilder. Man hört dich weiterhin.',
    unknown:
      'Die Seite des anderen nimmt keine Bilder an oder ist noch nicht so weit. Versuche es gleich noch einmal.',
    hub: 'In diesem Gespräch gibt es keine Bilder: Die Stimmen gehen durch den Hub des Grids, und der trägt keine.',
    alone: 'Du bist noch nicht verbunden. Versuche es gleich noch einmal.',
  },
  notifyDenied: 'Dieser Browser zeigt keine Hinweise dieser Seite. Erlaube sie neben der Adresse.',
}
