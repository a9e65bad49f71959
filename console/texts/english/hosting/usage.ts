/** The words about what a grid uses, in English. */

export const usageEnglish = {
  hint: 'Counted by whole days in UTC, and kept for 400 days. What happened within the last minute is not in it yet. Who was in voice is not kept longer than the day: a month names the day with most people.',
  numbers: {
    people: 'People',
    voiceSeconds: 'Time in voice',
    hubSeconds: 'Work of the hub',
    hubBytes: 'Sent by the hub',
  },
  allIs: {
    people: 'most on one day',
    voiceSeconds: 'of all people together',
    hubSeconds: 'of its processes together',
    hubBytes: 'of all days together',
  },
  months: 'By month',
  month: 'Month',
  mostPeople: 'Most people on a day',
  days: 'By day',
  columns: ['Day (UTC)', 'People', 'Minutes in voice', 'Seconds of the hub', 'GB sent by the hub'],
  gridColumns: ['Id of the grid', 'Grid'],
}

export type UsageTexts = typeof usageEnglish
