/** The overview's words in English. */

import type { Figure } from '../../../src/pure/figures.js'

export const overviewEnglish = {
  problems: 'Bad now',
  allWell: 'Nothing is bad.',
  problem: {
    store: 'Nothing can be stored: voice goes on, but what changes now is lost at a restart.',
    'database-away':
      'PostgreSQL is away: no new account or channel, all else goes on. What moderators decide is written down when it is back.',
    'hub-load':
      'The media hub has almost a whole core to do: voices will stutter. Give the machine faster cores, or fewer people to a room.',
    'hub-late':
      'The media hub came too late in the last hour: everybody on it heard gaps. Is the machine busy with something else?',
    loss: 'Packets are lost on the way to or from the media hub. Whose they are stands beside each name in the room; if it is everybody, the machine’s own network is full.',
    'slow-voice':
      'It takes people more than five seconds until they hear somebody. Mostly a firewall: open the UDP port, or set up TURN.',
    'failed-joins': 'Several people could not talk in the last hour. The reasons stand below.',
    'refused-sign-ins':
      'Many sign-ins were refused in the last hour: an old link that is passed around, or somebody who guesses passwords.',
  } as Record<string, string>,
  goTo: {
    setup: 'Open the set-up',
    rooms: 'Look at the rooms',
    accounts: 'Look at the residents',
  },
  charts: 'Over time',
  range: 'Range',
  figures: {
    people: 'In voice',
    rooms: 'Rooms',
    timeToVoiceMs: 'Time to voice (median)',
    lossShare: 'Packets lost',
    hubCores: 'Media hub, cores',
    oldestFeedSeconds: 'Age of the oldest feed',
    refusedSignIns: 'Refused sign-ins',
  } as Record<Figure, string>,
  /** @param time `5 min` */
  inTime: (count: string, time: string) => `${count} in ${time}`,
  tooMuch: 'bad',
  limit: (value: string) => `bad from ${value}`,
  highest: (value: string) => `highest ${value}`,
  nothingYet: 'Nothing known in this time.',
  inWords: (figure: string, range: string, lowest: string, highest: string) =>
    `${figure}, ${range}: between ${lowest} and ${highest}. The table below has the numbers.`,
  asTable: 'As a table',
  from: 'From',
  value: 'Value',
  now: 'At this moment',
}

export type OverviewTexts = typeof overviewEnglish
