/** A page whose connection to the hub is refused tries again, and says why where its grid may not have more. */

import t from 'tap'
import type { Problem } from '../../../web-client/page/voice-state.js'
import { handleServerMessage, type MessageParts } from '../../../web-client/service/server-messages.js'

t.test('what the resident is told of it', async (t) => {
  for (const [code, isSaid] of [
    ['grid-full', true],
    ['hub-unavailable', false],
  ] as const) {
    let refused = 0
    const problem: { value: Problem | undefined } = { value: undefined }
    const parts = {
      features: { receive: () => false },
      ownReport: {},
      state: { problem, ownAddress: {} },
      hub: {
        refused() {
          refused += 1
        },
      },
    } as unknown as MessageParts
    handleServerMessage(parts, { type: 'error', code, message: 'Full.', about: 'hub-offer' })
    t.equal(refused, 1)
    t.equal(problem.value?.code, isSaid ? 'grid-full' : undefined, code)
  }
})
