import { mock } from 'node:test'
import t from 'tap'
import {
  CONNECTING_LIMIT_MS,
  createPeerLife,
  type LifeEvent,
  type LifeState,
  nextLifeState,
} from '../../../src/media/peers/peer-life.js'

const events = ['answered', 'connected', 'lost', 'late', 'closed'] as const satisfies readonly LifeEvent[]
/** For each state the one that follows each event, in the order above. */
const table: Record<LifeState, readonly LifeState[]> = {
  negotiating: ['connecting', 'connected', 'closed', 'negotiating', 'closed'],
  connecting: ['connecting', 'connected', 'closed', 'closed', 'closed'],
  connected: ['connected', 'connected', 'closed', 'connected', 'closed'],
  closed: ['closed', 'closed', 'closed', 'closed', 'closed'],
}

t.test('what leads from one state to the next', (t) => {
  for (const [state, expected] of Object.entries(table) as [LifeState, readonly LifeState[]][]) {
    t.strictSame(
      events.map((event) => nextLifeState(state, event)),
      expected,
      state,
    )
  }
  t.end()
})

function lived(...steps: readonly (LifeEvent | `library ${string}`)[]) {
  const told: string[] = []
  const life = createPeerLife({
    connected: () => told.push('connected'),
    release: () => told.push('released'),
    ended: () => told.push('ended'),
  })
  for (const step of steps) {
    if (step.startsWith('library ')) life.libraryState(step.slice('library '.length))
    else life.happened(step as LifeEvent)
  }
  return { told, life }
}

t.test('whoever listens is told of an end once, and not of one that the hub wanted', (t) => {
  t.strictSame(lived('answered', 'library connected', 'library disconnected', 'library closed').told, [
    'connected',
    'released',
    'ended',
  ])
  t.strictSame(lived('library failed', 'closed').told, ['released', 'ended'])
  t.strictSame(lived('answered', 'closed', 'library closed', 'library connected').told, ['released'])
  t.strictSame(lived('library new', 'library connecting').told, [])
  t.end()
})

t.test('who has an answer and does not come is given up, and nobody else', (t) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const absent = lived('answered')
  const present = lived('answered', 'library connected')
  mock.timers.tick(CONNECTING_LIMIT_MS - 1)
  t.notOk(absent.life.isClosed())
  mock.timers.tick(1)
  t.strictSame(absent.told, ['released', 'ended'])
  t.ok(present.life.isConnected())
  t.end()
})
