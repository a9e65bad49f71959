/** Everything the page says, in German. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Texts } from '../english/start.js'
import { firstWords } from '../first-words.js'

const format = inLanguage('de')

export const german: Texts = {
  ...firstWords.de,
  language: 'de',
  signedInAs: (name) => `Du bist ${name}`,
  leave: 'Gehen',
  stillConnecting:
    'Der Voice-Dienst antwortet nicht. Diese Seite versucht es weiter; vielleicht liegt es an deinem Netz.',
  about: 'Sprich mit den Leuten um deinen Avatar: je näher, desto lauter.',
  trySound: 'Mikrofon und Lautsprecher ausprobieren',
  hideAddress:
    'Meine Netzadresse verbergen: Meine Stimme geht über den Server des Grids, und niemand, mit dem ich rede, sieht, von wo aus ich verbunden bin.',
  microphoneRetry: 'Mikrofon noch einmal versuchen',
  keyNames: {
    Space: 'Leertaste',
    Enter: 'Eingabetaste',
    Backspace: 'Rücktaste',
    ShiftLeft: 'Umschalt links',
    ShiftRight: 'Umschalt rechts',
    ControlLeft: 'Strg links',
    ControlRight: 'Strg rechts',
    AltLeft: 'Alt',
    AltRight: 'Alt Gr',
    CapsLock: 'Feststelltaste',
    NumLock: 'Num',
    ScrollLock: 'Rollen',
    PrintScreen: 'Druck',
    ContextMenu: 'Menütaste',
    Insert: 'Einfg',
    Delete: 'Entf',
    Home: 'Pos1',
    End: 'Ende',
    PageUp: 'Bild auf',
    PageDown: 'Bild ab',
    ArrowUp: 'Pfeil hoch',
    ArrowDown: 'Pfeil runter',
    ArrowLeft: 'Pfeil links',
    ArrowRight: 'Pfeil rechts',
    NumpadEnter: 'Enter im Ziffernblock',
    NumpadAdd: 'Plus im Ziffernblock',
    NumpadSubtract: 'Minus im Ziffernblock',
    NumpadMultiply: 'Mal im Ziffernblock',
    NumpadDivide: 'Geteilt im Ziffernblock',
    NumpadDecimal: 'Komma im Ziffernblock',
    ...Object.fromEntries(
      Array.from({ length: 10 }, (_, digit) => [`Numpad${digit}`, `${digit} im Ziffernblock`]),
    ),
    // As a German keyboard has them.
    Backquote: '^',
    Minus: 'ß',
    Equal: '´',
    BracketLeft: 'Ü',
    BracketRight: '+',
    Semicolon: 'Ö',
    Quote: 'Ä',
    Backslash: '#',
    IntlBackslash: '<',
    Comma: 'Komma',
    Period: 'Punkt',
    Slash: '-',
  },
  more: 'Mehr',
  hold: 'Halten zum Reden',
  holdKey: (key) => `oder ${key} halten`,
  tabs: { people: 'Leute', chat: 'Chat', call: 'Anruf' },
  panel: 'Leute, Chat und Anruf',
  unread: (count) => `${format.number(count)} neu`,
  drawUp: 'Den Bereich hochziehen',
  drawDown: 'Den Bereich herunterziehen',
  noPlace: 'Wer in deiner Nähe ist, steht hier, sobald Voice beginnt.',
  nobody: 'Außer dir ist hier noch niemand im Voice.',
  peopleHere: 'Wer hier ist',
  notShown: (count) =>
    `${format.plural(count, { one: '# weitere Person wird nicht gezeigt: Sie ist', other: '# weitere Leute werden nicht gezeigt: Sie sind' })} weiter weg. Alle, die du hören kannst, stehen in dieser Liste.`,
  connectedTo: (channel) => `verbunden mit ${channel}`,
  others: (count) =>
    count === 0
      ? '(noch allein)'
      : format.plural(count, { one: 'und # weiteren Person', other: 'und # weiteren' }),
  ready: 'Bereit, wenn du es bist.',
  waiting: 'Dein Avatar ist nicht in der Welt. Sobald er da ist, geht es von selbst los.',
  'no-positions':
    'Deine Region meldet nicht, wo dein Avatar ist. Schalte Voice in deinem Viewer ein und lass es an, dann drücke hier „Stattdessen dieses Fenster benutzen“: Diese Seite geht mit deinem Viewer mit. Oder bitte, wer die Region betreibt, dass sie Positionen meldet; dann beginnt Voice von selbst.',
  'region-away':
    'Deine Region wurde neu gestartet oder war nicht erreichbar und sieht deinen Avatar noch nicht. Melde dich in der Welt wieder an: Voice beginnt von selbst. Diese Seite wartet zehn Minuten.',
  'channel-full': 'Dieser Kanal ist voll. Sobald jemand geht, kommst du von selbst hinein.',
  'grid-full':
    'Dieses Grid hat so viele Leute oder Räume im Gespräch, wie es hier haben darf. Sobald Platz ist, kommst du von selbst hinein.',
  locked:
    'Die Moderation hat diesen Raum abgeschlossen. Sobald er wieder offen ist, kommst du von selbst hinein.',
  'link-confined':
    'Dein Voice-Link gilt in den Regionen, für die er gemacht wurde, hier aber nicht. Um hier zu sprechen, öffne einen Voice-Link dieser Region oder melde dich mit einem Code an.',
  'voice-off': 'Auf dieser Parzelle ist Voice abgeschaltet. Wo es an ist, geht es von selbst los.',
  reconnecting:
    'Der Voice-Dienst ist nicht erreichbar. Neuer Versuch … Mit wem du verbunden bist, den hörst du weiter.',
  over: {
    'signed-out': 'Du bist nicht angemeldet.',
    replaced:
      'Dein Avatar ist in einem anderen Fenster oder in seinem Viewer im Voice. Dieses hier ist beendet.',
    kicked: 'Ein Moderator hat dich aus dem Kanal geworfen.',
    'channel-deleted':
      'Ein Admin hat den Kanal gelöscht, in dem du warst. Tritt wieder bei, um in den Kanal zu kommen, den dieser Ort jetzt hat.',
    'left-world': 'Dein Avatar hat die Welt verlassen. Mach weiter, wenn er zurück ist.',
    refused:
      'Diese Seite wurde unter einer Adresse geöffnet, die der Voice-Dienst nicht kennt. Öffne sie unter ihrer eigenen.',
    'no-webrtc':
      'Voice braucht WebRTC, und in diesem Browser ist es abgeschaltet, oder eine Erweiterung nimmt es weg. Erlaube es (in Firefox: about:config, media.peerconnection.enabled) und versuche es noch einmal.',
    'no-web-audio': 'Voice braucht Web Audio, und dieser Browser hat es nicht. Nimm einen neueren.',
    'cookies-blocked':
      'Dieser Browser sperrt alle Cookies, und der Voice-Dienst kann nicht wissen, wer du bist. Erlaube Cookies für diese Seite und versuche es noch einmal.',
    'no-microphone-here': 'Hier könntest du nur zuhören: Dieser Browser hat kein Mikrofon.',
  },
  banned: (until) => `Ein Moderator lässt dich nicht in den Kanal, bis ${until}.`,
  moderatorSays: (words) => `Der Moderator sagt: „${words}“`,
  joinAgain: 'Wieder mitreden',
  backInWorld: 'Mein Avatar ist zurück',
  tryAgain: 'Noch einmal versuchen',
  stale:
    'Der Voice-Dienst hat inzwischen eine neuere Seite. Du kannst weiterreden; diese Seite lädt sich neu, wenn niemand spricht.',
  close: 'Schließen',
  microphoneFault: {
    'insecure-page':
      'Du kannst zuhören, aber nicht sprechen: Browser geben das Mikrofon nur https-Seiten. Öffne diese Seite mit https.',
    denied:
      'Du kannst zuhören, aber nicht sprechen: Der Browser verweigert das Mikrofon. Erlaube es neben der Adresse und versuche es noch einmal.',
    missing:
      'Du kannst zuhören, aber nicht sprechen: Es wurde kein Mikrofon gefunden. Schließe eins an und versuche es noch einmal.',
    busy: 'Du kannst zuhören, aber nicht sprechen: Ein anderes Programm hält das Mikrofon. Schließe es dort und versuche es noch einmal.',
  },
  microphoneReason: {
    'muted-by-moderator': () =>
      'Ein Moderator hat dich stummgeschaltet. Niemand hört dich, bis das aufgehoben wird.',
    'moderators-only': (channel) =>
      `In ${channel} sprechen nur Moderatoren. Niemand hat dich stummgeschaltet.`,
    'floor-needed': (channel) =>
      `In ${channel} sprechen Moderatoren. Du kannst sie um das Wort bitten; niemand hat dich stummgeschaltet.`,
    deafened: () => 'Du hörst niemanden, und nichts wird gesendet.',
    'no-room': () => 'Niemand hört dich, bis Voice beginnt.',
    'service-away': () => 'Niemand hört dich, bis der Voice-Dienst wieder da ist.',
    'device-silent': () =>
      'Von deinem Mikrofon kommt gar nichts. Ist es das falsche, ausgeschaltet oder von einem anderen Programm belegt?',
  },
  activationBroken:
    'Wie laut du bist, lässt sich hier nicht messen: Alles, was dein Mikrofon hört, wird gesendet, nicht nur Sprache.',
  deafen: 'Niemanden hören, nichts senden',
  deafenShort: 'Nichts hören',
  toggleKey: (key) => `${key} schaltet es ebenfalls`,
  mutedSpeech: (key) =>
    `Du sprichst, aber dein Mikrofon ist aus. Schalte es ein${key && ` oder halte ${key}, während du sprichst`}.`,
  feedLost:
    'Positionen fehlen: Die Region meldet nicht mehr, wo die Leute sind. Entfernungen und Richtungen sind die letzten bekannten.',
  unplaced:
    'Ohne Entfernung: Niemand meldet, wo in dieser Region die Leute stehen, darum sind alle gleich laut. Ein Voice-Skript dort oder RemoteAdmin würde es melden.',
  storeFailing:
    'Der Voice-Dienst kann gerade nichts speichern. Du kannst weiterreden; sag bitte denen Bescheid, die ihn betreiben.',
  filterFailed:
    'Die starke Rauschunterdrückung geht hier nicht. Solange nimmt die des Browsers das Rauschen heraus.',
  outputFailed: 'Der gewählte Lautsprecher ist nicht da. Der Ton kommt aus dem Gerät, das der Browser wählt.',
  output: {
    'awaiting-gesture': 'Der Browser wartet auf einen Klick, bevor er Ton abspielt.',
    interrupted:
      'Der Ton ist weg: Vielleicht hat ein Anruf oder ein anderes Gerät ihn genommen. Klicke irgendwohin, um wieder zu hören.',
    failed:
      'Der Lautsprecher startet nicht. Ist einer angeschlossen und frei? Dann klicke irgendwohin, oder wähle in den Einstellungen einen anderen.',
  },
  play: 'Abspielen',
  faults: {
    'relay-unavailable':
      'Dieses Grid hat keinen eigenen Server dafür: Deine Netzadresse kann nicht verborgen werden, und du wurdest mit niemandem verbunden. Nimm das Häkchen weg, um trotzdem beizutreten.',
    'ticket-used':
      'Dieser Voice-Link wurde schon benutzt, in einem anderen Browser oder von jemand anderem. Berühre in der Welt den Voice-Kiosk, um einen neuen zu bekommen.',
    'ticket-unknown':
      'Dieser Voice-Link öffnet sich nicht: Er ist zu alt oder unvollständig. Ein Link gilt zwei Minuten; berühre in der Welt den Voice-Kiosk, um einen neuen zu bekommen.',
    'account-disabled': 'Ein Admin dieses Grids hat Voice für dich abgeschaltet.',
    'rate-limited':
      'Die Seite hat zu viel auf einmal gesendet und wurde getrennt. Sie verbindet sich selbst neu.',
    'call-rate-limited': 'Du rufst zu oft an. Warte eine Minute, dann versuch es wieder.',
    'call-full': 'Dieses Gespräch ist voll: 24 Leute sind darin.',
    'call-not-allowed':
      'Du bist in einem anderen Fenster in einem Gespräch. Ruf von dort an, oder leg dort erst auf.',
    'moderate-not-allowed':
      'Das darfst du hier nicht: Das darf nur die Moderation dieses Ortes, und nicht mit jemandem, der auch moderiert.',
    'moderate-not-found':
      'Das ist nicht geschehen: Die Person ist nicht mehr da, oder ihre Hand ist schon unten.',
    'moderate-bad-request':
      'Das ist nicht geschehen: Hier ist gerade kein Wort zu geben und nichts zu beenden.',
    'moderate-rate-limited': 'Das war zu viel auf einmal. Warte einen Moment, dann geht es weiter.',
    'hand-not-allowed': 'Hier dürfen alle sprechen: Du brauchst keine Hand zu heben.',
    'block-not-allowed':
      'Du blockierst schon sehr viele. Nimm zuerst eine Blockierung in den Einstellungen zurück.',
    'complain-rate-limited': 'Du hast der Moderation schon viel gemeldet. Warte zehn Minuten.',
    'complain-bad-request': 'Sag in ein paar Worten, was geschehen ist.',
    'hub-offer-grid-full':
      'Der Voice-Hub überträgt für dieses Grid so viel, wie er darf. Du bist direkt mit den anderen verbunden, wo das möglich ist.',
    'call-grid-full':
      'Dieses Grid hat so viele Leute im Gespräch, wie es haben darf. Versuch es wieder, wenn jemand gegangen ist.',
    'grid-busy': 'In diesem Grid ist gerade zu viel los. Warte einen Moment und versuch es dann noch einmal.',
    internal: 'Beim Voice-Dienst ging etwas schief. Wenn Voice nicht geht, lade die Seite neu.',
  },
  otherFault: ({ code }) => `Der Voice-Dienst meldet einen Fehler${code ? ` (${code})` : ''}.`,
  side: {
    ahead: 'vor dir',
    'ahead-right': 'vorn rechts',
    right: 'rechts',
    'behind-right': 'hinten rechts',
    behind: 'hinter dir',
    'behind-left': 'hinten links',
    left: 'links',
    'ahead-left': 'vorn links',
  },
  outOfRange: 'zu weit weg',
  muted: 'Mikrofon aus',
  listensOnly: 'hört zu',
  moderator: 'moderiert',
  effort: {
    title: 'Wie weit man dich hört',
    whisper: 'Flüstern',
    talk: 'Sprechen',
    shout: 'Rufen',
    others: { whisper: 'flüstert', shout: 'ruft laut' },
  },
  hasFloor: 'hat das Wort',
  handRaised: (place) => `meldet sich als Nr. ${place}`,
  blocked: 'blockiert',
  raiseHand: 'Hand heben',
  lowerHand: (place) => `Hand gehoben: Nr. ${place}`,
  room: 'Raum',
  notConnected: 'nicht verbunden',
  othersNearer: (most) => `nicht zu hören: ${most} andere sind näher`,
  media: { p2p: 'direkt', relay: 'über Relais', hub: 'über den Hub' },
  mediaHint: {
    p2p: 'Zwischen euren beiden Computern, ohne etwas dazwischen.',
    relay: 'Über das Relais des Grids, das es verschlüsselt weiterreicht und nicht mithören kann.',
    hub: 'Über den Voice-Hub des Grids, der Stimmen aus Browsern und Viewern zusammenbringt.',
  },
  trouble: {
    incompatible: 'das Programm am anderen Ende versteht diese Seite nicht',
    'no-audio': 'sendet keinen Ton',
  },
  quality: { good: 'gut', fair: 'etwas Verlust', poor: 'schlechte Leitung' },
  volumeOf: (name) => `Lautstärke von ${name}`,
  mute: (name) => `${name} für mich stummschalten`,
  dismiss: 'Schließen',
  mode: {
    open: 'Alle dürfen sprechen.',
    lecture: 'Ein Vortrag: Nur Moderatoren sprechen.',
    presentation: 'Eine Präsentation: Es sprechen Moderatoren und alle, denen sie das Wort geben.',
    auditorium: 'Ein Auditorium: Moderatoren sprechen und sind überall in voller Lautstärke zu hören.',
  },
  everywhere: 'Alle sind in voller Lautstärke zu hören, wo immer sie stehen.',
  range: (full, silent) =>
    `Volle Lautstärke bis ${format.distance(full)}, still ab ${format.distance(silent)}.`,
  call: 'Anrufen',
  addToCall: 'Ins Gespräch holen',
  callSomebody: 'Jemanden anrufen',
  heardIn: { place: 'Deine Stimme geht an den Ort', call: 'Deine Stimme geht ins Gespräch' },
  message: 'Nachricht',
  muteWriting: 'Schreiben verbieten',
  unmuteWriting: 'Schreiben erlauben',
  settings: 'Einstellungen',
  talkHere: 'Stattdessen dieses Fenster benutzen',
  whyNot: 'Warum höre ich nichts?',
}
