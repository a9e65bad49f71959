/** The words of a resident's own page and of what is in force, in English. */

import { inLanguage } from '../../../src/pure/in-language.js'

const format = inLanguage('en')

export const personsEnglish = {
  back: 'All residents',
  now: 'Now',
  whereIn: (region: string, channel: string) => `in ${region}, in voice in ${channel}`,
  inRegion: (region: string) => `in ${region}, not in voice`,
  inChannel: (channel: string) => `in voice in ${channel}`,
  nowhere: 'No region tells of them.',
  showInRoom: 'Show in the room',
  home: 'Home',
  homeHere: 'this grid',
  since: 'Account since',
  noAccount: 'none yet',
  seen: 'Last seen',
  blockCounts: 'Blocks',
  blocksWords: (blocks: number, by: number) =>
    `blocks ${format.plural(blocks, { one: '# resident', other: '# residents' })}, is blocked by ${format.number(by)}`,
  inForce: 'In force',
  nothingInForce: 'No mute and no ban.',
  kinds: { muted: 'muted', 'writing-muted': 'writing muted', floor: 'has the floor', banned: 'banned' },
  inChannelOf: (kind: string, channel: string) => `${kind} in ${channel}`,
  by: (name: string) => `by ${name}`,
  decidedSince: (time: string) => `since ${time}`,
  complaintsAbout: 'Complaints about them',
  complaintsBy: 'Complaints by them',
  noneOfThose: 'None.',
  closedBy: (name: string, time: string) => `dealt with by ${name}, ${time}`,
  actsOn: 'What was done',
  nothingDone: 'Nothing.',
  banFrom: 'Ban from a channel…',
  whichChannel: 'Channel',
  disableAsk: (name: string) => `Shut ${name} out?`,
  disableMeans: 'They are signed out, and cannot use voice anywhere until they are let in again.',
  endSessionsAsk: (name: string) => `Sign ${name} out everywhere?`,
  endSessionsMeans: 'They leave voice, and need a new link or their password to come back.',
  didDisable: (name: string) => `Shut ${name} out.`,
  didEnable: (name: string) => `Let ${name} in again.`,
  disableShort: 'Shut out…',
  endSessionsShort: 'Sign out everywhere…',
  residentsShown: { all: 'all', voice: 'in voice', disabled: 'shut out' },
  mutesAndBans: 'Muted and banned now',
  findPerson: 'Find a resident by name',
  dropPerson: (name: string) => `No longer only ${name}`,
}

export type PersonTexts = typeof personsEnglish
