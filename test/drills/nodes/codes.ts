/** A region whose simulator shows codes in-world, and residents who sign in with them. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testAvatar, testUuid } from '../../helpers/regions/region.js'
import { regionsFileOf } from '../../helpers/regions/regions-json.js'
import { require, type Teardown } from './teardown.js'

/** A region is asked every few seconds who is there. */
const LISTED_MS = 20_000
const ASK_INTERVAL_MS = 500

export interface CodeRegion {
  /** `REMOTE_ADMIN_FILE` of the nodes. */
  readonly file: string
  /** Somebody new stands in the region, and has asked for a code; returns what signs them in. */
  newcomer(url: string): Promise<SignInByCode>
}

export interface SignInByCode {
  /** @throws Error where the code is not good now, or is good a second time */
  signsInOnce(): Promise<void>
}

export async function startCodeRegion(t: Teardown): Promise<CodeRegion> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-drill-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const region = { id: testUuid(), name: 'Codes', agents: [testAvatar('Code Keeper')] }
  const simulator = await startFakeSimulator([region])
  t.teardown(simulator.down)
  const file = join(folder, 'regions.json')
  await writeFile(file, JSON.stringify(regionsFileOf([simulator], { code_sign_in: true })))

  async function post(url: string, path: string, body: object): Promise<number> {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status
  }

  return {
    file,
    async newcomer(url) {
      const guest = testAvatar('Code Guest')
      const { id: agentId } = guest
      region.agents.push(guest)
      let status = 0
      for (const end = performance.now() + LISTED_MS; status !== 202; ) {
        require(performance.now() < end, `somebody who asked for a code was answered ${status}`)
        await sleep(ASK_INTERVAL_MS)
        status = await post(url, '/api/sign-in/code', { agentId })
      }
      const shown = simulator.alerts.findLast((alert) => alert.agentId === agentId)?.message ?? ''
      const code = /\b\d{6}\b/.exec(shown)?.[0]
      require(code !== undefined, 'no code was shown')
      return {
        async signsInOnce() {
          const first = await post(url, '/api/session', { agentId, code })
          require(first === 200, `a code was answered ${first}`)
          const second = await post(url, '/api/session', { agentId, code })
          require(second === 410, `a code that was used was answered ${second}`)
        },
      }
    },
  }
}
