/** The addresses that the hub is announced under, as the names that stand for them change. */

import t from 'tap'
import { createAnnounced } from '../../src/media/announced.js'
import { createTestTime } from '../helpers/test-time.js'

async function announced(hosts: readonly string[], known: Record<string, readonly string[]> = {}) {
  const time = createTestTime()
  const log: string[] = []
  const asked: string[] = []
  const { timers } = time
  const found = await createAnnounced({
    hosts,
    timers,
    async lookUp(name) {
      asked.push(name)
      const addresses = known[name]
      if (!addresses) throw new Error('ENOTFOUND')
      return addresses
    },
    log: {
      info: (details, message) => log.push(`${message} ${JSON.stringify(details)}`),
      warn: (_, message) => log.push(message),
    },
  })
  const changes: (readonly string[])[] = []
  found.events.on('changed', (addresses) => changes.push(addresses))
  return { ...found, known, time, changes, log, takeAsked: () => asked.splice(0).length }
}

t.test('addresses are announced as they are, and nobody is asked for them', async (t) => {
  const { addresses, time, takeAsked, describe } = await announced(['203.0.113.7', '2001:db8::7'])
  t.strictSame(addresses(), ['203.0.113.7', '2001:db8::7'])
  t.equal(describe(), 'announced under 203.0.113.7, 2001:db8::7')
  await time.pass(600_000)
  t.equal(takeAsked(), 0)
  t.equal((await announced([])).describe(), '')
})

t.test(
  'a name is looked up every minute, and whatever it leads to is announced, but never loopback',
  async (t) => {
    const hosts = ['192.0.2.1', 'home.example.org']
    const home = await announced(hosts, { 'home.example.org': ['203.0.113.7', '127.0.1.1', '::1'] })
    t.strictSame(home.addresses(), ['192.0.2.1', '203.0.113.7'])
    home.takeAsked()
    await home.time.pass(60_000)
    t.equal(home.takeAsked(), 1)
    t.strictSame(home.changes, [], 'no news')
    home.known['home.example.org'] = ['203.0.113.9']
    await home.time.pass(60_000)
    t.strictSame(home.changes, [['192.0.2.1', '203.0.113.9']])
    t.match(
      home.describe(),
      /announced under 192\.0\.2\.1, 203\.0\.113\.9; before that under 192.*203\.0\.113\.7/,
    )
    t.match(home.log.at(-1), /under another address .*203\.0\.113\.7.*203\.0\.113\.9/)
    home.close()
    home.takeAsked()
    await home.time.pass(600_000)
    t.equal(home.takeAsked(), 0)
  },
)

t.test('several addresses in another order are no news', async (t) => {
  const home = await announced(['home.example.org'], { 'home.example.org': ['203.0.113.7', '203.0.113.8'] })
  home.known['home.example.org'] = ['203.0.113.8', '203.0.113.7']
  await home.time.pass(60_000)
  t.strictSame(home.changes, [])
})

t.test(
  'a name that is not found is soon looked up again; the last addresses stay, and it is said once',
  async (t) => {
    const home = await announced(['home.example.org'], { 'home.example.org': ['203.0.113.7'] })
    delete home.known['home.example.org']
    await home.time.pass(60_000)
    home.takeAsked()
    await home.time.pass(30_000)
    t.ok(home.takeAsked() >= 5)
    t.strictSame(home.addresses(), ['203.0.113.7'])
    t.match(home.describe(), 'home.example.org cannot be looked up')
    t.equal(home.log.filter((line) => /is not found/.test(line)).length, 1)
    home.known['home.example.org'] = ['203.0.113.9']
    await home.time.pass(5000)
    t.strictSame(home.changes, [['203.0.113.9']])
    t.notMatch(home.describe(), 'cannot be looked up')
  },
)

t.test(
  'somebody who could not get through is a reason to look again, not more often than every 5 s',
  async (t) => {
    const home = await announced(['home.example.org'], { 'home.example.org': ['203.0.113.7'] })
    await home.time.pass(5000)
    home.takeAsked()
    home.known['home.example.org'] = ['203.0.113.9']
    for (let count = 0; count < 10; count += 1) home.doubt()
    await home.time.pass(0)
    t.equal(home.takeAsked(), 1)
    t.strictSame(home.addresses(), ['203.0.113.9'])
  },
)
