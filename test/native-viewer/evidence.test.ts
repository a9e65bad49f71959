/** What is held against an avatar, or told to it, concerns nobody of the same UUIDs on another grid. */

import t from 'tap'
import { ABSENT_MS, createAbsences } from '../../src/native-viewer/evidence/absences.js'
import { createViewerRegions } from '../../src/native-viewer/evidence/viewer-regions.js'
import { createVoiceSwitch } from '../../src/native-viewer/evidence/voice-switch.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { createTestTime } from '../helpers/test-time.js'

/** One on each grid, with the same ids. */
const onGrid = (grid: string) => ({
  grid,
  agentId: 'anna',
  regionId: 'west',
  peerId: 'peer',
  keyId: undefined,
  isOpen: () => true,
})
const [ALPHA, BETA] = [onGrid('alpha'), onGrid('beta')]

t.test('who is missing on one grid is let in on the other', async (t) => {
  const { timers, pass } = createTestTime()
  const ended: string[] = []
  const sessionOn = (self: typeof ALPHA) => ({
    ...self,
    isCall: false,
    isPrimary: true,
    end: () => ended.push(self.grid),
  })
  const presence = createPresence(timers)
  const absences = createAbsences({ presence, sessionsOf: () => [], timers })
  absences.reported(sessionOn(ALPHA))
  await pass(ABSENT_MS)
  absences.reported(sessionOn(BETA))
  t.strictSame(ended, [])
  absences.reported(sessionOn(ALPHA))
  t.strictSame(ended, ['alpha'])
  t.throws(() => absences.check(ALPHA), { code: 'not-allowed' })
  t.doesNotThrow(() => absences.check(BETA))
  absences.feedLost(BETA)
  presence.events.emit('seen', [BETA])
  t.throws(() => absences.check(ALPHA), { code: 'not-allowed' })
  absences.feedLost(ALPHA)
  t.doesNotThrow(() => absences.check(ALPHA))
  absences.close()
})

t.test(
  'who was missing and is seen again is neither kept out nor ended, however often it was gone',
  async (t) => {
    const { timers, pass } = createTestTime()
    const ended: string[] = []
    const session = { ...ALPHA, isCall: false, end: (reason: string) => ended.push(reason) }
    const talking = { ...session, isPrimary: true }
    const presence = createPresence(timers)
    const sessionsOf = () => [{ ...session, isPrimary: false }]
    const absences = createAbsences({ presence, sessionsOf, timers })
    for (let turn = 0; turn < 2; turn += 1) absences.gone(ALPHA)
    presence.events.emit('seen', [ALPHA])
    await pass(ABSENT_MS)
    t.strictSame(ended, [])
    absences.gone(ALPHA)
    await pass(ABSENT_MS)
    t.strictSame(ended, ['closed'])

    absences.reported(talking)
    await pass(ABSENT_MS)
    absences.reported(talking)
    t.strictSame(ended, ['closed', 'refused', 'closed'], 'and what listens from next door goes with it')
    t.throws(() => absences.check(ALPHA), { code: 'not-allowed' })
    presence.events.emit('seen', [ALPHA])
    t.doesNotThrow(() => absences.check(ALPHA))
    absences.reported(talking)
    t.equal(ended.length, 3, 'the grace period begins anew')
    absences.close()
  },
)

t.test('a viewer’s word says where its own grid’s avatar stands', (t) => {
  const { timers } = createTestTime()
  const regions = createViewerRegions(createPresence(timers), timers)
  regions.report(ALPHA, true)
  t.ok(regions.isHere(ALPHA))
  t.notOk(regions.isHere(BETA))
  regions.leave(BETA)
  t.ok(regions.isHere(ALPHA))
  t.end()
})

t.test('a viewer that a region key brings says nothing against an avatar’s own', (t) => {
  const { timers } = createTestTime()
  const regions = createViewerRegions(createPresence(timers), timers)
  const brought = (keyId: string) => ({ ...ALPHA, regionId: `of ${keyId}`, peerId: keyId, keyId })
  const [one, other] = [brought('one'), brought('other')]
  regions.report(ALPHA, true)
  for (const session of [one, other]) regions.report(session, true)
  t.strictSame([ALPHA, one, other].map(regions.isHere), [true, false, false])
  regions.leave(ALPHA)
  t.strictSame([one, other].map(regions.isHere), [true, false], 'nor against one that was there before')
  t.end()
})

t.test('an avatar is told that voice was switched off, whoever else of its UUID was', (t) => {
  const { timers } = createTestTime()
  const parcelVoice = createParcelVoice()
  const told: string[] = []
  const voiceSwitch = createVoiceSwitch({
    parcelVoice,
    presence: createPresence(timers),
    tell: ({ grid }) => told.push(grid),
    timers,
  })
  const session = (self: typeof ALPHA) => ({
    ...self,
    channel: {
      grid: self.grid,
      id: undefined,
      name: 'west',
      description: '',
      regionSettings: {},
      adminSettings: {},
    },
    isCall: false,
    isInside: true,
    end: () => undefined,
  })
  const off = { allowed: false, parcels: new Map() }
  parcelVoice.report(ALPHA, off)
  t.strictSame(
    [ALPHA, BETA].map((self) => voiceSwitch.isOff(session(self))),
    [true, false],
  )
  parcelVoice.report(BETA, off)
  for (const self of [ALPHA, ALPHA, BETA]) voiceSwitch.apply(session(self), self)
  t.strictSame(told, ['alpha', 'beta'])
  t.end()
})
