/** What the console says about new channels, templates, files and listening, in English. */

import { inLanguage } from '../../../src/pure/in-language.js'

const format = inLanguage('en')

export const channelMakingEnglish = {
  add: 'New channel',
  addHint: 'For a parcel or a region: whoever stands there comes into it.',
  place: 'Where',
  choosePlace: 'Choose a place',
  region: (name: string) => `The whole region ${name}`,
  parcel: (region: string, people: string) =>
    people ? `In ${region}: the parcel where ${people} stands` : `A parcel in ${region}`,
  otherPlace: 'Another place, by its UUID',
  uuid: 'UUID of the parcel or region',
  uuidHint: 'A viewer shows it in “About Land”, a script with llGetParcelDetails.',
  title: 'Title, as people see it',
  startWith: 'Start with',
  plain: 'OpenSimulator’s default',
  create: 'Add it',
  created: 'Added. Pinned, it stays however long nobody uses it.',
  copy: 'Copy…',
  copyOf: (name: string) => `As “${name}”`,
  template: 'Template',
  chooseTemplate: 'Fill in from…',
  templates: {
    stage: 'Stage: who has the floor is heard far',
    club: 'Club: one hears those close by',
    quiet: 'Quiet: only a few metres',
    region: 'Whole region: everybody hears everybody',
  },
  exportAll: 'Export',
  exportChosen: (count: number) => `Export ${format.number(count)}`,
  fileName: 'channels.json',
  import: {
    title: 'Import channels',
    open: 'Import…',
    choose: 'A file that the export made',
    hint: 'You see what would change before anything does.',
    noJson: 'This file is no JSON, or was cut off.',
    noFile: 'This is no file of channels: it lacks the first lines that the export writes.',
    tooLarge: 'The file is larger than 16 MB.',
    nothing: (same: number) =>
      format.plural(same, {
        one: 'Nothing would change: # channel is as the file says.',
        other: 'Nothing would change: # channels are as the file says.',
      }),
    would: (added: number, changed: number, same: number) =>
      [
        added > 0 && `${format.number(added)} new`,
        changed > 0 && `${format.number(changed)} changed`,
        same > 0 && format.plural(same, { one: '# stays as it is', other: '# stay as they are' }),
      ]
        .filter(Boolean)
        .join(', '),
    new: 'new',
    more: (count: number) => `… and ${format.number(count)} more`,
    faults: 'The file has faults, and nothing of it is imported:',
    fault: (number: number, title: string, field: string, why: string) =>
      `${[`no. ${format.number(number)}`, title, field].filter(Boolean).join(', ')}: ${why}`,
    run: (count: number) => `Import ${format.number(count)}`,
    done: (added: number, changed: number) =>
      `Imported: ${format.number(added)} new, ${format.number(changed)} changed.`,
    changed: 'The channels have changed meanwhile. This is what the file would do now:',
    on: 'yes',
    off: 'no',
    people: (count: number) => format.plural(count, { one: '# person', other: '# people' }),
  },
  faults: {
    invalid: 'this is not a valid value',
    twice: 'this channel is in the file twice',
    'no-place': 'this is no UUID of a parcel or region',
  } as Record<string, string>,
  listen: {
    start: 'Listen: a voice walks away',
    stop: 'Stop',
    hint: 'Change a number while it walks, and hear it.',
    at: (metres: number, gain: number) => `${format.distance(metres)}: ${format.percent(gain)}`,
    mark: 'The walking voice',
    noSound: 'The browser plays no sound here.',
  },
  people: {
    heardBy: 'People there now, as heard by',
    heard: (metres: number, gain: number) => `${format.distance(metres)}: ${format.percent(gain)}`,
    before: (gain: number) => `(saved: ${format.percent(gain)})`,
    more: (count: number) => `… and ${format.number(count)} farther away`,
  },
}

export type ChannelMakingTexts = typeof channelMakingEnglish
