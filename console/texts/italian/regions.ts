/** The words about the regions and the state of the service, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RegionTexts } from '../english/regions.js'

const format = inLanguage('it')

export const regionsItalian: RegionTexts = {
  counts: {
    people: 'In voce',
    speaking: 'Parlano',
    rooms: 'Stanze',
    avatars: 'Nel mondo',
    viewers: 'Viewer nativi',
    hubCores: 'Hub multimediale, core',
    droppedTurns: 'Hub in ritardo, 1 h',
    joinFailures: 'Ingressi falliti, 1 h',
    timeToVoiceMs: 'Tempo fino alla voce',
    relayedShare: 'Via relay',
    refusedSignIns: 'Rifiutati, 1 h',
    oldestFeedSeconds: 'Posizione più vecchia',
  },
  joinFailures: 'Perché non si è potuto parlare, dall’avvio',
  joinFailure: {
    'not-in-world': 'Nessuna regione segnala il loro avatar nel mondo',
    'no-positions': 'La loro regione non comunica posizioni, e il loro viewer non era in voce',
    'channel-full': 'Il canale era pieno',
    'grid-full': 'La grid aveva raggiunto il limite',
    banned: 'Sono banditi dal canale',
    'relay-unavailable': 'Nascondono il loro indirizzo, e non c’è né un server TURN né un hub multimediale',
    'microphone-denied': 'Non hanno consentito il microfono',
    'microphone-missing': 'Non c’era microfono',
    'microphone-busy': 'Il microfono era usato da un altro programma',
    'insecure-page': 'La pagina è stata aperta senza https, quindi non c’è microfono',
    connection: 'Un collegamento con qualcuno è fallito: per lo più un firewall; TURN aiuta',
  },
  times: (count) => format.plural(count, { one: 'una volta', other: '# volte' }),
  hub: {
    title: 'Hub multimediale',
    unused: 'non ancora necessario',
    starting: 'si avvia',
    down: 'terminato, si riavvia',
    closed: 'Nessuno raggiunge questa porta: va aperta nel firewall.',
    rooms: (count) => format.plural(count, { one: 'una stanza', other: '# stanze' }),
    peers: (count) => format.plural(count, { one: 'una connessione', other: '# connessioni' }),
    turns: (half, most) => `metà dei turni entro ${half}, il 99 % entro ${most}`,
    late: (count) => format.plural(count, { one: 'un turno saltato', other: '# turni saltati' }),
    restarts: (count) => format.plural(count, { one: 'riavviato una volta', other: 'riavviato # volte' }),
  },
  regions: 'Regioni',
  region: 'Regione',
  noRegions:
    'Nessuna regione dice ancora dove sono le sue persone. In «Configurazione» ci sono le righe per farlo.',
  inVoice: (count) => `${format.number(count)} in voce`,
  feed: (source, ago, avatars) =>
    `${source === 'push' ? 'Script o modulo' : 'RemoteAdmin'}: ${format.plural(avatars, { one: '# avatar', other: '# avatar' })}, ${ago}`,
  noFeed: 'Nessuna posizione.',
  noRoomFor: (avatars) => `Non c’è posto per ${format.number(avatars)} di loro.`,
  oddEntry: (agentId, what) =>
    `Una voce dell’elenco è strana${agentId === null ? '' : ` (${agentId})`}: ${what}; tutte le altre contano.`,
  oddities: {
    entry: 'non è una voce valida e viene tralasciata',
    id: 'il suo id non è un UUID e viene tralasciata',
    twice: 'compare due volte e conta una',
    name: 'il suo nome è vuoto o troppo lungo',
    position: 'la sua posizione non è nella regione, quindi resta dov’era',
    look: 'il suo sguardo non è una direzione',
    parcel: 'la sua parcella non è un UUID',
    voice: 'i suoi indicatori vocali non sono validi',
  },
  notAnswered: 'Non ha ancora risposto.',
  regionList: {
    find: 'Cerca una regione, una parcella o un simulatore',
    which: 'Quali regioni',
    shown: {
      all: 'Tutte le regioni',
      voice: 'Con persone in voce',
      missing: 'Scomparse o non in linea',
      unplaced: 'Senza posizioni',
      silent: 'Con un confine muto',
    },
    place: (x, y) => `a ${x}, ${y}`,
    placeUnknown: 'nessuno dice dove si trova: nessuna voce attraversa i suoi confini',
    silentBorder: (name, node) =>
      `Le pagine non sentono nessuno oltre il confine con ${name}: quella regione appartiene a un altro nodo (${node}).`,
    goneSince: (time) => `scomparsa dal ${time}`,
    offline: 'non in linea',
    voiceOff: 'la voce è disattivata',
    estateChannel: 'nel canale della tenuta',
    unnamed: 'Una parcella senza nome',
    none: 'Non c’è una regione simile.',
    notAsked:
      'Qui ci sono solo le regioni che dicono le posizioni: con ROBUST_URL la griglia stessa le elenca tutte.',
    more: (count) => format.plural(count, { one: 'e un’altra: cercala', other: 'e altre #: cercane una' }),
  },
  callers: 'Simulatori che hanno chiamato',
  noCallers: 'Nessuna regione ha chiesto la voce dall’avvio.',
  generation: {
    'from-0.9.2': 'Modulo Vivox, OpenSimulator 0.9.2 o più recente',
    'before-0.9.2': 'Modulo Vivox, precedente a 0.9.2',
    webrtc: 'Componente WebRTC',
  },
  calls: (count) => format.plural(count, { one: '# richiesta', other: '# richieste' }),
  refusedCalls: (count, over) =>
    over
      ? format.plural(count, {
          one: 'Prima ne è stata rifiutata #, l’ultima:',
          other: 'Prima ne sono state rifiutate #, l’ultima:',
        })
      : format.plural(count, {
          one: '# richiesta è stata rifiutata, l’ultima:',
          other: '# richieste sono state rifiutate, l’ultima:',
        }),
  nodes: 'Nodi',
  nodeAreas: (count) => format.plural(count, { one: '# area', other: '# aree' }),
  nodeDrained: 'svuotato',
  drain: 'Svuota',
  drainMeans:
    'Cede le sue regioni agli altri nodi: le pagine si ricollegano e le voci dell’hub multimediale si interrompono per un attimo. Non ne prende altre fino al riavvio.',
  drainYes: 'Sì, svuota',
  health: 'Il servizio',
  storeGood: 'Il database risponde e si può scrivere.',
  storeBad: 'Non si può salvare nulla: la voce continua, ma ciò che cambia ora va perso al riavvio.',
  channelCount: (count) => `${format.plural(count, { one: '# canale', other: '# canali' })}.`,
  uptime: (time) => `In funzione da ${time}.`,
}
