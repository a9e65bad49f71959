/** Tests of the set-up that an admin starts in the console. Part of the composition. */

import { get } from '../certificate/http-get.js'
import { probeTurnServer } from '../ice/turn/turn-probe.js'
import type { RemoteAdmin } from '../opensim/remote-admin/remote-admin.js'
import { certificateInUse } from '../operator/checks/certificate-in-use.js'
import type { Config } from '../operator/settings/config.js'
import type { SetupTestName, SetupTestResult } from '../protocol/admin/set-up-test.js'
import type { Setup } from '../protocol/admin-api.js'
import type { Finding } from '../protocol/service-codes.js'
import { landReason } from '../robust/land/land-client.js'
import type { LandWatch } from '../robust/land/land-watch.js'
import type { Robust } from '../robust/robust.js'
import type { Clock, Timers } from '../voice/ports.js'
import type { Presence } from '../voice/presence/presence.js'

export interface SetupTestsOptions {
  readonly config: Config
  readonly publicUrl: () => string
  /** The port listened on. */
  readonly port: () => number
  readonly checks: () => Setup['checks']
  readonly presence: Pick<Presence, 'feeds'>
  readonly remoteAdmin: Pick<RemoteAdmin, 'status' | 'hurry'>
  /** `undefined`: the grid's services are not asked. */
  readonly robust: Pick<Robust, 'probe'> | undefined
  /** What signing in by the grid lacks. */
  readonly signInFindings: () => Promise<readonly Finding[]>
  readonly land: Pick<LandWatch, 'probe'> | undefined
  readonly clock: Clock
  readonly timers: Timers
}

/** A browser's question is on its way for less. */
const CLOCK_TOLERANCE_SECONDS = 5
/** A region that is asked at full speed answers sooner. */
const ASK_MS = 3000
const LOOK_MS = 100

export function createSetupTests(
  options: SetupTestsOptions,
): (test: SetupTestName, browserTime: number) => Promise<SetupTestResult> {
  const { config, publicUrl, port, checks, presence, remoteAdmin, robust, land, clock, timers } = options

  /** As the service knows without looking again. */
  function known(code: string, value: number | null = null): SetupTestResult {
    const check = checks().find((one) => one.code === code)
    return { state: check?.state ?? 'unknown', findings: [...(check?.findings ?? [])], value }
  }

  async function certificate(): Promise<SetupTestResult> {
    const url = new URL(publicUrl())
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (url.protocol !== 'https:') return found('bad', { code: 'plain-http', about: url.origin })
    // A router may not lead back inside: then the service's own port tells.
    const inUse =
      (await certificateInUse({ host, port: Number(url.port || 443) }, clock())) ??
      (await certificateInUse({ host, port: port(), via: 'localhost' }, clock()))
    if (!inUse) return found('unknown', { code: 'url-unanswered', about: url.origin })
    const { fault, daysLeft } = inUse
    if (!fault) return { state: 'good', findings: [], value: daysLeft }
    return { ...found('bad', { code: `certificate-${fault}`, about: host }), value: daysLeft }
  }

  async function address(): Promise<SetupTestResult> {
    if (config.publicUrl === undefined) return known('public-url')
    const { status } = await get(`${publicUrl()}/healthz`, { trustAnybody: true })
    if (status === 200) return { state: 'good', findings: [], value: null }
    return found('unknown', { code: 'url-unanswered', about: publicUrl() })
  }

  async function regionsAnswer(): Promise<SetupTestResult> {
    const began = clock()
    remoteAdmin.hurry()
    const isFresh = () => remoteAdmin.status().every(({ lastOkAt }) => lastOkAt !== null && lastOkAt >= began)
    for (let waited = 0; !isFresh() && waited < ASK_MS; waited += LOOK_MS) {
      await new Promise<void>((resolve) => timers.after(LOOK_MS, resolve))
    }
    return known('remote-admin')
  }

  async function grid(): Promise<SetupTestResult> {
    const probe = await robust?.probe()
    if (!probe) return known('grid')
    if (probe.fault) return found('bad', { code: probe.fault.reason, about: probe.gridName ?? '' })
    const findings = ((await land?.probe()) ?? []).flatMap(({ simulator, fault }): Finding[] =>
      fault ? [{ code: landReason(fault), about: simulator.host }] : [],
    )
    findings.push(...(await options.signInFindings()))
    return { state: findings.length === 0 ? 'good' : 'bad', findings, value: null }
  }

  async function turn(): Promise<SetupTestResult> {
    if (config.turnUrls.length === 0) return known('turn')
    const states = await Promise.all(config.turnUrls.map((url) => probeTurnServer(url, config, clock())))
    const findings = states.flatMap(({ url, fault }) =>
      fault ? [{ code: `turn-${fault}` as const, about: url }] : [],
    )
    return { state: findings.length === 0 ? 'good' : 'bad', findings, value: null }
  }

  return async (test, browserTime) => {
    switch (test) {
      case 'clock': {
        const ahead = Math.round((clock() - browserTime) / 100) / 10
        const isRight = Math.abs(ahead) <= CLOCK_TOLERANCE_SECONDS
        const findings: Finding[] = isRight ? [] : [{ code: 'clock-off', about: '' }]
        return { state: isRight ? 'good' : 'bad', findings, value: ahead }
      }
      case 'public-url':
        return address()
      case 'certificate':
        return certificate()
      case 'region-called':
        return known(test)
      case 'grid':
        return grid()
      case 'positions': {
        const ages = presence.feeds().map(({ ageMs }) => ageMs / 1000)
        return known(test, ages.length === 0 ? null : Math.min(...ages))
      }
      case 'remote-admin':
        return regionsAnswer()
      case 'turn':
        return turn()
    }
  }
}

function found(state: SetupTestResult['state'], finding: Finding): SetupTestResult {
  return { state, findings: [finding], value: null }
}
