/** The words about the rooms and who is in them, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RoomTexts } from '../english/rooms.js'

const format = inLanguage('it')

export const roomsItalian: RoomTexts = {
  mapHint: 'Scegli qualcuno per vedere chi lo sente.',
  heardBy: (name) => `Le linee portano a chi sente ${name}; al cerchio comincia il silenzio.`,
  mapLabel: (count) =>
    `Mappa della regione con ${format.plural(count, { one: '# persona', other: '# persone' })}; l’elenco accanto dice lo stesso a parole.`,
  feedLost: 'La regione tace: le posizioni sono le ultime note.',
  handRaised: (place) => `mano alzata, n. ${place}`,
  mute: 'Togli l’audio',
  unmute: 'Ridai l’audio',
  until: (time) => `fino a: ${time}`,
  hasFloor: 'ha la parola',
  speaks: 'parla',
  moderator: 'modera',
  notInVoice: 'non in voce',
  positionFrom: (source, ago) =>
    source === null
      ? 'posizione ignota'
      : source === 'viewer'
        ? 'posizione: quella del viewer'
        : `posizione: ${source === 'push' ? 'script' : 'RemoteAdmin'}, ${ago}`,
  client: { viewer: 'Viewer', page: 'Pagina' },
  forTime: (time) => ` da ${time}`,
  silence: {
    'not-in-voice': () => 'non in voce',
    'page-open': () => 'ha la pagina aperta, ma non è entrato',
    'not-in-world': () => 'aspetta: nessuna regione segnala l’avatar',
    'no-positions': () => 'aspetta: la regione non dice le posizioni',
    'region-away': () => 'aspetta: la regione è irraggiungibile',
    'voice-off': () => 'aspetta: la voce è disattivata su questa parcella',
    'channel-full': () => 'aspetta: il canale è pieno',
    'grid-full': () => 'aspetta: la grid ha raggiunto il limite',
    locked: () => 'aspetta: la stanza è chiusa',
    'link-confined': () => 'aspetta: il link vocale non vale qui',
    'everybody-muted': () => 'qui tutti sono senza audio',
    loss: () => 'molti pacchetti si perdono in arrivo da qui',
    alone: () => 'nella stanza non c’è nessun altro',
    'nobody-in-reach': () => 'nessuno è abbastanza vicino da sentire',
    'feed-lost': () => 'la regione tace: le posizioni sono vecchie',
    connecting: () => 'collegamento',
    'connecting-long': (time) =>
      `collegamento${time}: la porta UDP dell’hub multimediale è aperta? Vedi «Configurazione»`,
    joining: (time) => `collegato, ma il viewer non è entrato${time}`,
    'position-unknown': (time) => `posizione ancora ignota${time}`,
    'listens-in': () => 'ascolta da una regione vicina',
    'muted-by-moderator': () => 'senza audio per la moderazione',
    'may-only-listen': () => 'può solo ascoltare, per la modalità del canale',
    'microphone-off': (time) => `microfono spento${time}`,
    'no-packets': (time) => `non è arrivato nessun pacchetto${time}`,
    'sends-silence': (time) => `il microfono invia silenzio${time}`,
  },
  connectionState: {
    connecting: 'collegamento',
    'waiting-for-position': 'aspetta la sua posizione',
    listening: 'ascolta',
    'in-room': 'nella stanza',
    aside: 'dice alla pagina dov’è l’avatar',
  },
  connectedFor: (time) => `da ${time}`,
  packets: (received, sent) =>
    `${format.plural(received, { one: '# pacchetto ricevuto', other: '# pacchetti ricevuti' })}, ${format.number(sent)} inviati`,
  loss: (from, to) =>
    to === null ? `${from} di perdita` : `${from} di perdita in ricezione, ${to} in invio`,
  jitter: (time) => `fluttuazione ${time}`,
  placeFrom: {
    viewer: 'luogo: come dice il viewer',
    feed: 'luogo: come dice la regione',
    none: 'luogo: ignoto',
  },
  routes: { direct: 'collegati direttamente tra loro', hub: 'tramite l’hub multimediale' },
  hears: (gain) => (gain > 0 ? `sente al ${format.percent(gain)}` : 'non sente'),
}
