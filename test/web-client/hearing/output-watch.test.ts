/** The loudspeaker's states and events, without a browser: what is noticed, tried and said, and when. */

import t from 'tap'
import {
  createOutputWatch,
  OUTPUT_TICK_MS,
  OUTPUT_TRANSITIONS,
  type OutputEvent,
  type OutputState,
} from '../../../web-client/hearing/output-watch.js'

/** An output whose browser does what a test says. */
function fakeOutput() {
  return {
    state: 'suspended',
    currentTime: 0,
    /** What resume() makes of it. */
    resumesTo: 'running',
    resumed: 0,
    suspended: 0,
    async resume() {
      this.resumed += 1
      if (this.resumesTo) this.state = this.resumesTo
    },
    async suspend() {
      this.suspended += 1
    },
  }
}

function setUp({ mayPlay = true, resumesTo = 'running' } = {}) {
  let now = 0
  let dead = 0
  const states: OutputState[] = []
  const output = fakeOutput()
  output.resumesTo = resumesTo
  const watch = createOutputWatch(() => now, {
    onState: (state) => states.push(state),
    mayPlay: async () => mayPlay,
    onDead: () => {
      dead += 1
    },
  })
  const settle = async () => {
    for (let round = 0; round < 10; round += 1) await undefined
  }
  async function pass(milliseconds: number, clockRuns = true): Promise<void> {
    for (const end = now + milliseconds; now < end; ) {
      now += OUTPUT_TICK_MS
      if (clockRuns && output.state === 'running') output.currentTime += OUTPUT_TICK_MS / 1000
      watch.tick()
      await settle()
    }
  }
  return { watch, output, states, pass, settle, dead: () => dead, last: () => states.at(-1) }
}

t.test('the table: every state can be closed, and none but a running one is left in silence', async (t) => {
  const events: OutputEvent[] = ['open', 'runs', 'halts', 'refused', 'overdue', 'gesture', 'close']
  for (const [state, transitions] of Object.entries(OUTPUT_TRANSITIONS)) {
    t.strictSame(
      Object.keys(transitions).filter((event) => !events.includes(event as OutputEvent)),
      [],
    )
    if (state === 'closed') t.strictSame(transitions, { open: 'starting' })
    else t.equal(transitions.close, 'closed', state)
    if (state !== 'closed' && state !== 'running') t.equal(transitions.runs, 'running', state)
    t.equal(transitions.halts, state === 'running' ? 'stopped' : undefined, 'only what runs can halt')
  }
})

t.test('an output that needs seconds to start is slow, and no browser that waits for a click', async (t) => {
  const { watch, output, states, pass } = setUp({ resumesTo: '' })
  watch.watch(output)
  await pass(4000)
  watch.gesture()
  await pass(1600)
  t.strictSame(states, ['starting'], 'nor is it cut short by a click')
  output.state = 'running'
  watch.look()
  t.strictSame(states, ['starting', 'running'])
})

t.test('one that never starts has failed, and a click gives it a successor', async (t) => {
  const { watch, output, states, pass, dead } = setUp({ resumesTo: '' })
  watch.watch(output)
  await pass(7000)
  t.strictSame(states, ['starting', 'failed'])
  t.equal(dead(), 0)
  watch.gesture()
  await pass(1600)
  t.ok(dead() > 0)
})

t.test('a browser that waits for a click is told from one that is slow, within a second', async (t) => {
  const { watch, output, states, pass, settle } = setUp({ mayPlay: false, resumesTo: '' })
  watch.watch(output)
  await pass(1000)
  t.strictSame(states, ['starting', 'awaiting-gesture'])
  output.resumesTo = 'running'
  watch.gesture()
  await settle()
  t.equal(states.at(-1), 'running')
})

t.test('what stops is resumed at once, and without a word', async (t) => {
  for (const how of ['suspended', 'interrupted']) {
    const { watch, output, states, pass, settle } = setUp()
    watch.watch(output)
    await settle()
    await pass(2000)
    output.state = how
    watch.look()
    await settle()
    t.strictSame(states, ['starting', 'running', 'stopped', 'running'], how)
  }
})

t.test('what cannot be resumed is told within two seconds, tried again, and again at a click', async (t) => {
  const { watch, output, pass, settle, last, dead } = setUp()
  watch.watch(output)
  await pass(2000)
  output.resumesTo = ''
  output.state = 'interrupted'
  await pass(2000)
  t.equal(last(), 'interrupted', 'also where the browser says nothing of it')
  const tries = output.resumed
  await pass(2000)
  t.ok(output.resumed > tries, 'a call may be over')
  t.equal(dead(), 0, 'as long as nobody clicks')
  output.resumesTo = 'running'
  watch.gesture()
  await settle()
  t.equal(last(), 'running')
  await pass(3000)
  t.equal(dead(), 0)
})

t.test('a clock that stands still is told within two seconds, and its output is replaced', async (t) => {
  const { watch, output, pass, last, dead } = setUp()
  watch.watch(output)
  await pass(2000)
  t.equal(output.suspended, 0)
  await pass(2000, false)
  t.equal(last(), 'interrupted')
  t.equal(output.suspended, 1, 'it was put to sleep and woken')
  await pass(2000, false)
  t.ok(dead() > 0)
  const next = fakeOutput()
  watch.watch(next)
  await pass(800)
  t.equal(last(), 'running')
})

t.test('an output that the browser closed is replaced at once, and none is after its end', async (t) => {
  const { watch, output, pass, dead, last } = setUp()
  watch.watch(output)
  await pass(800)
  output.state = 'closed'
  watch.look()
  t.equal(dead(), 1)
  watch.close()
  await pass(5000)
  t.equal(dead(), 1)
  t.equal(last(), 'closed')
})
