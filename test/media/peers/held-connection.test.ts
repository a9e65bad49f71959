/** The hub tells where its peers are without asking the library each time. */

import t from 'tap'
import { createRemoteAddress } from '../../../src/media/peers/held-connection.js'

t.test('a peer’s address is asked for until it is known, and then twice a minute', async (t) => {
  let [now, asked] = [0, 0]
  let remote: { address: string; type: string } | undefined
  const pair = {
    getSelectedCandidatePair() {
      asked += 1
      return remote ? { remote } : null
    },
  }
  const address = createRemoteAddress(
    () => pair,
    () => now,
  )
  t.equal(address(), undefined)
  remote = { address: '192.0.2.7', type: 'host' }
  t.equal(address(), '192.0.2.7 (host)')
  remote = { address: '192.0.2.8', type: 'relay' }
  now = 29_999
  t.equal(address(), '192.0.2.7 (host)')
  t.equal(asked, 2)
  now = 30_000
  t.equal(address(), '192.0.2.8 (relay)')
  t.equal(asked, 3)
})
