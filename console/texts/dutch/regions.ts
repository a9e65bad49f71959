/** The words about the regions and the state of the service, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RegionTexts } from '../english/regions.js'

const format = inLanguage('nl')

export const regionsDutch: RegionTexts = {
  counts: {
    people: 'In spraak',
    speaking: 'Aan het woord',
    rooms: 'Kamers',
    avatars: 'In de wereld',
    viewers: 'Eigen viewers',
    hubCores: 'Mediahub, kernen',
    droppedTurns: 'Hub te laat, 1 u',
    joinFailures: 'Mislukt, 1 u',
    timeToVoiceMs: 'Tijd tot spraak',
    relayedShare: 'Via relais',
    refusedSignIns: 'Geweigerd, 1 u',
    oldestFeedSeconds: 'Oudste positie',
  },
  joinFailures: 'Waarom mensen niet konden praten, sinds de start',
  joinFailure: {
    'not-in-world': 'Geen regio meldt hun avatar in de wereld',
    'no-positions': 'Hun regio meldt geen posities, en hun viewer deed niet mee met spraak',
    'channel-full': 'Het kanaal zat vol',
    'grid-full': 'Het grid had zijn limiet bereikt',
    banned: 'Ze zijn verbannen uit het kanaal',
    'relay-unavailable': 'Ze verbergen hun adres, en een TURN-server of mediahub ontbreekt',
    'microphone-denied': 'Ze stonden de microfoon niet toe',
    'microphone-missing': 'Er was geen microfoon',
    'microphone-busy': 'Een ander programma gebruikte de microfoon',
    'insecure-page': 'De pagina werd zonder https geopend, dus zonder microfoon',
    connection: 'Een verbinding met iemand mislukte: meestal een firewall; TURN helpt',
  },
  times: (count) => format.plural(count, { one: 'één keer', other: '# keer' }),
  hub: {
    title: 'Mediahub',
    unused: 'nog niet nodig',
    starting: 'start op',
    down: 'gestopt, start opnieuw',
    closed: 'Niemand bereikt deze poort: open hem in de firewall.',
    rooms: (count) => format.plural(count, { one: 'één ruimte', other: '# ruimtes' }),
    peers: (count) => format.plural(count, { one: 'één verbinding', other: '# verbindingen' }),
    turns: (half, most) => `de helft van de beurten binnen ${half}, 99 % binnen ${most}`,
    late: (count) => format.plural(count, { one: 'één beurt overgeslagen', other: '# beurten overgeslagen' }),
    restarts: (count) => format.plural(count, { one: 'één keer herstart', other: '# keer herstart' }),
  },
  regions: 'Regio’s',
  region: 'Regio',
  noRegions: 'Nog geen regio meldt waar haar mensen staan. Bij “Inrichting” staan de regels daarvoor.',
  inVoice: (count) => `${format.number(count)} in spraak`,
  feed: (source, ago, avatars) =>
    `${source === 'push' ? 'Script of module' : 'RemoteAdmin'}: ${format.plural(avatars, { one: '# avatar', other: '# avatars' })}, ${ago}`,
  noFeed: 'Geen posities.',
  noRoomFor: (avatars) => `Voor ${format.number(avatars)} van hen ontbreekt plaats.`,
  oddEntry: (agentId, what) =>
    `Eén vermelding klopt niet${agentId === null ? '' : ` (${agentId})`}: ${what}; alle andere tellen.`,
  oddities: {
    entry: 'ze is geen geldige vermelding en wordt overgeslagen',
    id: 'haar id is geen UUID en ze wordt overgeslagen',
    twice: 'ze staat er twee keer en telt één keer',
    name: 'haar naam is leeg of te lang',
    position: 'haar positie ligt niet in de regio, dus blijft ze waar ze was',
    look: 'haar blik is geen richting',
    parcel: 'haar perceel is geen UUID',
    voice: 'haar spraakvlaggen zijn ongeldig',
  },
  notAnswered: 'Heeft nog niet geantwoord.',
  regionList: {
    find: 'Zoek een regio, een perceel of een simulator',
    which: 'Welke regio’s',
    shown: {
      all: 'Alle regio’s',
      voice: 'Met mensen in spraak',
      missing: 'Verdwenen of offline',
      unplaced: 'Zonder posities',
      silent: 'Met een stille grens',
    },
    place: (x, y) => `op ${x}, ${y}`,
    placeUnknown: 'niemand zegt waar ze ligt: geen stem komt over haar grenzen',
    silentBorder: (name, node) =>
      `Pagina’s horen niemand over de grens met ${name}: die regio hoort bij een ander knooppunt (${node}).`,
    goneSince: (time) => `verdwenen sinds ${time}`,
    offline: 'niet online',
    voiceOff: 'spraak staat uit',
    estateChannel: 'in het kanaal van het landgoed',
    unnamed: 'Een perceel zonder naam',
    none: 'Zo’n regio is er niet.',
    notAsked:
      'Hier staan alleen de regio’s die posities melden: met ROBUST_URL noemt het grid zelf ze allemaal.',
    more: (count) => format.plural(count, { one: 'en nog één: zoek ernaar', other: 'en nog #: zoek er een' }),
  },
  callers: 'Simulators die vroegen',
  noCallers: 'Geen regio vroeg om spraak sinds de start.',
  generation: {
    'from-0.9.2': 'Vivox-module, OpenSimulator 0.9.2 of nieuwer',
    'before-0.9.2': 'Vivox-module, ouder dan 0.9.2',
    webrtc: 'WebRTC-uitbreiding',
  },
  calls: (count) => format.plural(count, { one: '# verzoek', other: '# verzoeken' }),
  refusedCalls: (count, over) =>
    over
      ? format.plural(count, {
          one: '# werd eerder geweigerd, het laatste:',
          other: '# werden eerder geweigerd, het laatste:',
        })
      : format.plural(count, {
          one: '# verzoek werd geweigerd, het laatste:',
          other: '# verzoeken werden geweigerd, het laatste:',
        }),
  nodes: 'Knooppunten',
  nodeAreas: (count) => format.plural(count, { one: '# gebied', other: '# gebieden' }),
  nodeDrained: 'leeggemaakt',
  drain: 'Leegmaken',
  drainMeans:
    'Het geeft zijn regio’s aan de andere knooppunten: pagina’s verbinden opnieuw, en stemmen via de mediahub vallen even stil. Tot een herstart neemt het er geen meer.',
  drainYes: 'Ja, leegmaken',
  health: 'De dienst',
  storeGood: 'De database antwoordt en kan beschreven worden.',
  storeBad:
    'Er kan niets worden opgeslagen: de spraak gaat door, maar wat nu verandert, gaat bij een herstart verloren.',
  channelCount: (count) => `${format.plural(count, { one: '# kanaal', other: '# kanalen' })}.`,
  uptime: (time) => `Draait al ${time}.`,
}
