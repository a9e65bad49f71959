/** RemoteAdmin's passwords of a grid's simulators: one for all, or a line for each. */

import t from 'tap'
import { listedEntry, withheldFrom } from '../../../src/opensim/remote-admin/listed-entry.js'
import { loadConfig } from '../../../src/operator/settings/config.js'
import { passwordOf, simulatorPasswords } from '../../../src/pure/grids/simulator-passwords.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'

const anyone = () => true
const of = (text: string, url: string) => passwordOf(simulatorPasswords(text), new URL(url), anyone)?.password

t.test('one password is for all simulators, whatever it looks like', (t) => {
  for (const word of ['secret', 'two words', 'sim:9000', '*', '#hash']) {
    t.equal(of(`# for all\n${word}\n`, 'http://any.example:9000/'), word)
  }
  t.end()
})

t.test('a line for each simulator, by its serverURI or its host and port, and one for all others', (t) => {
  const text = `# ours
http://Sim.example:9000/ first
[::1]:9100 second 9101
sim.example:80 third
* others`
  t.equal(of(text, 'http://sim.example:9000'), 'first')
  t.equal(of(text, 'http://[::1]:9100/'), 'second')
  t.equal(passwordOf(simulatorPasswords(text), new URL('http://[::1]:9100'), anyone)?.port, 9101)
  t.equal(of(text, 'http://sim.example/'), 'third')
  t.equal(of(text, 'http://sim.example:9001'), 'others')
  t.equal(of('sim.example:9000 first', 'http://another.example:9000'), undefined)
  t.end()
})

t.test('a line that cannot be read is named by its number, without what it holds', (t) => {
  const why = (text: string) => {
    try {
      return void simulatorPasswords(text)
    } catch (error) {
      return String(error)
    }
  }
  t.match(why('sim:9000 word\nanother-word'), /line 2 is not of the form/)
  t.match(why('sim:9000 word 70000\n* x'), /line 1/)
  t.match(why('* word\n* word'), /line 2 is for the same/)
  t.match(why('# nothing'), /no password/)
  t.notMatch(why('sim:9000 geheim\ngeheimer'), /geheim/)
  t.throws(() => loadConfig({ ROBUST_REMOTE_ADMIN_PASSWORD: 'secret' }), { message: /without ROBUST_URL/ })
  t.end()
})

t.test('a password for all is sent to the operator’s own simulators alone', (t) => {
  const own = (settings: Record<string, string>, text = 'for-all') => {
    const config = loadConfig({
      ROBUST_URL: 'http://Grid.example:8003',
      ROBUST_REMOTE_ADMIN_PASSWORD: text,
      ...settings,
    })
    return (simulator: string) => {
      const region = { grid: MAIN_GRID, regionId: 'r', name: 'West', simulator }
      return [listedEntry(region, config)?.password, ...withheldFrom([simulator, simulator], config)].join(
        ' ',
      )
    }
  }
  const usual = own({})
  for (const simulator of [
    'http://127.0.0.1:9000/',
    'http://10.1.2.3:9000/',
    'http://[fd00::1]:9000/',
    'http://localhost:9000/',
    'http://grid.example:9000/',
  ])
    t.equal(usual(simulator), 'for-all', simulator)
  for (const simulator of [
    'http://203.0.113.7:9000/',
    'http://[2001:db8::1]:9000/',
    'http://sim.example:9000/',
    'http://evil-grid.example:9000/',
    // Whoever has a name leads it where they like.
    'http://10.1.2.3.example:9000/',
  ])
    t.equal(usual(simulator), ` ${new URL(simulator).host}`, simulator)

  const listed = own({ ROBUST_SIMULATORS: 'Sim.example, 203.0.113.0/24 2001:db8::1' })
  for (const simulator of ['http://sim.example:9001', 'http://203.0.113.7:9000', 'http://[2001:db8::1]:9000'])
    t.equal(listed(simulator), 'for-all', simulator)
  t.equal(listed('http://10.1.2.3:9000/'), ' 10.1.2.3:9000', 'and nobody else')

  const lines = own({}, 'sim.example:9000 its-own\n* others')
  t.equal(lines('http://sim.example:9000/'), 'its-own', 'a line of its own names it')
  t.equal(lines('http://sim.example:9001/'), ' sim.example:9001')
  t.equal(
    own({}, 'a.example:9000 its-own\nb.example:9000 its-own')('http://sim.example:9001/'),
    '',
    'there is none',
  )
  t.throws(() => loadConfig({ ROBUST_SIMULATORS: 'a.example, 10.0.0.0/33' }), {
    message: /ROBUST_SIMULATORS: "10\.0\.0\.0\/33" is neither a name nor an address/,
  })
  t.end()
})
