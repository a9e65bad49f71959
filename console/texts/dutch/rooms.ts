/** The words about the rooms and who is in them, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RoomTexts } from '../english/rooms.js'

const format = inLanguage('nl')

export const roomsDutch: RoomTexts = {
  mapHint: 'Kies iemand om te zien wie die hoort.',
  heardBy: (name) => `De lijnen leiden naar wie ${name} hoort; bij de cirkel begint de stilte.`,
  mapLabel: (count) =>
    `Kaart van de regio met ${format.plural(count, { one: '# persoon', other: '# mensen' })}; de lijst ernaast zegt hetzelfde in woorden.`,
  feedLost: 'De regio zwijgt: de posities zijn de laatst bekende.',
  handRaised: (place) => `hand omhoog, nr. ${place}`,
  mute: 'Dempen',
  unmute: 'Laten horen',
  until: (time) => `tot: ${time}`,
  hasFloor: 'heeft het woord',
  speaks: 'spreekt',
  moderator: 'modereert',
  notInVoice: 'niet in spraak',
  positionFrom: (source, ago) =>
    source === null
      ? 'positie onbekend'
      : source === 'viewer'
        ? 'positie: die van de viewer'
        : `positie: ${source === 'push' ? 'script' : 'RemoteAdmin'}, ${ago}`,
  client: { viewer: 'Viewer', page: 'Pagina' },
  forTime: (time) => ` al ${time}`,
  silence: {
    'not-in-voice': () => 'niet in spraak',
    'page-open': () => 'heeft de pagina open, maar praat niet mee',
    'not-in-world': () => 'wacht: geen regio meldt de avatar',
    'no-positions': () => 'wacht: de regio meldt geen posities',
    'region-away': () => 'wacht: de regio is onbereikbaar',
    'voice-off': () => 'wacht: spraak staat uit op dit perceel',
    'channel-full': () => 'wacht: het kanaal zit vol',
    'grid-full': () => 'wacht: het grid heeft zijn limiet bereikt',
    locked: () => 'wacht: de kamer is gesloten',
    'link-confined': () => 'wacht: de spraaklink geldt hier niet',
    'everybody-muted': () => 'iedereen is hier gedempt',
    loss: () => 'veel pakketten gaan onderweg hiervandaan verloren',
    alone: () => 'verder niemand in de kamer',
    'nobody-in-reach': () => 'niemand staat dichtbij genoeg om te horen',
    'feed-lost': () => 'de regio zwijgt: de posities zijn oud',
    connecting: () => 'verbindt',
    'connecting-long': (time) => `verbindt${time}: staat de UDP-poort van de mediahub open? Zie “Inrichting”`,
    joining: (time) => `verbonden, maar de viewer kwam niet binnen${time}`,
    'position-unknown': (time) => `positie nog onbekend${time}`,
    'listens-in': () => 'luistert mee vanuit een buurregio',
    'muted-by-moderator': () => 'gedempt door de moderatie',
    'may-only-listen': () => 'mag alleen luisteren, door de modus van het kanaal',
    'microphone-off': (time) => `microfoon uit${time}`,
    'no-packets': (time) => `er kwam geen pakket${time}`,
    'sends-silence': (time) => `de microfoon zendt stilte${time}`,
  },
  connectionState: {
    connecting: 'verbindt',
    'waiting-for-position': 'wacht op zijn positie',
    listening: 'luistert mee',
    'in-room': 'in de kamer',
    aside: 'vertelt de pagina waar de avatar staat',
  },
  connectedFor: (time) => `al ${time}`,
  packets: (received, sent) =>
    `${format.plural(received, { one: '# pakket ontvangen', other: '# pakketten ontvangen' })}, ${format.number(sent)} verzonden`,
  loss: (from, to) =>
    to === null ? `${from} verlies` : `${from} verlies bij ontvangst, ${to} bij verzending`,
  jitter: (time) => `schommeling ${time}`,
  placeFrom: {
    viewer: 'plek: zoals de viewer zegt',
    feed: 'plek: zoals de regio zegt',
    none: 'plek: onbekend',
  },
  routes: { direct: 'rechtstreeks met elkaar verbonden', hub: 'via de mediahub' },
  hears: (gain) => (gain > 0 ? `hoort die op ${format.percent(gain)}` : 'hoort die niet'),
}
