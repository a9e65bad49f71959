/** What the parts of the page say that are loaded later, in German. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PanelTexts } from '../english/panels.js'
import { germanCalls } from './calls.js'
import { germanChat } from './chat.js'
import { germanFloor } from './floor.js'

const format = inLanguage('de')

export const germanPanels: PanelTexts = {
  language: 'de',
  languageLabel: 'Sprache',
  chat: germanChat,
  calls: germanCalls,
  floor: germanFloor,
  radar: (count) =>
    `Radar: ${format.plural(count, { one: '# Person', other: '# Leute' })} um dich herum. Die Liste sagt dasselbe in Worten.`,
  hereNow: (place: string, people: string) => `Jetzt in ${place}: ${people}`,
  nobodyHereNow: (place: string) => `In ${place} spricht noch niemand.`,
  /** Who is not named. */
  othersHere: (count: number) => format.plural(count, { one: '# weitere Person', other: '# weitere' }),
  /** To screen readers, of one or several. */
  announced: {
    came: (who: string) => `Gekommen: ${who}.`,
    left: (who: string) => `Gegangen: ${who}.`,
    speaks: (who: string) => `${who} spricht.`,
  },
  radarLegend:
    'Eine volle Scheibe: Du hörst sie gut. Eine hohle: gar nicht. Eine Zahl: mehrere dicht beieinander. Der kräftige Ring: So weit hört man dich; gestrichelt, solange dich niemand hört.',
  radarKeys:
    'Mit den Pfeiltasten nach links und rechts gehst du reihum, nach oben und unten hinaus und herein; die Eingabetaste öffnet, was du erreicht hast.',
  cluster: (count: number) => `${format.number(count)} Leute dicht beieinander`,
  radarTurns: 'Dreht sich mit',
  north: 'N',
  noCall: 'Du bist in keinem Gespräch.',
  volume: 'Lautstärke',
  muteForMe: 'Für mich stummschalten',
  appearance: 'Aussehen',
  theme: { '': 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  hearing: 'Hören',
  viewerHeadphones: {
    title: 'Kopfhörer an meinem Viewer',
    place: 'wie es der Ort vorgibt',
    yes: 'ja: von welcher Seite, vorn und hinten',
    no: 'nein: Lautsprecher',
  },
  headphones: 'Ich trage Kopfhörer: hören, von wo jemand spricht, auch vorn und hinten',
  masterVolume: 'Lautstärke insgesamt',
  comingSounds: 'Ein Ton, wenn jemand kommt oder geht, wo nur wenige sind',
  outputDevice: 'Lautsprecher',
  browserChoice: 'Wahl des Browsers',
  unnamedDevice: (index) => `Gerät ${index}`,
  speakingSettings: 'Sprechen',
  inputDevice: 'Mikrofon',
  microphoneLevel: 'Wie laut du bist',
  noiseSuppression: 'Rauschen herausnehmen',
  noiseSuppressions: {
    off: 'gar nicht',
    browser: 'wie der Browser es tut',
    strong: 'stark: auch Tastatur und Lüfter',
  },
  echoCancellation: 'Echo herausnehmen (ohne Kopfhörer anlassen)',
  autoGain: 'Meine Lautstärke ausgleichen',
  performer: 'Auftritt: Stereo und unbearbeitet, für Musik. Trage Kopfhörer',
  voiceActivation: 'Nur senden, wenn ich spreche',
  threshold: 'Ab hier gilt es als Sprechen',
  startMuted: 'Mit ausgeschaltetem Mikrofon beitreten: Ich halte eine Taste zum Sprechen',
  talkKey: 'Taste, die ich zum Sprechen halte',
  toggleKey: 'Taste, die das Mikrofon ein- und ausschaltet',
  noKey: 'keine',
  takeNoKey: 'Keine Taste',
  keyRefused: {
    taken: (key) => `${key} tut schon etwas anderes. Eine Taste kann nicht beides.`,
    reserved: () => 'Diese Taste gehört dem Browser.',
  },
  pressKey: 'Drücke eine Taste …',
  mutedSound: 'Ein Ton, wenn ich mit ausgeschaltetem Mikrofon spreche',
  checks: {
    microphone: 'Mikrofon',
    speaker: 'Lautsprecher',
    socket: 'Voice-Dienst',
    stun: 'Weg aus deinem Netz (STUN)',
    turn: 'Relais (TURN)',
    feed: 'Positionen von der Region',
    room: 'In einem Kanal',
    range: 'Jemand in Hörweite',
    echo: 'Echotest',
  },
  checkStates: {
    waiting: 'noch nicht',
    running: 'prüfe …',
    good: 'gut',
    bad: 'Problem',
    unknown: 'nicht zu erkennen',
  },
  checkAgain: 'Noch einmal prüfen',
  copy: 'Für einen Admin kopieren',
  copied: 'Kopiert.',
  listenLeft: 'Links abspielen',
  listenRight: 'Rechts abspielen',
  startEcho: 'Sprechen und mich selbst hören',
  found: {
    microphoneWorks: (name) => `„${name}“ hört dich.`,
    microphoneSilent: (name) => `„${name}“ ist da, hört aber nichts. Ist es am Gerät stummgeschaltet?`,
    outputRuns: (rate) =>
      `Ton läuft (${format.number(rate)} Hz). Drücke die zwei Knöpfe: Ist links wirklich links?`,
    outputBlocked: 'Der Browser spielt noch keinen Ton. Klicke irgendwo auf die Seite.',
    socketOpen: 'Verbunden.',
    socketAway: 'Nicht erreichbar. Ist dein Netz da? Dann ist der Dienst vielleicht kurz weg.',
    stunFound: (address) => `Dein Netz lässt dich hinaus als ${address}.`,
    stunOwn: 'Dein Netz lässt dich mit der eigenen Adresse dieses Computers hinaus.',
    stunNothing:
      'Es wurde kein Weg aus deinem Netz gefunden. Leute anderswo erreichen dich vielleicht nicht: Ein Relais würde helfen.',
    notConfigured: 'Der Betreiber hat keins eingerichtet.',
    turnFound: 'Das Relais antwortet.',
    turnNothing:
      'Das Relais antwortet nicht. Vielleicht ist eine Firewall dazwischen; sag es dem Betreiber, mit diesem Ergebnis.',
    turnNotForYou:
      'Der Dienst erreicht das Relais, du nicht: Eine Firewall deines Netzes ist im Weg. Bitte dessen Betreiber um UDP oder TCP zum Port des Relais.',
    turnDown: 'Das Relais antwortet auch dem Dienst nicht. Sag es dem Betreiber, mit diesem Ergebnis.',
    feedFresh: 'Die Region meldet, wo die Leute sind.',
    feedLost: 'Die Region schweigt: Alle bleiben, wo sie zuletzt gesehen wurden.',
    inRoom: (name) => `Du bist in ${name}.`,
    noRoom: 'Du bist in keinem Kanal. Tritt erst bei, mit deinem Avatar in der Welt.',
    inRange: (names) => `Du solltest ${names} hören.`,
    nobodyHere: 'Außer dir ist hier niemand im Voice.',
    nobodyInRange: (nearest, distance, silent) =>
      `Niemand: Am nächsten ist ${nearest} mit ${distance}; still ist es ab ${silent}.`,
    allSilenced: 'Wer in Hörweite ist, ist stummgeschaltet, von dir oder einem Moderator.',
    notConnected: (names) =>
      `In Hörweite, aber noch nicht verbunden: ${names}. Bleibt es so, ist deren Netz oder deins im Weg.`,
    echoDone: 'So hören dich andere, nach dem Weg durch die Übertragung und zurück.',
    echoFailed: 'Deine eigene Stimme kam nicht zurück.',
    needsMicrophone: 'Dazu braucht es dein Mikrofon.',
  },
  elsewhere: 'Mach in einem anderen Browser weiter',
  elsewhereHint:
    'Scanne das mit deinem Telefon, oder öffne die Adresse in deinem eigenen Browser. Dein Link ist noch unbenutzt.',
  orType: 'Oder tippe diese Adresse ein:',
  linkGoodFor: 'Er gilt einmal, zwei Minuten lang.',
  openOutside: 'In meinem eigenen Browser öffnen',
  listenHere: 'Nur zuhören, hier',
  qrCode: 'Ein Bild der Adresse, für die Kamera eines Telefons',
  orLink:
    'Oder öffne in der Welt einen Voice-Link: Berühre den Voice-Kiosk oder frage den Besitzer der Region.',
  onlyLink: 'Öffne in der Welt einen Voice-Link: Berühre den Voice-Kiosk oder frage den Besitzer der Region.',
  whoAreYou: 'Wer bist du?',
  whoAreYouHint: 'Wähle deinen Avatar. Nur sein eigener Viewer zeigt dann einen Code, den du hier eingibst.',
  searchAvatar: 'Finde deinen Namen',
  noAvatar: 'Kein Avatar dieses Namens ist gerade in der Welt. Melde dich zuerst mit deinem Viewer an.',
  noAvatarHere:
    'Keinem Avatar dieses Namens kann ein Code gezeigt werden: Er ist nicht in der Welt, oder seine Region kann keinen zeigen. Dort führt ein Voice-Link hinein.',
  moreAvatars: 'Es gibt noch mehr. Tippe einen Teil deines Namens.',
  codeFor: (name) => `Welchen Code zeigt der Viewer von ${name}?`,
  codeHint: 'Sechs Ziffern, oben in deinem Viewer oder in seinem Chat. Sie gelten zwei Minuten.',
  friends: 'Freunde',
  friendInVoice: 'im Voice',
  friendHere: 'hat die Seite offen',
  callGroup: (count: number) => `Alle im Voice anrufen (${format.number(count)})`,
  byNameHint:
    'Tippe den Namen deines Avatars so, wie er in der Welt angezeigt wird. Nur sein eigener Viewer zeigt dann einen Code, den du hier eingibst.',
  avatarName: 'Name deines Avatars',
  sendCode: 'Code anfordern',
  visitorFrom: (home) => `Zu Besuch von ${home}`,
  withGridPage: 'Auf der Seite des Grids anmelden',
  gridPageHint: 'Dort fragt das Grid nach deinem Passwort. Dieser Dienst bekommt es nie zu sehen.',
  goToGridPage: 'Zur Seite des Grids',
  signIn: 'Anmelden',
  notMe: 'Das bin ich nicht',
  withGridPassword: 'Mit dem Passwort deines Viewers anmelden',
  firstName: 'Vorname',
  lastName: 'Nachname',
  gridPassword: 'Passwort',
  signInUnreachable:
    'Der Voice-Dienst ist nicht erreichbar. Ist dein Netz da? Dann versuche es gleich noch einmal.',
  signInFaults: (triesLeft) => ({
    'code-wrong': `Das ist nicht der Code. Noch ${format.plural(triesLeft, { one: 'ein Versuch', other: '# Versuche' })}.`,
    'code-expired': 'Dieser Code gilt nicht mehr. Geh zurück und wähle deinen Avatar für einen neuen.',
    'avatar-not-found': 'Dieser Avatar ist nicht in der Welt, oder ihm kann kein Code gezeigt werden.',
    'simulator-unavailable':
      'Das Grid antwortet nicht. Versuche es gleich noch einmal oder öffne in der Welt einen Voice-Link.',
    'wrong-credentials':
      'Der Name oder das Passwort ist falsch, oder du musst dich zuerst mit deinem Viewer anmelden.',
    'openid-refused':
      'Die Seite des Grids hat dich nicht angemeldet. Versuche es noch einmal oder auf einem anderen Weg.',
    'account-disabled': 'Dein Konto ist abgeschaltet. Frage den Betreiber des Grids.',
    'not-allowed': 'So kannst du dich hier nicht anmelden. Öffne in der Welt einen Voice-Link.',
    'rate-limited': 'Das war zu oft. Warte ein paar Minuten oder öffne in der Welt einen Voice-Link.',
    'too-busy':
      'Der Dienst hat gerade viele Anmeldungen zu prüfen. Versuche es in ein paar Sekunden noch einmal.',
    'bad-request': 'Etwas fehlt oder passt nicht. Sieh nach, was du eingegeben hast.',
    'origin-refused':
      'Diese Seite wurde unter einer Adresse geöffnet, die der Voice-Dienst nicht kennt. Öffne sie unter ihrer eigenen.',
    internal: 'Beim Voice-Dienst ging etwas schief. Versuche es gleich noch einmal.',
  }),
}
