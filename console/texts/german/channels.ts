/** The words about the channels and their settings, in German. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelTexts } from '../english/channels.js'

const format = inLanguage('de')

export const channelsGerman: ChannelTexts = {
  searchChannels: 'Kanal suchen',
  filter: 'Zeigen',
  filters: { all: 'alle', edited: 'geändert', pinned: 'angeheftet', occupied: 'mit Leuten' },
  shown: (count, total) => `${format.number(count)} von ${format.number(total)}`,
  chooseOne: (name) => `${name} auswählen`,
  chooseAll: (count) => `Alle ${format.number(count)} auswählen`,
  chooseNone: 'Keinen auswählen',
  editChosen: (count) => `${format.number(count)} zusammen ändern`,
  channel: 'Kanal',
  range: 'Reichweite',
  notes: 'Anmerkungen',
  editor: 'Einstellungen des Kanals',
  editMany: (count) => format.plural(count, { one: '# Kanal', other: '# Kanäle' }),
  manyHint: 'Nur was du hier änderst, gilt danach für alle.',
  saveMany: (count) => format.plural(count, { one: '# Kanal speichern', other: '# Kanäle speichern' }),
  savedAndHeard: 'Gespeichert. Wer im Raum ist, hört es schon.',
  asTheRegionSays: 'Zurück zu dem, was die Region sagt',
  deleteChannel: 'Löschen …',
  deleteMeans: (isFolder, people) =>
    `${isFolder ? 'Der Ordner und jeder Kanal darin sind' : 'Der Kanal ist'} dann endgültig weg, mit allem, was hier eingestellt wurde.${
      people > 0
        ? ` ${format.plural(people, { one: 'Die Person darin kommt', other: 'Die # Leute darin kommen' })} in den Raum der Region.`
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
    whisperMetres: 'Flüstern bis (m; 0: ein Sechstel der Reichweite)',
    shoutMetres: 'Rufen bis (m; 0: fünf Drittel der Reichweite)',
    cone: 'Wer spricht, hat eine Vorderseite: dahinter leiser',
    dulls: 'Entfernung dämpft: von weit her weniger hohe Töne',
    headphones: 'Viewer hören diesen Ort wie mit Kopfhörern, wenn jemand es nicht anders gewählt hat',
    capacity: 'Plätze (0: beliebig viele)',
    iceTransportPolicy: 'Verbindungen',
    neighbours: 'Über die Grenze der Region',
    moderators: 'Moderatoren',
    ownersModerate: 'Wem die Parzelle oder das Estate gehört, moderiert auch',
    textOn: 'Hier darf geschrieben werden',
    textReach: 'Wer eine Nachricht liest',
    textHistory: 'Wer kommt, liest die letzten Nachrichten',
    textSlowSeconds: 'Sekunden zwischen zwei Nachrichten (0: beliebig)',
    textBridge: 'Ein Skript in der Region darf den lokalen Chat damit verbinden',
    pinned: 'angeheftet',
  },
  slider: (name) => `${name}, Schieber`,
  types: { positional: 'nach Entfernung', conference: 'Konferenz', directory: 'Ordner' },
  modes: { open: 'alle', lecture: 'Vortrag', presentation: 'Präsentation', auditorium: 'Auditorium' },
  models: { none: 'keines', inverse: 'invers', linear: 'linear', exponent: 'exponentiell' },
  text: 'Geschriebenes',
  textReaches: { room: 'alle am Ort', voice: 'wer die Stimme hören würde' },
  transports: {
    all: 'direkt, wo es geht',
    relay: 'nur über das Relais (verbirgt Adressen)',
    hub: 'nur über den Media-Hub (verbirgt Adressen)',
  },
  neighbours: {
    auto: 'offen für Regionen, geschlossen für Parzellen',
    open: 'offen für Nachbarn',
    out: 'Nachbarn hören diesen Ort',
    in: 'dieser Ort hört Nachbarn',
    closed: 'geschlossen',
  },
  modeHint: {
    open: 'Alle dürfen sprechen.',
    lecture: 'Nur Moderatoren sprechen.',
    presentation: 'Moderatoren sprechen, und wem sie das Wort geben.',
    auditorium: 'Wie eine Präsentation, überall im Kanal in voller Lautstärke.',
  },
  addModerator: 'Jemanden hinzufügen: ein Teil des Namens',
  removeModerator: (name) => `${name} moderiert nicht mehr`,
  ownersAre: (names) => `Außerdem, als Eigentümer: ${names}`,
  pinnedHint: 'Angeheftet: wird nie entfernt, auch wenn ihn lange niemand benutzt',
  faults: {
    'out-of-limits': 'Diese Zahl liegt außerhalb dessen, was hier möglich ist.',
    'bridge-by-voice':
      'Text, der nur so weit reicht wie die Stimme, lässt sich nicht mit dem lokalen Chat verbinden.',
    'clamp-above-range':
      'Die volle Lautstärke reichte weiter als die Reichweite: nimm eine kleinere Entfernung.',
    'whisper-above-range':
      'Flüstern reichte weiter als die Reichweite: nimm eine kleinere Entfernung oder 0.',
    'shout-below-range':
      'Rufen reichte weniger weit als die Reichweite: nimm eine größere Entfernung oder 0.',
    'range-zero': 'Bei 0 m Reichweite hört niemand irgendwen.',
    directory: 'Ein Ordner bleibt ein Ordner und ein Kanal ein Kanal.',
    invalid: 'Dieser Wert ist ungültig.',
  },
  silentFrom: (value) => `still ab ${format.metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }, silence) =>
    distanceModel === 'none'
      ? 'Alle sind in voller Lautstärke zu hören, wo sie auch stehen.'
      : `Volle Lautstärke bis ${format.metres(clamp)}, still ab ${format.metres(silence)}.`,
  trap: (range, silence) =>
    `Die Reichweite ist ${format.metres(range)}, still ist es aber schon ab ${format.metres(silence)}: Im linearen Modell endet ein Abfall über 1 früher. Für die ganze Reichweite nimm Abfall 1 oder ein anderes Modell.`,
}
