/** Die Worte der Seite eines Bewohners und über das, was gilt, auf Deutsch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PersonTexts } from '../english/persons.js'

const format = inLanguage('de')

export const personsGerman: PersonTexts = {
  back: 'Alle Bewohner',
  now: 'Jetzt',
  whereIn: (region, channel) => `in ${region}, im Voice in ${channel}`,
  inRegion: (region) => `in ${region}, nicht im Voice`,
  inChannel: (channel) => `im Voice in ${channel}`,
  nowhere: 'Keine Region meldet den Avatar.',
  showInRoom: 'Im Raum zeigen',
  home: 'Zuhause',
  homeHere: 'dieses Grid',
  since: 'Konto seit',
  noAccount: 'noch keines',
  seen: 'Zuletzt gesehen',
  blockCounts: 'Blockiert',
  blocksWords: (blocks, by) =>
    `blockiert ${format.plural(blocks, { one: '# Person', other: '# Leute' })}, ist von ${format.number(by)} blockiert`,
  inForce: 'In Kraft',
  nothingInForce: 'Weder stummgeschaltet noch ausgesperrt.',
  kinds: {
    muted: 'stummgeschaltet',
    'writing-muted': 'Schreiben gesperrt',
    floor: 'hat das Wort',
    banned: 'ausgesperrt',
  },
  inChannelOf: (kind, channel) => `${kind} in ${channel}`,
  by: (name) => `durch ${name}`,
  decidedSince: (time) => `seit ${time}`,
  complaintsAbout: 'Meldungen über diese Person',
  complaintsBy: 'Meldungen von dieser Person',
  noneOfThose: 'Keine.',
  closedBy: (name, time) => `erledigt durch ${name}, ${time}`,
  actsOn: 'Was geschehen ist',
  nothingDone: 'Nichts.',
  banFrom: 'Aus einem Kanal aussperren …',
  whichChannel: 'Kanal',
  disableAsk: (name) => `${name} ausschließen?`,
  disableMeans:
    'Die Person wird abgemeldet und kann Voice nirgends benutzen, bis sie wieder zugelassen wird.',
  endSessionsAsk: (name) => `${name} überall abmelden?`,
  endSessionsMeans:
    'Die Person verlässt Voice und braucht einen neuen Link oder ihr Passwort, um wiederzukommen.',
  didDisable: (name) => `Ausgeschlossen: ${name}.`,
  didEnable: (name) => `Wieder zugelassen: ${name}.`,
  disableShort: 'Ausschließen …',
  endSessionsShort: 'Überall abmelden …',
  residentsShown: { all: 'alle', voice: 'im Voice', disabled: 'ausgeschlossen' },
  mutesAndBans: 'Zurzeit stumm und ausgesperrt',
  findPerson: 'Bewohner nach Namen finden',
  dropPerson: (name) => `Nicht mehr nur ${name}`,
}
