/** Where the resident is with the service: every phase, every event, and starts that go on or wait for a click. */

import t from 'tap'
import { createJoinedMark, goesOn, type StartFacts } from '../../../web-client/page/joined-mark.js'
import {
  createPhaseMachine,
  pageStateOf,
  phaseTransitions,
  wantsVoice,
} from '../../../web-client/page/phase.js'
import { socketTransitions } from '../../../web-client/service/socket-state.js'
import { fakeBrowser, forbiddenStorage } from '../../helpers/browser/fake-browser.js'
import { holdsTable } from '../../helpers/transition-table.js'

t.test('the phase, in every state', (t) => {
  holdsTable(
    t,
    phaseTransitions,
    `
                   welcome  join     leave       rejoin   room       waiting  no-positions  region-away  voice-off  channel-full  grid-full  locked  link-confined  kicked  lost          end   again
    connecting     ready    joining  -           -        -          -        -             -            -          -             -          -       -              -       =             over  -
    ready          =        joining  -           -        -          -        -             -            -          -             -          -       -              -       connecting    over  -
    joining        =        -        ready       =        connected  waiting  no-positions  region-away  voice-off  channel-full  grid-full  locked  link-confined  ready   reconnecting  over  -
    waiting        -        -        ready       -        connected  =        no-positions  region-away  voice-off  channel-full  grid-full  locked  link-confined  ready   reconnecting  over  -
    no-positions   -        -        ready       -        connected  waiting  =             region-away  voice-off  channel-full  grid-full  locked  link-confined  ready   reconnecting  over  -
    region-away    -        -        ready       -        connected  waiting  no-positions  =            voice-off  channel-full  grid-full  locked  link-confined  ready   reconnecting  over  -
    voice-off      -        -        ready       -        connected  waiting  no-positions  region-away  =          channel-full  grid-full  locked  link-confined  ready   reconnecting  over  -
    channel-full   -        -        ready       -        connected  waiting  no-positions  region-away  voice-off  =             grid-full  locked  link-confined  ready   reconnecting  over  -
    grid-full      -        -        ready       -        connected  waiting  no-positions  region-away  voice-off  channel-full  =          locked  link-confined  ready   reconnecting  over  -
    locked         -        -        ready       -        connected  waiting  no-positions  region-away  voice-off  channel-full  grid-full  =       link-confined  ready   reconnecting  over  -
    link-confined  -        -        ready       -        connected  waiting  no-positions  region-away  voice-off  channel-full  grid-full  locked  =              ready   reconnecting  over  -
    connected      -        -        ready       -        =          waiting  no-positions  region-away  voice-off  channel-full  grid-full  locked  link-confined  ready   reconnecting  over  -
    reconnecting   =        -        connecting  joining  connected  waiting  no-positions  region-away  voice-off  channel-full  grid-full  locked  link-confined  ready   =             over  -
    over           -        -        -           -        -          -        -             -            -          -             -       -  -                      -       -             -     connecting
    `,
  )
  t.end()
})

t.test('how far the page has come on its socket', (t) => {
  holdsTable(
    t,
    socketTransitions,
    `
              welcome   join    leave     lost
    unknown   welcomed  -       -         =
    welcomed  =         joined  -         unknown
    joined    =         =       welcomed  unknown`,
  )
  t.end()
})

t.test('the phase says why it is over, and what tests and the page read', (t) => {
  const { phase, tell, end } = createPhaseMachine()
  const seen: string[] = []
  phase.subscribe((next) => seen.push(`${pageStateOf(next)}${wantsVoice(next.name) ? ' (wanted)' : ''}`))
  tell('welcome')
  tell('join')
  t.notOk(tell('join'), 'twice is once')
  tell('voice-off')
  tell('room')
  tell('lost')
  tell('welcome')
  tell('room')
  tell('leave')
  t.notOk(tell('room'), 'a room that was on its way when the resident left')
  end('signed-out')
  t.notOk(end('replaced'), 'the first end counts')
  t.strictSame(phase.value, { name: 'over', reason: 'signed-out' })
  t.strictSame(seen, [
    'ready',
    'ready',
    'joining (wanted)',
    'waiting (wanted)',
    'connected (wanted)',
    'reconnecting (wanted)',
    'connected (wanted)',
    'ready',
    'signed-out',
  ])
  const other = createPhaseMachine()
  other.end('kicked')
  t.equal(pageStateOf(other.phase.value), 'over')
  t.end()
})

t.test('only a reload goes on by itself, and only at once', (t) => {
  const fresh: StartFacts = { navigation: 'reload', byLink: false, aliveAt: 1000, startedAt: 3000, now: 4000 }
  const rows: [Partial<StartFacts>, boolean][] = [
    [{}, true],
    [{ navigation: 'navigate' }, false],
    [{ navigation: 'navigate', byLink: true }, true],
    [{ navigation: 'back_forward', byLink: true }, false],
    [{ navigation: 'back_forward' }, false],
    [{ navigation: 'prerender' }, false],
    [{ navigation: undefined }, false],
    [{ aliveAt: Number.NaN }, false],
    [{ aliveAt: 1000, startedAt: 61_000, now: 61_500 }, true],
    [{ aliveAt: 1000, startedAt: 61_001, now: 61_500 }, false],
    // The service was away for a while when the page was loaded.
    [{ now: 63_000 }, true],
    [{ now: 63_001 }, false],
    // The clock was set back meanwhile.
    [{ aliveAt: 500_000 }, false],
    [{ aliveAt: 3500 }, true],
  ]
  for (const [changes, goes] of rows) t.equal(goesOn({ ...fresh, ...changes }), goes, JSON.stringify(changes))
  t.end()
})

t.test('the mark says when the page was last alive', async (t) => {
  const browser = fakeBrowser()
  const { testTime, window, sessionStorage } = browser
  const startAgain = () =>
    createJoinedMark(fakeBrowser({ time: browser.time, sessionStorage, navigationType: 'reload' }), false)
  const mark = createJoinedMark(browser, true)
  t.notOk(startAgain().goesOn(), 'nobody talked here yet')
  mark.set()
  await testTime.pass(600_000)
  t.ok(startAgain().goesOn(), 'talking for ten minutes')
  await testTime.pass(9000)
  window.fire('pagehide')
  const reloaded = startAgain()
  await testTime.pass(59_000)
  t.ok(reloaded.goesOn())
  await testTime.pass(2000)
  t.notOk(reloaded.goesOn(), 'a start that takes longer than a minute waits')
  mark.set()
  mark.clear()
  window.fire('pagehide')
  t.equal(testTime.pending(), 0)
  t.notOk(startAgain().goesOn(), 'whoever left stays out')
  const forgetful = createJoinedMark(fakeBrowser({ sessionStorage: forbiddenStorage() }), true)
  forgetful.set()
  forgetful.clear()
  t.notOk(forgetful.goesOn())
})
