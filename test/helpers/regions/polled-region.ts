/** The whole service with one region that it asks over RemoteAdmin, by a clock that the test turns. */

import type { Test } from 'tap'
import { eventually } from '../eventually.js'
import { startTestApp } from '../test-app.js'
import { createTestTime } from '../test-time.js'
import { startFakeSimulator } from './fake-simulator.js'
import { type TestAvatar, testUuid } from './region.js'
import { regionsJson } from './regions-json.js'

/** Starts both, until the test ends. @param agents who stands in the region "Plaza" at first */
export async function startPolledRegion(t: Test, agents: TestAvatar[]) {
  const plaza = { id: testUuid(), name: 'Plaza', agents }
  const simulator = await startFakeSimulator([plaza])
  t.teardown(() => simulator.down())
  const time = createTestTime()
  const app = await startTestApp(t, {
    env: { REMOTE_ADMIN_FILE: await regionsJson(t, [simulator]) },
    clock: time.clock,
    timers: time.timers,
  })
  return {
    plaza,
    simulator,
    time,
    app,
    /** So much time in steps, in each of which the region is asked and answers: time stands still while a call is under way. */
    async live(milliseconds: number, stepMs: number): Promise<void> {
      for (let passed = 0; passed < milliseconds; passed += stepMs) {
        await time.pass(stepMs)
        await eventually('all calls are answered', () => simulator.connections === 0)
      }
    },
  }
}
