/** What a page tells of its own voice, without a browser: when, once, and nothing it does not know. */

import t from 'tap'
import type { VoiceReportMessage } from '../../../src/protocol/messages.js'
import type { Person } from '../../../web-client/room/room-people.js'
import { createOwnReport } from '../../../web-client/service/own-report.js'
import type { MicrophoneFault } from '../../../web-client/speaking/microphone.js'
import { pageTime } from '../../helpers/browser/fake-browser.js'
import { createTestTime } from '../../helpers/test-time.js'

function setUp() {
  const time = createTestTime()
  const told: Omit<VoiceReportMessage, 'type'>[] = []
  const now = {
    speaks: false,
    fault: undefined as MicrophoneFault | undefined,
    people: [] as Pick<Person, 'media'>[],
  }
  const report = createOwnReport({
    send: ({ type: _type, ...what }) => told.push(what),
    speaks: () => now.speaks,
    microphoneFault: () => now.fault,
    people: () => now.people as Person[],
    time: pageTime(time),
  })
  return {
    time,
    now,
    report,
    /** What was told of one kind since the last call. */
    news: <Key extends keyof Omit<VoiceReportMessage, 'type'>>(key: Key) => {
      const found = told.flatMap((what) => (what[key] === undefined ? [] : [what[key]]))
      told.length = 0
      return found
    },
    all: () => told.splice(0),
  }
}

t.test('who speaks is told at each change, and again while it holds', async (t) => {
  const { time, now, report, news, all } = setUp()
  now.speaks = true
  await time.pass(5000)
  t.strictSame(all(), [], 'nothing before a join')
  report.joined({ resumed: false })
  await time.pass(300)
  t.strictSame(news('speaking'), [true])
  await time.pass(9000)
  t.strictSame(news('speaking'), [true, true])
  now.speaks = false
  await time.pass(9000)
  t.strictSame(news('speaking'), [false])
  report.stop()
  now.speaks = true
  await time.pass(9000)
  t.strictSame(all(), [])
  t.equal(time.pending(), 0)
})

t.test('ways and faults are told when they change, and anew on a new socket', async (t) => {
  const { time, now, report, news } = setUp()
  now.fault = 'denied'
  now.people = [{ media: 'p2p' }, { media: 'hub' }, { media: undefined }]
  report.joined({ resumed: false })
  await time.pass(5000)
  t.strictSame(news('failure'), ['microphone-denied'])
  now.fault = 'insecure-page'
  now.people = [{ media: 'relay' }]
  await time.pass(5000)
  t.strictSame(news('routes'), [{ p2p: 0, relay: 1, hub: 0 }])
  await time.pass(5000)
  t.strictSame(news('failure'), [])
  report.joined({ resumed: true })
  await time.pass(5000)
  t.strictSame(news('failure'), ['insecure-page'])
  now.fault = undefined
  await time.pass(5000)
  t.strictSame(news('failure'), [], 'what is repaired is no failure')
})

const joinAndTell = async (
  act: (page: ReturnType<typeof setUp>) => Promise<unknown>,
): Promise<(number | undefined)[]> => {
  const page = setUp()
  await page.time.pass(10_000)
  page.report.joined({ resumed: false })
  await act(page)
  await page.time.pass(1000)
  return page.news('timeToVoiceMs')
}

t.test('how long the first voice took: from the join, or from when there was one to come', async (t) => {
  const { pass } = { pass: (page: ReturnType<typeof setUp>, ms: number) => page.time.pass(ms) }
  const rows: [string, Parameters<typeof joinAndTell>[0], number[]][] = [
    [
      'at once',
      async (page) => {
        report(page, 'expect')
        await pass(page, 700)
        report(page, 'arrived')
        report(page, 'arrived')
      },
      [700],
    ],
    [
      'soon after the join',
      async (page) => {
        await pass(page, 2000)
        report(page, 'expect')
        await pass(page, 500)
        report(page, 'arrived')
      },
      [2500],
    ],
    [
      'somebody comes much later',
      async (page) => {
        await pass(page, 50_000)
        report(page, 'expect')
        await pass(page, 500)
        report(page, 'arrived')
      },
      [500],
    ],
    [
      'nobody was to come',
      async (page) => {
        await pass(page, 500)
        report(page, 'arrived')
      },
      [],
    ],
    [
      'through the hub',
      async (page) => {
        page.report.expectHub()
        await pass(page, 400)
        page.report.hubConnected()
        await pass(page, 100)
        page.report.expectThroughHub()
        await pass(page, 100)
        report(page, 'arrived')
      },
      [600],
    ],
    [
      'through a hub that has long been connected',
      async (page) => {
        page.report.expectHub()
        page.report.hubConnected()
        await pass(page, 60_000)
        page.report.expectThroughHub()
        await pass(page, 300)
        report(page, 'arrived')
      },
      [300],
    ],
    [
      'through a hub that is gone',
      async (page) => {
        page.report.expectHub()
        page.report.forgetHub()
        page.report.expectThroughHub()
        report(page, 'arrived')
      },
      [],
    ],
    [
      'on a socket that came back',
      async (page) => {
        page.report.joined({ resumed: true })
        report(page, 'expect')
        report(page, 'arrived')
      },
      [],
    ],
  ]
  for (const [name, act, expected] of rows) t.strictSame(await joinAndTell(act), expected, name)
})

function report({ report: own }: ReturnType<typeof setUp>, event: 'expect' | 'arrived'): void {
  own[event]('bert')
}

t.test('a connection that does not come is told, once, unless it is no longer awaited', async (t) => {
  const { time, report: own, news } = setUp()
  own.joined({ resumed: false })
  own.expect('bert')
  own.expect('carl')
  own.expectHub()
  own.forget('carl')
  await time.pass(20_000)
  t.strictSame(news('failure'), ['connection', 'connection'], 'the hub and Bert')
  await time.pass(20_000)
  t.strictSame(news('failure'), [])
  own.expect('dora')
  own.leftRoom()
  await time.pass(20_000)
  t.strictSame(news('failure'), [])
  own.expect('emil')
  own.arrived('emil')
  await time.pass(20_000)
  t.strictSame(news('failure'), [])
})
