/** What grids used: days and months, and the file for spreadsheets. */

import t from 'tap'
import { usageEnglish } from '../../console/texts/english/hosting/usage.js'
import { usageCsv } from '../../console/ui/usage/usage-words.js'
import { dayAfter, everyDay, monthsOf } from '../../src/pure/grids/usage.js'

const day = (day: string, people: number) => ({
  ...{ day, people, voiceSeconds: 90, hubSeconds: 7, hubBytes: 1_234_567_890 },
})

t.test('months are sums, but people of several days cannot be told apart', (t) => {
  const days = [day('2026-10-31', 4), day('2026-11-01', 9), day('2026-11-02', 5)]
  t.strictSame(monthsOf(days), [
    { month: '2026-10', mostPeople: 4, voiceSeconds: 90, hubSeconds: 7, hubBytes: 1_234_567_890 },
    { month: '2026-11', mostPeople: 9, voiceSeconds: 180, hubSeconds: 14, hubBytes: 2_469_135_780 },
  ])
  t.same(
    everyDay(days, '2026-10-30', '2026-11-02').map(({ day, people }) => [day, people]),
    [
      ['2026-10-30', 0],
      ['2026-10-31', 4],
      ['2026-11-01', 9],
      ['2026-11-02', 5],
    ],
  )
  t.equal(dayAfter('2028-02-28'), '2028-02-29')
  t.equal(dayAfter('2026-11-28', 1 - 400), '2025-10-25')
  t.end()
})

t.test('a file for spreadsheets holds no formula, whatever a grid is called', (t) => {
  t.equal(
    usageCsv([day('2026-11-28', 3)], usageEnglish),
    '"Day (UTC)","People","Minutes in voice","Seconds of the hub","GB sent by the hub"\r\n"2026-11-28",3,1.5,7,1.235\r\n',
  )
  const names = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', 'a "b", c']
  const rows = names.map((name) => ({ ...day('2026-11-28', 1), grid: ['acme', name] as const }))
  const cells = usageCsv(rows, usageEnglish)
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.slice('"acme",'.length, line.indexOf(',"2026')))
  t.strictSame(cells, [
    `"'=HYPERLINK(""http://x"")"`,
    `"'+1"`,
    `"'-1"`,
    `"'@SUM(A1)"`,
    `"'\t=1"`,
    '"a ""b"", c"',
  ])
  t.end()
})
