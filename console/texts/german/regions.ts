/** The words about the regions and the state of the service, in German. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RegionTexts } from '../english/regions.js'

const format = inLanguage('de')

export const regionsGerman: RegionTexts = {
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
  joinFailures: 'Warum Leute nicht sprechen konnten, seit dem Start',
  joinFailure: {
    'not-in-world': 'Keine Region meldet, dass der Avatar in der Welt ist',
    'no-positions': 'Die Region meldet keine Positionen, und kein eigener Viewer war im Voice',
    'channel-full': 'Der Kanal war voll',
    'grid-full': 'Das Grid hatte seine Grenze erreicht',
    banned: 'Aus dem Kanal ausgesperrt',
    'relay-unavailable': 'Die Adresse sollte verborgen bleiben, und es gibt weder TURN-Server noch Media-Hub',
    'microphone-denied': 'Das Mikrofon wurde nicht erlaubt',
    'microphone-missing': 'Es gab kein Mikrofon',
    'microphone-busy': 'Ein anderes Programm benutzte das Mikrofon',
    'insecure-page': 'Die Seite wurde ohne https geöffnet: so gibt es kein Mikrofon',
    connection: 'Zu jemandem kam keine Verbindung zustande: meist eine Firewall; TURN hilft',
  },
  times: (count) => format.plural(count, { one: 'einmal', other: '#-mal' }),
  hub: {
    title: 'Media-Hub',
    unused: 'noch nicht gebraucht',
    starting: 'startet',
    down: 'beendet, startet neu',
    closed: 'Niemand erreicht diesen Port: Er muss in der Firewall offen sein.',
    rooms: (count) => format.plural(count, { one: 'ein Raum', other: '# Räume' }),
    peers: (count) => format.plural(count, { one: 'eine Verbindung', other: '# Verbindungen' }),
    turns: (half, most) => `die Hälfte der Takte in ${half}, 99 % in ${most}`,
    late: (count) => format.plural(count, { one: 'ein Takt ausgelassen', other: '# Takte ausgelassen' }),
    restarts: (count) => format.plural(count, { one: 'einmal neu gestartet', other: '#-mal neu gestartet' }),
  },
  regions: 'Regionen',
  region: 'Region',
  noRegions: 'Noch meldet keine Region, wo ihre Leute sind. Unter „Einrichtung“ stehen die Zeilen dafür.',
  inVoice: (count) => `${format.number(count)} im Voice`,
  feed: (source, ago, avatars) =>
    `${source === 'push' ? 'Skript oder Modul' : 'RemoteAdmin'}: ${format.plural(avatars, { one: '# Avatar', other: '# Avatare' })}, ${ago}`,
  noFeed: 'Keine Positionen.',
  noRoomFor: (avatars) => `Für ${format.number(avatars)} von ihnen ist kein Platz.`,
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
  regionList: {
    find: 'Region, Parzelle oder Simulator suchen',
    which: 'Welche Regionen',
    shown: {
      all: 'Alle Regionen',
      voice: 'Mit Leuten im Voice',
      missing: 'Verschwunden oder offline',
      unplaced: 'Ohne Positionen',
      silent: 'Mit einer stummen Grenze',
    },
    place: (x, y) => `bei ${x}, ${y}`,
    placeUnknown: 'niemand sagt, wo sie liegt: Über ihre Grenzen hört sich niemand',
    silentBorder: (name, node) =>
      `Seiten hören niemanden über die Grenze zu ${name}: Diese Region gehört einem anderen Knoten (${node}).`,
    goneSince: (time) => `verschwunden seit ${time}`,
    offline: 'nicht online',
    voiceOff: 'Voice ist aus',
    estateChannel: 'im Kanal des Estates',
    unnamed: 'Eine Parzelle ohne Namen',
    none: 'Eine solche Region gibt es nicht.',
    notAsked:
      'Hier stehen nur die Regionen, die Positionen melden: Mit ROBUST_URL nennt das Grid selbst alle.',
    more: (count) =>
      format.plural(count, {
        one: 'und eine weitere: Suche nach ihr',
        other: 'und # weitere: Suche nach einer',
      }),
  },
  callers: 'Simulatoren, die angefragt haben',
  noCallers: 'Seit dem Start hat keine Region nach Voice gefragt.',
  generation: {
    'from-0.9.2': 'Vivox-Modul, OpenSimulator 0.9.2 oder neuer',
    'before-0.9.2': 'Vivox-Modul, älter als 0.9.2',
    webrtc: 'WebRTC-Addon',
  },
  calls: (count) => format.plural(count, { one: '# Anfrage', other: '# Anfragen' }),
  refusedCalls: (count, over) =>
    over
      ? format.plural(count, {
          one: '# wurde zuvor abgewiesen, die letzte:',
          other: '# wurden zuvor abgewiesen, die letzte:',
        })
      : format.plural(count, {
          one: '# Anfrage wurde abgewiesen, die letzte:',
          other: '# Anfragen wurden abgewiesen, die letzte:',
        }),
  nodes: 'Knoten',
  nodeAreas: (count) => format.plural(count, { one: '# Bereich', other: '# Bereiche' }),
  nodeDrained: 'geräumt',
  drain: 'Räumen',
  drainMeans:
    'Er gibt seine Regionen an die anderen Knoten ab: Seiten verbinden sich neu, und Stimmen über den Medien-Hub setzen kurz aus. Bis zu seinem Neustart nimmt er keine mehr.',
  drainYes: 'Ja, räumen',
  health: 'Der Dienst',
  storeGood: 'Die Datenbank antwortet und ist beschreibbar.',
  storeBad:
    'Nichts lässt sich speichern: Gesprochen wird weiter, aber was sich jetzt ändert, geht bei einem Neustart verloren.',
  channelCount: (count) => `${format.plural(count, { one: '# Kanal', other: '# Kanäle' })}.`,
  uptime: (time) => `Läuft seit ${time}.`,
}
