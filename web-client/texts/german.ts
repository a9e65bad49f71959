/** Everything the page says, in German. */

import type { Texts } from './english.js'

const metres = (value: number) =>
  value < 10 ? `${value.toFixed(1).replace('.', ',')} m` : `${Math.round(value)} m`

export const german: Texts = {
  language: 'de',
  title: 'Voice',
  signedInAs: (name) => `Du bist ${name}`,
  join: 'Mitreden',
  leave: 'Verlassen',
  joinHint: 'Dein Browser fragt nach dem Mikrofon. Ohne kannst du trotzdem zuhören.',
  hideAddress:
    'Meine Netzadresse verbergen: Meine Stimme geht über den Server des Grids, und niemand, mit dem ich rede, sieht, von wo aus ich verbunden bin.',
  microphone: {
    heard: 'Mikrofon an',
    off: 'Mikrofon aus',
    held: 'Man hört dich',
    'not-heard': 'Man hört dich nicht',
  },
  microphoneAsked: 'Warte auf das Mikrofon: Erlaube es …',
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
  hold: 'Zum Sprechen halten',
  holdKey: (key) => `oder ${key} halten`,
  nobody: 'Außer dir ist hier noch niemand im Voice.',
  peopleHere: 'Wer hier ist',
  notShown: (count) =>
    `${count} weitere Leute werden nicht gezeigt: Sie sind weiter weg. Alle, die du hören kannst, stehen in dieser Liste.`,
  connectedTo: (channel) => `verbunden mit ${channel}`,
  others: (count) =>
    count === 0 ? '(noch allein)' : count === 1 ? 'und 1 weiteren Person' : `und ${count} weiteren`,
  connecting: 'Verbinde mit dem Voice-Dienst …',
  ready: 'Bereit, wenn du es bist.',
  joining: 'Trete bei …',
  waiting: 'Dein Avatar ist nicht in der Welt. Sobald er da ist, geht es von selbst los.',
  'no-positions':
    'Deine Region meldet nicht, wo dein Avatar ist. Schalte Voice in deinem Viewer ein und lass es an, dann drücke hier „Stattdessen dieses Fenster benutzen“: Diese Seite geht mit deinem Viewer mit. Oder bitte, wer die Region betreibt, dass sie Positionen meldet; dann beginnt Voice von selbst.',
  'region-away':
    'Deine Region wurde neu gestartet oder war nicht erreichbar und sieht deinen Avatar noch nicht. Melde dich in der Welt wieder an: Voice beginnt von selbst. Diese Seite wartet zehn Minuten.',
  'channel-full': 'Dieser Kanal ist voll. Sobald jemand geht, kommst du von selbst hinein.',
  'voice-off': 'Auf dieser Parzelle ist Voice abgeschaltet. Wo es an ist, geht es von selbst los.',
  reconnecting:
    'Der Voice-Dienst ist nicht erreichbar. Neuer Versuch … Mit wem du verbunden bist, den hörst du weiter.',
  over: {
    'signed-out': 'Du bist nicht angemeldet.',
    replaced:
      'Dein Avatar ist in einem anderen Fenster oder in seinem Viewer im Voice. Dieses hier ist beendet.',
    kicked: 'Ein Moderator hat dich aus dem Kanal genommen.',
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
  missing: {
    gone: 'Das gehört zu einer älteren Seite: Der Voice-Dienst hat inzwischen eine neuere. Lade die Seite neu, um es zu sehen.',
    away: 'Das lässt sich gerade nicht laden: Der Voice-Dienst ist nicht erreichbar. Es kommt von selbst.',
  },
  reload: 'Neu laden',
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
    'device-silent': () =>
      'Von deinem Mikrofon kommt gar nichts. Ist es das falsche, ausgeschaltet oder von einem anderen Programm belegt?',
  },
  activationBroken:
    'Wie laut du bist, lässt sich hier nicht messen: Alles, was dein Mikrofon hört, wird gesendet, nicht nur Sprache.',
  deafen: 'Niemanden hören, nichts senden',
  toggleKey: (key) => `${key} schaltet es ebenfalls`,
  mutedSpeech: (key) =>
    `Du sprichst, aber dein Mikrofon ist aus. Schalte es ein${key && ` oder halte ${key}, während du sprichst`}.`,
  feedLost:
    'Positionen fehlen: Die Region meldet nicht mehr, wo die Leute sind. Entfernungen und Richtungen sind die letzten bekannten.',
  storeFailing:
    'Der Voice-Dienst kann gerade nichts speichern, weil seine Festplatte voll ist. Du kannst weiterreden; sag bitte denen Bescheid, die ihn betreiben.',
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
    internal: 'Beim Voice-Dienst ging etwas schief. Wenn Voice nicht geht, lade die Seite neu.',
  },
  otherFault: ({ code }) => `Der Voice-Dienst meldet einen Fehler${code ? ` (${code})` : ''}.`,
  distance: metres,
  outOfRange: 'zu weit weg',
  muted: 'Mikrofon aus',
  listensOnly: 'hört zu',
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
    presentation: 'Eine Präsentation: Moderatoren sprechen und wem sie das Wort geben.',
    auditorium: 'Ein Auditorium: Moderatoren sprechen und sind überall in voller Lautstärke zu hören.',
  },
  everywhere: 'Alle sind in voller Lautstärke zu hören, wo immer sie stehen.',
  range: (full, silent) => `Volle Lautstärke bis ${metres(full)}, still ab ${metres(silent)}.`,
  settings: 'Einstellungen',
  talkHere: 'Stattdessen dieses Fenster benutzen',
  whyNot: 'Warum höre ich nichts?',
}
