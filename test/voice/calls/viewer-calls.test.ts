/** Who may be in a call: its entries, one by one, without viewers or rooms. */

import t from 'tap'
import { createCallSubjects } from '../../../src/voice/calls/call-subjects.js'
import { createViewerCalls, MAX_CALLS_PER_AVATAR } from '../../../src/voice/calls/viewer-calls.js'
import { avatarOf } from '../../helpers/regions/of-grid.js'

const ANNA = 'aaaaaaaa-1234-4000-8000-000000000001'
const BERT = 'bbbbbbbb-4321-4fff-9000-000000000002'
const EVE = 'eeeeeeee-0000-4abc-a000-00000000000e'
/** Of Anna and Bert. */
const PRIVATE = '11111111-5115-0fff-1000-000000000003'

function setUp(...known: string[]) {
  const calls = createViewerCalls({
    isKnown: ({ agentId }) => known.includes(agentId),
    subjects: createCallSubjects(() => 0),
  })
  return (agentId: string, callId: string, credentials = '') =>
    calls.enter({ ...avatarOf(agentId), callId, credentials })
}

t.test('who usurped a call is told, however late it asks, and takes nothing along', async (t) => {
  const enter = setUp(ANNA, BERT)
  const usurper = enter(EVE, PRIVATE, 'hers')
  const told: string[] = []
  usurper.onExpelled(() => told.push('at the time'))
  const late = enter(EVE, PRIVATE, 'hers')
  t.strictSame(told, [])
  enter(ANNA, PRIVATE, 'ours')
  t.strictSame(told, ['at the time'])
  late.onExpelled(() => told.push('late'))
  t.strictSame(told, ['at the time', 'late'])

  for (const entry of [usurper, late]) entry.release()
  t.throws(
    () => enter(BERT, PRIVATE, 'another'),
    { message: /credentials/ },
    'the call that began since goes on',
  )
  enter(BERT, PRIVATE, 'ours').onExpelled(() => told.push('never'))
  t.equal(told.length, 2)
})

t.test('two whom nothing else tells of have a private call when both are in it', async (t) => {
  const [carl, dora] = ['00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000d2']
  const id = '00000000-0000-0000-0000-000000000013'
  const enter = setUp()
  for (const agentId of [carl, dora]) enter(agentId, id)
  t.throws(() => enter(EVE, id), { message: /private/ })
})

t.test('an entry is released once', async (t) => {
  const enter = setUp()
  const [first] = Array.from({ length: MAX_CALLS_PER_AVATAR }, (_, index) => enter(EVE, `call-${index}`))
  t.throws(() => enter(EVE, 'more'), { code: 'rate-limited' })
  for (let turn = 0; turn < 3; turn += 1) first?.release()
  enter(EVE, 'more')
  t.throws(() => enter(EVE, 'still more'), { code: 'rate-limited' })
})
