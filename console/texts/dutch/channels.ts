/** The words about the channels and their settings, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelTexts } from '../english/channels.js'

const format = inLanguage('nl')

export const channelsDutch: ChannelTexts = {
  searchChannels: 'Een kanaal zoeken',
  filter: 'Tonen',
  filters: { all: 'alle', edited: 'gewijzigd', pinned: 'vastgezet', occupied: 'met mensen' },
  shown: (count, total) => `${format.number(count)} van ${format.number(total)}`,
  chooseOne: (name) => `${name} kiezen`,
  chooseAll: (count) => `Alle ${format.number(count)} kiezen`,
  chooseNone: 'Geen kiezen',
  editChosen: (count) => `${format.number(count)} samen wijzigen`,
  channel: 'Kanaal',
  range: 'Bereik',
  notes: 'Notities',
  editor: 'Kanaalinstellingen',
  editMany: (count) => format.plural(count, { one: '# kanaal', other: '# kanalen' }),
  manyHint: 'Alleen wat je hier wijzigt, geldt voor allemaal.',
  saveMany: (count) => format.plural(count, { one: '# kanaal opslaan', other: '# kanalen opslaan' }),
  savedAndHeard: 'Opgeslagen. In de kamer klinkt het al zo.',
  asTheRegionSays: 'Terug naar wat de regio zegt',
  deleteChannel: 'Verwijderen…',
  deleteMeans: (isFolder, people) =>
    `${isFolder ? 'De map en elk kanaal erin verdwijnen' : 'Het kanaal verdwijnt'} voorgoed, met alles wat hier werd ingesteld.${
      people > 0
        ? ` ${format.plural(people, { one: 'De persoon erin gaat', other: 'De # mensen erin gaan' })} naar de kamer van de regio.`
        : ''
    } Een regio die er opnieuw om vraagt, krijgt een nieuw.`,
  deleteYes: 'Ja, verwijderen',
  channelDeleted: 'Verwijderd.',
  compareWith: 'Vergelijken met',
  comparisons: {
    saved: 'wat opgeslagen staat',
    default: 'de standaard van OpenSimulator',
    channel: 'een ander kanaal',
    none: 'niets',
  },
  otherChannel: 'Welk kanaal',
  fields: {
    type: 'Soort',
    mode: 'Wie mag spreken',
    distanceModel: 'Afstandsmodel',
    rollOff: 'Afname',
    maxRangeMetres: 'Bereik (m)',
    clampingDistanceMetres: 'Vol volume tot (m)',
    whisperMetres: 'Fluisteren tot (m; 0: een zesde van het bereik)',
    shoutMetres: 'Roepen tot (m; 0: vijf derde van het bereik)',
    cone: 'Wie spreekt heeft een voorkant: erachter zachter',
    dulls: 'Afstand dempt stemmen: van ver minder hoge tonen',
    headphones: 'Viewers horen deze plek als met een koptelefoon, tenzij iemand anders kiest',
    capacity: 'Capaciteit (0: onbeperkt)',
    iceTransportPolicy: 'Verbindingen',
    neighbours: 'Over de grens van de regio',
    moderators: 'Moderatie',
    ownersModerate: 'Wie eigenaar van perceel of landgoed is, modereert ook',
    textOn: 'Hier mag men schrijven',
    textReach: 'Wie een bericht leest',
    textHistory: 'Wie binnenkomt, leest de laatste berichten',
    textSlowSeconds: 'Seconden tussen twee berichten (0: onbeperkt)',
    textBridge: 'Een script in de regio mag het met de lokale chat verbinden',
    pinned: 'vastgezet',
  },
  slider: (name) => `${name}, schuif`,
  types: { positional: 'naar afstand', conference: 'vergadering', directory: 'map' },
  modes: { open: 'iedereen', lecture: 'lezing', presentation: 'presentatie', auditorium: 'auditorium' },
  models: { none: 'geen', inverse: 'omgekeerd', linear: 'lineair', exponent: 'exponentieel' },
  text: 'Tekst',
  textReaches: { room: 'iedereen op de plek', voice: 'wie de schrijver zou horen' },
  transports: {
    all: 'rechtstreeks waar het kan',
    relay: 'alleen via het relais (verbergt adressen)',
    hub: 'alleen via de mediahub (verbergt adressen)',
  },
  neighbours: {
    auto: 'open voor een regio, gesloten voor een perceel',
    open: 'open voor buren',
    out: 'buren horen deze plek',
    in: 'deze plek hoort buren',
    closed: 'gesloten',
  },
  modeHint: {
    open: 'Iedereen mag spreken.',
    lecture: 'Alleen de moderatie spreekt.',
    presentation: 'De moderatie spreekt, en wie van haar het woord krijgt.',
    auditorium: 'Als een presentatie, in het hele kanaal op vol volume te horen.',
  },
  addModerator: 'Aan de moderatie toevoegen: een deel van de naam',
  removeModerator: (name) => `${name} uit de moderatie halen`,
  ownersAre: (names) => `Daarnaast, als eigenaar: ${names}`,
  pinnedHint: 'Vastgezet: nooit verwijderd, hoelang niemand het ook gebruikt',
  faults: {
    'out-of-limits': 'Dit getal valt buiten wat hier kan.',
    'bridge-by-voice':
      'De lokale chat kan niet verbonden worden met tekst die maar zo ver reikt als de stem.',
    'clamp-above-range': 'Het volle volume zou verder reiken dan het bereik: neem een kleinere afstand.',
    'whisper-above-range': 'Fluisteren zou verder reiken dan het bereik: neem een kleinere afstand, of 0.',
    'shout-below-range': 'Roepen zou minder ver reiken dan het bereik: neem een grotere afstand, of 0.',
    'range-zero': 'Met een bereik van 0 m zou niemand iemand horen.',
    directory: 'Een map blijft een map, en een kanaal een kanaal.',
    invalid: 'Deze waarde is ongeldig.',
  },
  silentFrom: (value) => `stil vanaf ${format.metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }, silence) =>
    distanceModel === 'none'
      ? 'Iedereen klinkt op vol volume, waar die ook staat.'
      : `Vol volume tot ${format.metres(clamp)}, stil vanaf ${format.metres(silence)}.`,
  trap: (range, silence) =>
    `Het bereik is ${format.metres(range)}, maar vanaf ${format.metres(silence)} wordt het stil: met het lineaire model eindigt een afname boven 1 eerder. Neem voor het hele bereik afname 1 of een ander model.`,
}
