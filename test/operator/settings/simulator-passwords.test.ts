/** RemoteAdmin's passwords of a grid's simulators: one for all, or a line for each. */

import t from 'tap'
import { loadConfig } from '../../../src/operator/settings/config.js'
import { passwordOf, simulatorPasswords } from '../../../src/operator/settings/simulator-passwords.js'

const of = (text: string, url: string) => passwordOf(simulatorPasswords(text), new URL(url))?.password

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
  t.equal(passwordOf(simulatorPasswords(text), new URL('http://[::1]:9100'))?.port, 9101)
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
