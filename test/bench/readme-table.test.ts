import { readFileSync } from 'node:fs'
import t from 'tap'
import { withRows } from '../../bench/table/readme-table.js'
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
