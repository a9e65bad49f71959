/** The words of a resident's own page and of what is in force, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PersonTexts } from '../english/persons.js'

const format = inLanguage('nl')

export const personsDutch: PersonTexts = {
  back: 'Alle bewoners',
  now: 'Nu',
  whereIn: (region, channel) => `in ${region}, in spraak in ${channel}`,
  inRegion: (region) => `in ${region}, niet in spraak`,
  inChannel: (channel) => `in spraak in ${channel}`,
  nowhere: 'Geen enkele regio meldt de avatar.',
  showInRoom: 'In de kamer tonen',
  home: 'Thuis',
  homeHere: 'dit grid',
  since: 'Account sinds',
  noAccount: 'nog geen',
  seen: 'Laatst gezien',
  blockCounts: 'Blokkeringen',
  blocksWords: (blocks, by) =>
    `blokkeert ${format.plural(blocks, { one: '# bewoner', other: '# bewoners' })}, geblokkeerd door ${format.number(by)}`,
  inForce: 'Van kracht',
  nothingInForce: 'Niet gedempt en niet verbannen.',
  kinds: {
    muted: 'gedempt',
    'writing-muted': 'kan niet schrijven',
    floor: 'heeft het woord',
    banned: 'verbannen',
  },
  inChannelOf: (kind, channel) => `${kind} (${channel})`,
  by: (name) => `door ${name}`,
  decidedSince: (time) => `sinds ${time}`,
  complaintsAbout: 'Klachten over deze persoon',
  complaintsBy: 'Klachten van deze persoon',
  noneOfThose: 'Geen.',
  closedBy: (name, time) => `afgehandeld door ${name}, ${time}`,
  actsOn: 'Wat er gedaan is',
  nothingDone: 'Niets.',
  banFrom: 'Uit een kanaal verbannen…',
  whichChannel: 'Kanaal',
  disableAsk: (name) => `${name} buitensluiten?`,
  disableMeans: 'De persoon wordt afgemeld en kan nergens spraak gebruiken tot die weer wordt toegelaten.',
  endSessionsAsk: (name) => `${name} overal afmelden?`,
  endSessionsMeans:
    'De persoon verlaat spraak en heeft een nieuwe link of het wachtwoord nodig om terug te komen.',
  didDisable: (name) => `Buitengesloten: ${name}.`,
  didEnable: (name) => `Weer toegelaten: ${name}.`,
  disableShort: 'Buitensluiten…',
  endSessionsShort: 'Overal afmelden…',
  residentsShown: { all: 'alle', voice: 'in spraak', disabled: 'buitengesloten' },
  mutesAndBans: 'Nu gedempt en verbannen',
  findPerson: 'Zoek een bewoner op naam',
  dropPerson: (name) => `Niet langer alleen ${name}`,
}
