/** Who is let in as the admin, and which sign-in is refused for it: the gate alone, with connections in hand. */

import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { VoiceError } from '../../src/errors.js'
import { createAdminGate } from '../../src/vivox-compat/admin-gate.js'
import { createTokens } from '../../src/vivox-compat/tokens.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { masterOf } from '../../src/voice/region-keys/authority.js'
import { gateOf } from '../helpers/regions/region-authority.js'
import { createTestTime } from '../helpers/test-time.js'

const OTHER = 'other'

function setUp() {
  const { clock, timers, pass } = createTestTime()
  const tokens = createTokens({ secret: 's', gate: gateOf(), clock })
  const gate = createAdminGate(tokens, timers)
  const connect = (ip = '192.0.2.1', headers: Record<string, string> = {}) => {
    const socket = { remoteAddress: ip, writable: true }
    return { request: { ip, socket, headers } as unknown as FastifyRequest, socket }
  }
  const admit = (request: FastifyRequest, token: string | undefined, repeats: boolean) => {
    try {
      return gate.admit(request, token, repeats).grid
    } catch (error) {
      return error instanceof VoiceError ? error.code : error
    }
  }
  return { tokens, gate, connect, admit, pass }
}

t.test(
  'a region is of the grid that it signed in for, before it has shown a token and with one',
  async (t) => {
    const { tokens, gate, connect, admit } = setUp()
    for (const grid of [MAIN_GRID, OTHER]) {
      const { request } = connect()
      gate.signedIn(request, masterOf(grid))
      for (const token of [undefined, '', 'of before']) t.equal(admit(request, token, true), grid)
      t.equal(admit(request, tokens.issueAdmin(masterOf(grid)), true), grid)
      t.equal(admit(request, 'of before', false), 'token-expired')
    }
  },
)

t.test('only a call that the module repeats costs a sign-in, one each', async (t) => {
  const { gate, connect, admit } = setUp()
  const { request } = connect()
  t.equal(admit(request, 'void', false), 'token-expired')
  t.notOk(gate.mustRefuseSignIn(request))
  for (let turn = 0; turn < 70; turn += 1) t.equal(admit(request, 'void', true), 'token-expired')
  let refused = 0
  while (gate.mustRefuseSignIn(request)) refused += 1
  t.equal(refused, 64, 'and no more than are remembered')
  gate.signedIn(request, masterOf(MAIN_GRID))

  const another = connect().request
  t.equal(admit(another, 'void', true), 'missing-credentials', 'its next call has the new token')
  t.equal(admit(another, 'void', false), 'token-expired')
})

t.test('a sign-in on another connection is refused where that may be the same client', async (t) => {
  const { gate, connect, admit, pass } = setUp()
  const first = connect()
  admit(first.request, 'void', true)
  t.notOk(gate.mustRefuseSignIn(connect().request), 'its own is still open')
  t.notOk(gate.mustRefuseSignIn(connect('192.0.2.2', { via: '1.1 proxy' }).request), 'another address')
  t.ok(gate.mustRefuseSignIn(connect('192.0.2.1', { via: '1.1 proxy' }).request), 'by a proxy')
  admit(first.request, 'void', true)
  first.socket.writable = false
  t.ok(gate.mustRefuseSignIn(connect().request), 'its own is closed')
  admit(first.request, 'void', true)
  await pass(10_000)
  t.notOk(gate.mustRefuseSignIn(connect().request), 'much later')
})
