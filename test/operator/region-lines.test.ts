import t from 'tap'
import { createPublicAddress } from '../../src/operator/addresses.js'
import { openSimIniLines } from '../../src/operator/region-lines.js'
import { createTestTime } from '../helpers/test-time.js'

const facts = {
  sipDomain: 'voice.example.org',
  vivoxAdminUser: 'opensim',
  vivoxAdminPassword: 'x',
  port: 8443,
  listenHost: '0.0.0.0',
}
const serverOf = (publicUrl: string, listenHost = '0.0.0.0') =>
  openSimIniLines({ ...facts, publicUrl, listenHost }).match(/vivox_server = (.*)/)?.[1]

t.test('a simulator is told a host and a port that it can use', (t) => {
  t.equal(serverOf('https://voice.example.org:8443'), 'voice.example.org:8443')
  t.equal(serverOf('https://voice.example.org'), 'voice.example.org:443')
  t.equal(serverOf('https://[2001:db8::7]:8443'), '[2001:db8::7]:8443')
  // A proxy serves a path; a simulator can only ask the port behind it.
  t.equal(serverOf('https://voice.example.org/voice'), 'voice.example.org:8443')
  t.notMatch(openSimIniLines({ ...facts, publicUrl: 'https://voice.example.org/voice' }), 'MISSING')
  t.match(
    openSimIniLines({ ...facts, publicUrl: 'https://voice.example.org/voice', listenHost: '127.0.0.1' }),
    /MISSING: HOST=127\.0\.0\.1 lets only this machine in/,
  )
  t.end()
})

t.test('without a PUBLIC_URL the address follows the machine, looked up every few seconds', async (t) => {
  const { timers, pass } = createTestTime()
  const config = { publicUrl: undefined, sipDomain: undefined, host: '192.0.2.1' }
  const { publicUrl, sipDomain } = createPublicAddress(config, () => 8443, timers)
  t.equal(publicUrl(), 'https://192.0.2.1:8443')
  config.host = '192.0.2.2'
  t.equal(sipDomain(), '192.0.2.1')
  await pass(5000)
  t.equal(sipDomain(), '192.0.2.2')
  t.equal(publicUrl(), 'https://192.0.2.2:8443')
})
