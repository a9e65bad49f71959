/** Everything the console says, in German. */

import { MIN_ADMIN_PASSWORD_LENGTH } from '../../src/protocol/admin-password.js'
import { CONNECTING_SECONDS, type Texts } from './english.js'

const comma = (value: number) => String(value).replace('.', ',')
const metres = (value: number) => `${comma(Number(value.toFixed(1)))} m`
const time = (at: number) => new Date(at).toLocaleString('de-DE')

export const german: Texts = {
  language: 'de',
  title: 'Voice-Konsole',
  pages: 'Seiten',
  page: {
    overview: 'Übersicht',
    channels: 'Kanäle',
    rooms: 'Räume',
    accounts: 'Bewohner',
    setup: 'Einrichtung',
    admins: 'Admins',
    audit: 'Protokoll',
  },
  loading: 'Lädt …',
  done: 'Erledigt.',
  close: 'Schließen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  name: 'Name',
  password: 'Passwort',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  wrongPassword: 'Der Name oder das Passwort stimmt nicht.',
  tooMany: 'Zu viele Anmeldungen: bitte ein paar Minuten warten.',
  tooBusy: 'Der Dienst prüft gerade viele Anmeldungen: bitte in ein paar Sekunden noch einmal versuchen.',
  outOfReach: 'Der Dienst ist nicht erreichbar: Nichts wurde geändert.',
  time,
  counts: {
    people: 'Im Voice',
    speaking: 'Sprechen',
    rooms: 'Räume',
    avatars: 'In der Welt',
    viewers: 'Native Viewer',
    hubCores: 'Media-Hub, Kerne',
    droppedTurns: 'Hub zu spät, 1 h',
    joinFailures: 'Gescheitert, 1 h',
    timeToVoiceMs: 'Zeit bis zur Stimme',
    relayedShare: 'Über TURN',
    refusedSignIns: 'Abgelehnt, 1 h',
    oldestFeedSeconds: 'Älteste Meldung',
  },
  countValue: (count, value) => {
    if (count === 'oldestFeedSeconds') return `${Math.round(value)} s`
    if (count === 'timeToVoiceMs') {
      return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1).replace('.', ',')} s`
    }
    if (count === 'hubCores') return value.toFixed(2).replace('.', ',')
    if (count === 'relayedShare') return `${Math.round(value * 100)} %`
    return String(Math.round(value))
  },
  unknown: '–',
  joinFailures: 'Warum Leute nicht sprechen konnten, seit dem Start',
  joinFailure: {
    'not-in-world': 'Keine Region meldet, dass ihr Avatar in der Welt ist',
    'no-positions': 'Ihre Region meldet keine Positionen, und kein Viewer von ihnen war im Voice',
    'channel-full': 'Der Kanal war voll',
    banned: 'Sie sind im Kanal gesperrt',
    'relay-unavailable': 'Sie verbergen ihre Adresse, und es gibt weder TURN-Server noch Media-Hub',
    'microphone-denied': 'Sie haben das Mikrofon nicht erlaubt',
    'microphone-missing': 'Es gab kein Mikrofon',
    'microphone-busy': 'Ein anderes Programm benutzte das Mikrofon',
    'insecure-page': 'Die Seite wurde ohne https geöffnet: so gibt es kein Mikrofon',
    connection: 'Zu jemandem kam keine Verbindung zustande: meist eine Firewall; TURN hilft',
  },
  times: (count) => (count === 1 ? 'einmal' : `${count}-mal`),
  regions: 'Regionen',
  region: 'Region',
  noRegions: 'Noch meldet keine Region, wo ihre Leute sind. Unter „Einrichtung“ stehen die Zeilen dafür.',
  inVoice: (count) => `${count} im Voice`,
  feed: (source, seconds, avatars) =>
    `${source === 'push' ? 'Skript oder Modul' : 'RemoteAdmin'}: ${avatars} Avatare, vor ${seconds} s.`,
  noFeed: 'Keine Positionen.',
  noRoomFor: (avatars) => `Für ${avatars} von ihnen ist kein Platz.`,
  oddEntry: (agentId, what) =>
    `Ein Eintrag ist sonderbar${agentId === null ? '' : ` (${agentId})`}: ${what}; alle anderen zählen.`,
  oddities: {
    entry: 'er ist kein gültiger Eintrag und wird ausgelassen',
    id: 'seine id ist keine UUID, er wird ausgelassen',
    twice: 'er steht zweimal da und zählt einmal',
    name: 'sein Name ist leer oder zu lang',
    position: 'seine Position liegt nicht in der Region, darum bleibt er, wo er war',
    look: 'seine Blickrichtung ist ungültig',
    parcel: 'seine Parzelle ist keine UUID',
    voice: 'seine Voice-Flags sind ungültig',
  },
  notAnswered: 'Hat noch nicht geantwortet.',
  callers: 'Simulatoren, die angefragt haben',
  noCallers: 'Seit dem Start hat keine Region nach Voice gefragt.',
  generation: {
    'from-0.9.2': 'Vivox-Modul, OpenSimulator 0.9.2 oder neuer',
    'before-0.9.2': 'Vivox-Modul, älter als 0.9.2',
    webrtc: 'WebRTC-Addon',
  },
  calls: (count) => `${count} Anfragen`,
  refusedCalls: (count, over) =>
    over
      ? `${count} wurden zuvor abgewiesen, die letzte:`
      : `${count === 1 ? 'Eine Anfrage wurde' : `${count} Anfragen wurden`} abgewiesen, die letzte:`,
  health: 'Der Dienst',
  storeGood: 'Die Datenbank antwortet und ist beschreibbar.',
  storeBad:
    'Nichts lässt sich speichern: Gesprochen wird weiter, aber was sich jetzt ändert, geht bei einem Neustart verloren.',
  channelCount: (count) => `${count} Kanäle.`,
  uptime: (seconds) =>
    seconds < 7200
      ? `Läuft seit ${Math.round(seconds / 60)} min.`
      : `Läuft seit ${Math.round(seconds / 3600)} h.`,
  memory: (megabytes) => `${megabytes} MB.`,
  searchChannels: 'Kanal suchen',
  filter: 'Zeigen',
  filters: { all: 'alle', edited: 'geändert', pinned: 'angeheftet', occupied: 'mit Leuten' },
  shown: (count, total) => `${count} von ${total}`,
  chooseOne: (name) => `${name} auswählen`,
  chooseAll: (count) => `Alle ${count} auswählen`,
  chooseNone: 'Keinen auswählen',
  editChosen: (count) => `${count} zusammen ändern`,
  channel: 'Kanal',
  range: 'Reichweite',
  notes: 'Anmerkungen',
  editor: 'Einstellungen des Kanals',
  editMany: (count) => `${count} Kanäle`,
  manyHint: 'Nur was du hier änderst, gilt danach für alle.',
  saveMany: (count) => `${count} Kanäle speichern`,
  savedAndHeard: 'Gespeichert. Wer im Raum ist, hört es schon.',
  changedMeanwhile:
    'Jemand anderes hat diesen Kanal inzwischen geändert. Schließe ihn, sieh nach, was jetzt gilt, und ändere ihn dann.',
  asTheRegionSays: 'Zurück zu dem, was die Region sagt',
  deleteChannel: 'Löschen…',
  deleteMeans: (isFolder, people) =>
    `${isFolder ? 'Der Ordner und jeder Kanal darin sind' : 'Der Kanal ist'} dann endgültig weg, mit allem, was hier eingestellt wurde.${
      people > 0
        ? ` ${people === 1 ? 'Die Person darin kommt' : `Die ${people} Leute darin kommen`} in den Raum der Region.`
        : ''
    } Fragt eine Region wieder danach, bekommt sie einen neuen.`,
  deleteYes: 'Ja, löschen',
  channelDeleted: 'Gelöscht.',
  compareWith: 'Vergleichen mit',
  comparisons: {
    saved: 'dem Gespeicherten',
    default: 'OpenSimulators Vorgabe',
    channel: 'einem anderen Kanal',
    none: 'nichts',
  },
  otherChannel: 'Welchem Kanal',
  fields: {
    type: 'Art',
    mode: 'Wer sprechen darf',
    distanceModel: 'Entfernungsmodell',
    rollOff: 'Abfall',
    maxRangeMetres: 'Reichweite (m)',
    clampingDistanceMetres: 'Volle Lautstärke bis (m)',
    capacity: 'Plätze (0: beliebig viele)',
    iceTransportPolicy: 'Verbindungen',
    moderators: 'Moderatoren',
    pinned: 'angeheftet',
  },
  slider: (name) => `${name}, Schieber`,
  types: { positional: 'nach Entfernung', conference: 'Konferenz', directory: 'Ordner' },
  modes: { open: 'alle', lecture: 'Vortrag', presentation: 'Präsentation', auditorium: 'Auditorium' },
  models: { none: 'keines', inverse: 'invers', linear: 'linear', exponent: 'exponentiell' },
  transports: {
    all: 'direkt, wo es geht',
    relay: 'nur über das Relay (verbirgt Adressen)',
    hub: 'nur über den Media-Hub (verbirgt Adressen)',
  },
  modeHint: {
    open: 'Alle dürfen sprechen.',
    lecture: 'Nur Moderatoren sprechen.',
    presentation: 'Moderatoren sprechen, und wem sie das Wort geben.',
    auditorium: 'Wie eine Präsentation, überall im Kanal in voller Lautstärke.',
  },
  moderatorsHint: 'UUIDs der Avatare, eine je Zeile.',
  pinnedHint: 'Angeheftet: wird nie entfernt, auch wenn ihn lange niemand benutzt',
  faults: {
    'out-of-limits': 'Diese Zahl liegt außerhalb dessen, was hier möglich ist.',
    'clamp-above-range':
      'Die volle Lautstärke reichte weiter als die Reichweite: nimm eine kleinere Entfernung.',
    'range-zero': 'Bei 0 m Reichweite hört niemand irgendwen.',
    directory: 'Ein Ordner bleibt ein Ordner und ein Kanal ein Kanal.',
    invalid: 'Dieser Wert ist ungültig.',
  },
  silentFrom: (value) => `still ab ${metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }, silence) =>
    distanceModel === 'none'
      ? 'Alle sind in voller Lautstärke zu hören, wo sie auch stehen.'
      : `Volle Lautstärke bis ${metres(clamp)}, still ab ${metres(silence)}.`,
  trap: (range, silence) =>
    `Die Reichweite ist ${metres(range)}, still ist es aber schon ab ${metres(silence)}: Im linearen Modell endet ein Abfall über 1 früher. Für die ganze Reichweite nimm Abfall 1 oder ein anderes Modell.`,
  mapHint: 'Wähle jemanden, um zu sehen, wer ihn hört.',
  heardBy: (name) => `Die Linien führen zu denen, die ${name} hören; am Kreis beginnt die Stille.`,
  mapLabel: (count) => `Karte der Region mit ${count} Leuten; die Liste daneben sagt dasselbe in Worten.`,
  feedLost: 'Die Region ist verstummt: Die Positionen sind die letzten bekannten.',
  muteAll: 'Alle außer Moderatoren stummschalten',
  unmuteAll: 'Stummschaltung aller aufheben',
  mute: 'Stummschalten',
  unmute: 'Stumm aufheben',
  kick: 'Hinauswerfen',
  ban: 'Sperren …',
  explanation: 'Nachricht an die Person, die du hinauswirfst oder sperrst (darf leer sein)',
  banLabel: (name) => `${name} sperren für`,
  bans: 'Gesperrt',
  unban: 'Wieder hereinlassen',
  until: (at) => `bis ${time(at)}`,
  minutes: (minutes) =>
    minutes < 60 ? `${minutes} Minuten` : minutes < 1440 ? `${minutes / 60} h` : `${minutes / 1440} Tage`,
  giveFloor: 'Wort geben',
  takeFloor: 'Wort nehmen',
  hasFloor: 'hat das Wort',
  speaks: 'spricht',
  moderator: 'Moderator',
  notInVoice: 'nicht im Voice',
  positionFrom: (source, seconds) =>
    source === null
      ? 'Position unbekannt'
      : source === 'viewer'
        ? 'Position: vom Viewer'
        : `Position: ${source === 'push' ? 'Skript' : 'RemoteAdmin'}, vor ${seconds} s`,
  client: { viewer: 'Viewer', page: 'Seite' },
  silence: (code, seconds) => {
    const time = seconds === undefined ? '' : ` seit ${seconds} s`
    switch (code) {
      case 'connecting':
        return (seconds ?? 0) < CONNECTING_SECONDS
          ? 'verbindet sich'
          : `verbindet sich${time}: Ist der UDP-Port des Media-Hubs offen? Siehe „Einrichtung“`
      case 'joining':
        return `verbunden, aber der Viewer ist${time} nicht beigetreten`
      case 'position-unknown':
        return `Position${time} noch unbekannt`
      case 'listens-in':
        return 'hört aus einer Nachbarregion mit'
      case 'muted-by-moderator':
        return 'von der Moderation stummgeschaltet'
      case 'may-only-listen':
        return 'darf nach der Art des Kanals nur zuhören'
      case 'microphone-off':
        return `Mikrofon${time} aus`
      case 'no-packets':
        return seconds === undefined ? 'kein Paket ist gekommen' : `kein Paket ist${time} gekommen`
      case 'sends-silence':
        return `das Mikrofon sendet${time} Stille`
    }
  },
  connectionState: {
    connecting: 'verbindet sich',
    'waiting-for-position': 'wartet auf seine Position',
    listening: 'hört mit',
    'in-room': 'im Raum',
    aside: 'sagt der Seite, wo der Avatar ist',
  },
  connectedFor: (seconds) => `seit ${seconds} s`,
  packets: (received, sent) => `${received} Pakete von ihm, ${sent} an ihn`,
  loss: (from, to) =>
    to === null
      ? `${comma(from)} % verloren`
      : `${comma(from)} % auf dem Weg von ihm verloren, ${comma(to)} % auf dem Weg zu ihm`,
  jitter: (milliseconds) => `Jitter ${milliseconds} ms`,
  placeFrom: {
    viewer: 'Ort: wie der Viewer sagt',
    feed: 'Ort: wie die Region meldet',
    none: 'Ort: unbekannt',
  },
  routes: { direct: 'direkt miteinander verbunden', hub: 'durch den Media-Hub' },
  hears: (gain) => (gain > 0 ? `hört die Person mit ${Math.round(gain * 100)} %` : 'hört die Person nicht'),
  searchAccounts: 'Bewohner nach Name oder UUID suchen',
  nobodyFound: 'Niemand dieses Namens ist bekannt.',
  disabled: 'ausgesperrt',
  speaksIn: 'im Voice',
  lastSeen: (at) => `zuletzt gesehen ${time(at)}`,
  endSessions: 'Überall abmelden',
  disable: 'Aussperren',
  enable: 'Wieder zulassen',
  whatIsMissing: 'Was fehlt?',
  check: (code, state) => german.checks[code]?.[state] ?? code,
  checks: {
    'region-called': {
      good: 'Regionen fragen bei diesem Dienst nach Voice.',
      bad: 'Anfragen werden abgewiesen: vergleiche Passwörter und Geheimnisse dort mit den Zeilen unten.',
      unknown:
        'Seit dem Start hat keine Region angefragt. Stehen die Zeilen unten in der ini, und wurde der Simulator neu gestartet?',
    },
    positions: {
      good: 'Regionen melden, wo ihre Leute sind.',
      bad: 'Eine Region, die melden sollte, wo ihre Leute sind, tut es nicht. Ohne Positionen kommt niemand in einen Raum.',
      unknown:
        'Keine Region meldet, wo ihre Leute sind: Eine Seite kommt nur neben einem Viewer, der im Voice ist, in einen Raum. Richte RemoteAdmin oder das Skript aus den Zeilen unten ein.',
    },
    'remote-admin': {
      good: 'Jede Region, die über RemoteAdmin gefragt wird, antwortet.',
      bad: 'Eine Region antwortet nicht über RemoteAdmin.',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'Die eingerichteten Wege zur Anmeldung gehen in ihren Regionen.',
      bad: 'Ein Weg zur Anmeldung, der für eine Region eingerichtet ist, geht dort nicht. Er wird dort nicht angeboten; der Link geht immer.',
      unknown: 'Noch ist nicht bekannt, ob die eingerichteten Wege zur Anmeldung in ihren Regionen gehen.',
    },
    certificate: {
      good: 'Das Zertifikat ist euer eigenes.',
      bad: 'Das Zertifikat ist selbst ausgestellt: Browser warnen. Setze TLS_CERT_FILE und TLS_KEY_FILE.',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL ist gesetzt.',
      bad: 'PUBLIC_URL ist nicht gesetzt: Links tragen die Adresse unten. Erreichen Bewohner sie?',
      unknown: '',
    },
    turn: {
      good: 'TURN antwortet und leitet weiter.',
      bad: 'TURN leitet nicht weiter.',
      unknown: 'Kein TURN-Server ist eingerichtet: Bewohner hinter strengen Firewalls hören einander nicht.',
    },
    'media-port': {
      good: 'Durch den Port des Media-Hubs ist Voice gekommen.',
      bad: 'Ein Viewer wartet auf seine Verbindung: Der Port des Media-Hubs muss in Firewall und Router offen sein.',
      unknown:
        'Native Viewer und große Räume brauchen den Port des Media-Hubs, offen in Firewall und Router. Noch hat ihn niemand benutzt.',
    },
  },
  lines: {
    openSimIni: 'OpenSim.ini mit dem Vivox-Modul (jeder OpenSimulator)',
    webRtcIni: 'OpenSim.ini mit dem WebRTC-Addon (Viewer sprechen ohne Browser)',
    regionsJson: 'config/regions.json dieses Dienstes',
    scriptNotecard: 'Ein Skript, das Positionen meldet',
    turnserverConf: 'turnserver.conf von coturn',
  },
  linesHint: {
    openSimIni:
      'Für alle Generationen des Moduls. Hat die Datei schon einen Abschnitt dieses Namens, gehören die Zeilen in diesen: ein zweiter ersetzt den ersten. Setze das Vivox-Admin-Passwort an seine Stelle und starte den Simulator neu.',
    webRtcIni:
      'Für Simulatoren mit dem Addon, anstelle der Zeilen oben: das Vivox-Modul muss dort aus sein. Hat die Datei schon einen Abschnitt dieses Namens, gehören die Zeilen in diesen. Setze das Regions-Geheimnis an seine Stelle und starte den Simulator neu.',
    regionsJson:
      'Ein Eintrag für jede Region, die über RemoteAdmin gefragt wird; das Passwort gehört in die genannte Datei.',
    scriptNotecard: 'Die Skripte liegen in config/opensim/. Setze das Regions-Geheimnis an seine Stelle.',
    turnserverConf: 'Setze TURN_SECRET an seine Stelle; oder „npm run turn-config“ schreibt die ganze Datei.',
  },
  secrets: { regionSecret: 'Regions-Geheimnis', vivoxAdminPassword: 'Vivox-Admin-Passwort' },
  fixedSecret: 'Es ist in der Umgebung gesetzt: ändere es dort und starte den Dienst neu.',
  show: 'Einmal zeigen',
  hide: 'Verbergen',
  shownOnce:
    'Jetzt kopieren: Es wird nicht wieder gezeigt. Solange es hier steht, haben die Zeilen unten es an seiner Stelle.',
  shownBefore:
    'Es wurde schon gezeigt und wird nicht wieder gezeigt. Wer es verloren hat, erzeugt ein neues oder liest data/secrets.json auf dem Server.',
  tokenShownOnce: 'Jetzt kopieren: Er wird nicht wieder gezeigt.',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  notCopied: 'Der Browser erlaubt das Kopieren nicht: markiere den Text und kopiere ihn selbst.',
  renew: 'Neu erzeugen …',
  renewYes: 'Ja, neu erzeugen',
  renewMeans: {
    regionSecret:
      'Von da an wird jedes Skript, jedes Modul und jeder Simulator mit dem alten Geheimnis abgewiesen: Positionen bleiben aus, bis jedes das neue hat, und nach fünf Minuten fallen ihre Leute aus dem Voice. Simulatoren mit dem WebRTC-Addon können Voice für niemanden starten, bis ihre ini es hat und sie neu gestartet wurden.',
    vivoxAdminPassword:
      'Von da an kann kein laufender Simulator Voice für jemanden starten, bis seine OpenSim.ini das neue Passwort hat und er neu gestartet wurde. Wer im Voice ist, bleibt drin.',
  },
  admins: 'Admins',
  roles: { owner: 'Eigentümer', moderator: 'Moderator' },
  role: 'Rolle',
  newPassword: `Neues Passwort, ab ${MIN_ADMIN_PASSWORD_LENGTH} Zeichen`,
  addAdmin: 'Hinzufügen',
  remove: 'Entfernen',
  ownPassword: 'Dein Passwort',
  currentPassword: 'Dein bisheriges Passwort',
  changePassword: 'Ändern',
  passwordChanged: 'Geändert. Hier bleibst du angemeldet, überall sonst bist du abgemeldet.',
  passwordFaults: {
    'wrong-password': 'Das ist nicht dein Passwort.',
    invalid: 'Nimm 10 bis 200 Zeichen.',
  },
  sessions: 'Angemeldet',
  thisOne: 'Dieser Browser.',
  revoke: 'Beenden',
  signOutEverywhere: 'Überall abmelden',
  tokens: 'Token für Programme',
  tokensHint: 'Ein Programm sendet ihn als „Authorization: Bearer …“. Beispiele: docs/admin-api.md.',
  token: 'Token',
  tokenFor: 'Wofür',
  makeToken: 'Token erzeugen',
  searchAudit: 'Tat, Person oder Kanal suchen',
  undo: 'Rückgängig',
  undone: '(rückgängig gemacht)',
  acts: {
    'signed-in': 'Angemeldet',
    'sign-in-refused': 'Anmeldung abgelehnt',
    'sign-ins-refused': 'Weitere Anmeldungen abgelehnt, nur gezählt:',
    'own-password-changed': 'Eigenes Passwort geändert:',
    'signed-out-everywhere': 'Überall abgemeldet:',
    'channel-changed': 'Geändert:',
    'channel-deleted': 'Gelöscht:',
    muted: 'Stummgeschaltet:',
    unmuted: 'Stumm aufgehoben:',
    'all-muted': 'Alle stummgeschaltet in',
    'all-unmuted': 'Stumm aufgehoben für alle in',
    'floor-given': 'Wort gegeben:',
    'floor-taken': 'Wort genommen:',
    kicked: 'Hinausgeworfen:',
    banned: 'Gesperrt:',
    unbanned: 'Wieder hereingelassen:',
    'account-disabled': 'Ausgesperrt:',
    'account-enabled': 'Wieder zugelassen:',
    'sessions-ended': 'Abgemeldet:',
    'secret-shown': 'Geheimnis angesehen:',
    'secret-renewed': 'Geheimnis erneuert:',
    'token-made': 'Token erzeugt:',
    'token-revoked': 'Token widerrufen:',
    'session-revoked': 'Sitzung beendet:',
    'admin-added': 'Admin hinzugefügt:',
    'admin-removed': 'Admin entfernt:',
    'admin-password-set': 'Passwort gesetzt:',
  },
}
