/** The words about the channels and their settings, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelTexts } from '../english/channels.js'

const format = inLanguage('it')

export const channelsItalian: ChannelTexts = {
  searchChannels: 'Cerca un canale',
  filter: 'Mostra',
  filters: { all: 'tutti', edited: 'modificati', pinned: 'fissati', occupied: 'con persone' },
  shown: (count, total) => `${format.number(count)} di ${format.number(total)}`,
  chooseOne: (name) => `Scegli ${name}`,
  chooseAll: (count) => `Scegli tutti i ${format.number(count)}`,
  chooseNone: 'Non sceglierne nessuno',
  editChosen: (count) => `Modificane ${format.number(count)} insieme`,
  channel: 'Canale',
  range: 'Portata',
  notes: 'Note',
  editor: 'Impostazioni del canale',
  editMany: (count) => format.plural(count, { one: '# canale', other: '# canali' }),
  manyHint: 'Su tutti viene impostato solo ciò che cambi qui.',
  saveMany: (count) => format.plural(count, { one: 'Salva # canale', other: 'Salva # canali' }),
  savedAndHeard: 'Salvato. Nella stanza si sente già così.',
  asTheRegionSays: 'Torna a ciò che dice la regione',
  deleteChannel: 'Elimina…',
  deleteMeans: (isFolder, people) =>
    `${isFolder ? 'La cartella e tutti i suoi canali spariscono' : 'Il canale sparisce'} per sempre, con tutto ciò che era impostato qui.${
      people > 0
        ? ` ${format.plural(people, { one: 'La persona che c’è dentro passa', other: 'Le # persone che ci sono dentro passano' })} nella stanza della regione.`
        : ''
    } Una regione che lo richiede ne riceve uno nuovo.`,
  deleteYes: 'Sì, elimina',
  channelDeleted: 'Eliminato.',
  compareWith: 'Confronta con',
  comparisons: {
    saved: 'ciò che è salvato',
    default: 'il valore di OpenSimulator',
    channel: 'un altro canale',
    none: 'nulla',
  },
  otherChannel: 'Quale canale',
  fields: {
    type: 'Tipo',
    mode: 'Chi può parlare',
    distanceModel: 'Modello di distanza',
    rollOff: 'Attenuazione',
    maxRangeMetres: 'Portata (m)',
    clampingDistanceMetres: 'Pieno volume fino a (m)',
    whisperMetres: 'Sussurro fino a (m; 0: un sesto della portata)',
    shoutMetres: 'Grido fino a (m; 0: cinque terzi della portata)',
    cone: 'Chi parla ha un davanti: dietro si sente meno',
    dulls: 'La distanza smorza le voci: da lontano meno acuti',
    headphones: 'I viewer sentono questo luogo come in cuffia, se la persona non sceglie altrimenti',
    capacity: 'Capienza (0: senza limite)',
    iceTransportPolicy: 'Collegamenti',
    neighbours: 'Oltre il confine della regione',
    moderators: 'Moderazione',
    ownersModerate: 'Modera anche chi possiede la parcella o la tenuta',
    textOn: 'Qui si può scrivere',
    textReach: 'Chi legge un messaggio',
    textHistory: 'Chi arriva legge gli ultimi messaggi',
    textSlowSeconds: 'Secondi tra due messaggi (0: senza limite)',
    textBridge: 'Uno script nella regione può unirlo alla chat locale',
    pinned: 'fissato',
  },
  slider: (name) => `${name}, cursore`,
  types: { positional: 'secondo la distanza', conference: 'riunione', directory: 'cartella' },
  modes: { open: 'tutti', lecture: 'conferenza', presentation: 'presentazione', auditorium: 'auditorium' },
  models: { none: 'nessuno', inverse: 'inverso', linear: 'lineare', exponent: 'esponenziale' },
  text: 'Testo',
  textReaches: { room: 'tutti nel luogo', voice: 'chi sentirebbe chi scrive' },
  transports: {
    all: 'diretti dove si può',
    relay: 'solo via relay (nasconde gli indirizzi)',
    hub: 'solo tramite hub multimediale (nasconde gli indirizzi)',
  },
  neighbours: {
    auto: 'aperto per una regione, chiuso per una parcella',
    open: 'aperto ai vicini',
    out: 'i vicini sentono questo luogo',
    in: 'questo luogo sente i vicini',
    closed: 'chiuso',
  },
  modeHint: {
    open: 'Possono parlare tutti.',
    lecture: 'Parla solo la moderazione.',
    presentation: 'Parlano la moderazione e chi riceve da essa la parola.',
    auditorium: 'Come una presentazione, ma si sente a pieno volume in tutto il canale.',
  },
  addModerator: 'Aggiungi alla moderazione: una parte del nome',
  removeModerator: (name) => `Togli ${name} dalla moderazione`,
  ownersAre: (names) => `Inoltre, come proprietà: ${names}`,
  pinnedHint: 'Fissato: mai rimosso, per quanto nessuno lo usi',
  faults: {
    'out-of-limits': 'Questo numero è fuori da ciò che è possibile qui.',
    'bridge-by-voice': 'La chat locale non si può unire a un testo che arriva solo fin dove arriva la voce.',
    'clamp-above-range': 'Il pieno volume arriverebbe oltre la portata: usa una distanza minore.',
    'whisper-above-range': 'Un sussurro arriverebbe oltre la portata: usa una distanza minore, o 0.',
    'shout-below-range': 'Un grido arriverebbe meno lontano della portata: usa una distanza maggiore, o 0.',
    'range-zero': 'Con una portata di 0 m nessuno sentirebbe nessuno.',
    directory: 'Una cartella resta una cartella, e un canale un canale.',
    invalid: 'Questo valore non è valido.',
  },
  silentFrom: (value) => `silenzio da ${format.metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }, silence) =>
    distanceModel === 'none'
      ? 'Tutti si sentono a pieno volume, ovunque siano.'
      : `Pieno volume fino a ${format.metres(clamp)}, silenzio da ${format.metres(silence)}.`,
  trap: (range, silence) =>
    `La portata è ${format.metres(range)}, ma il silenzio comincia a ${format.metres(silence)}: con il modello lineare un’attenuazione sopra 1 finisce prima. Per tutta la portata usa attenuazione 1 o un altro modello.`,
}
