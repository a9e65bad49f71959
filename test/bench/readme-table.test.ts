import { readFileSync } from 'node:fs'
import t from 'tap'
import { withRows } from '../../bench/table/readme-table.js'
import { judgedBy, middleRun } from '../../bench/table/repeats.js'
import { rowIn } from '../../bench/table/row.js'
import { rowsOf } from '../../bench/table/rows.js'
import { projectRoot } from '../helpers/project-root.js'

const readme = readFileSync(`${projectRoot}README.md`, 'utf8')
const rowOf = (text: string, command: string) =>
  text.split('\n').find((line) => line.startsWith(`| \`${command}\``))

t.test("README's table takes over what was measured, and keeps the rest with its own date", async (t) => {
  const measured = new Map([['page-weight', { text: 'all of 1 kB', when: '2030-01-02, 3 % busy' }]])
  const once = withRows(readme, measured, '2 × a processor')
  t.match(
    rowOf(once, 'page-weight'),
    /^\| `page-weight` \| all of 1 kB \(\[more\]\(\S+\)\) \| 2030-01-02, 3 % busy \|$/,
  )
  t.match(once, '\nMeasured on 2 × a processor;')
  t.equal(rowOf(once, 'relay'), rowOf(readme, 'relay'), 'which was not measured')
  t.equal(withRows(once, measured, '2 × a processor'), once, 'the same again')
  t.equal(once.split('## Numbers')[0], readme.split('## Numbers')[0], 'nothing else is touched')
  t.throws(() => withRows('no table', measured, ''), /no table between/)
})

t.test('a row is named by its bench or its whole command, and found in what the bench prints', async (t) => {
  t.same(
    rowsOf('page-cost,hub 110 8').map(({ command }) => command),
    ['page-cost 8', 'page-cost 12 hrtf', 'hub 110 8'],
  )
  t.throws(() => rowsOf('page-cots'), /no row of page-cots/)
  t.equal(rowIn('page: 1\n=> early\n=> the row\nmore\n'), 'the row')
  t.equal(rowIn('page: 1\n'), undefined)
})

t.test('of several runs the one in the middle is the row, with how far they lie apart', async (t) => {
  const rows = ['1.52 × a bare page (210 ms)', '1.6 × a bare page (190 ms)', '1.41 × a bare page (230 ms)']
  t.same(middleRun(rows), { text: rows[0], spread: ', 3 runs from 1.41 to 1.6' })
  t.same(middleRun(rows.slice(2)), { text: rows[2], spread: '' })
  t.equal(middleRun([]), undefined)
  t.equal(judgedBy('110 viewers of whom nobody talks: 0.025 of a core'), 0.025)
  t.equal(judgedBy('100 who move, at 10 Hz: 9.5 % of a core'), 9.5)
  t.equal(judgedBy('nothing is left over'), undefined)
})
