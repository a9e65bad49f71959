/** The words of a resident's own page and of what is in force, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PersonTexts } from '../english/persons.js'

const format = inLanguage('it')

export const personsItalian: PersonTexts = {
  back: 'Tutti i residenti',
  now: 'Adesso',
  whereIn: (region, channel) => `a ${region}, in voce in ${channel}`,
  inRegion: (region) => `a ${region}, non in voce`,
  inChannel: (channel) => `in voce in ${channel}`,
  nowhere: 'Nessuna regione segnala questa persona.',
  showInRoom: 'Mostra nella stanza',
  home: 'Provenienza',
  homeHere: 'questa grid',
  since: 'Account dal',
  noAccount: 'ancora nessuno',
  seen: 'Visto l’ultima volta',
  blockCounts: 'Blocchi',
  blocksWords: (blocks, by) =>
    `blocca ${format.plural(blocks, { one: '# residente', other: '# residenti' })}, è bloccato da ${format.number(by)}`,
  inForce: 'In vigore',
  nothingInForce: 'Né senza audio né bandito.',
  kinds: {
    muted: 'senza audio',
    'writing-muted': 'non può scrivere',
    floor: 'ha la parola',
    banned: 'bandito',
  },
  inChannelOf: (kind, channel) => `${kind} in ${channel}`,
  by: (name) => `da ${name}`,
  decidedSince: (time) => `deciso ${time}`,
  complaintsAbout: 'Reclami su questa persona',
  complaintsBy: 'Reclami di questa persona',
  noneOfThose: 'Nessuno.',
  closedBy: (name, time) => `risolto da ${name}, ${time}`,
  actsOn: 'Che cosa è stato fatto',
  nothingDone: 'Niente.',
  banFrom: 'Bandisci da un canale…',
  whichChannel: 'Canale',
  disableAsk: (name) => `Escludere ${name}?`,
  disableMeans: 'Le sessioni finiscono, e la voce resta chiusa ovunque fino alla riammissione.',
  endSessionsAsk: (name) => `Disconnettere ${name} ovunque?`,
  endSessionsMeans: 'Lascia la voce, e per tornare serve un nuovo link o la password.',
  didDisable: (name) => `Escluso: ${name}.`,
  didEnable: (name) => `Riammesso: ${name}.`,
  disableShort: 'Escludi…',
  endSessionsShort: 'Disconnetti ovunque…',
  residentsShown: { all: 'tutti', voice: 'in voce', disabled: 'esclusi' },
  mutesAndBans: 'Senza audio e banditi adesso',
  findPerson: 'Cerca un residente per nome',
  dropPerson: (name) => `Non più solo ${name}`,
}
