/** Checks whether the grid's own services answer, one after the other. */

import { lookUpHost } from '../../media/announced.js'
import { listedEntry, withheldFrom } from '../../opensim/remote-admin/listed-entry.js'
import { createGroupClient } from '../../robust/client/group-client.js'
import { createInstantMessages } from '../../robust/client/instant-messages.js'
import { createResidentClient } from '../../robust/client/resident-client.js'
import { createRobustClient, type ListedRegion } from '../../robust/client/robust-client.js'
import { createLandClient } from '../../robust/land/land-client.js'
import { probeLand } from '../../robust/land/probe-land.js'
import { probeRobust } from '../../robust/probe.js'
import { probeSignIn, type SignInProbe } from '../../robust/probe-sign-in.js'
import { MAIN_GRID } from '../../voice/grids/grid.js'
import { systemTimers } from '../../voice/time/timers.js'
import type { Config } from '../settings/config.js'
import { isReadOnTheWay } from '../settings/private-network.js'
import { fault, good, note, type OperatorCheck, type SetupFinding } from './check.js'
import { askRegion } from './regions-check.js'

const ABOUT = 'grid'

export const gridCheck: OperatorCheck = async ({ config }) => {
  if (config.robustUrl === undefined) {
    return [
      note(
        ABOUT,
        'ROBUST_URL is not set: where regions lie is told by scripts, learned or guessed (docs/grids.md).',
      ),
    ]
  }
  const url = new URL(config.robustUrl)
  const found = await probeRobust(createRobustClient({ url, ...OUTGOING }))
  return [
    ...(found.gridName === undefined
      ? []
      : [good(ABOUT, `${url.host} answers: ${found.gridName || 'no name'}.`)]),
    ...(found.regions === undefined ? [] : [regionsFinding(found.regions.length)]),
    ...(found.tellsPresence ? [good(ABOUT, 'It tells who is in which region.')] : []),
    ...(found.fault
      ? [fault(ABOUT, `${url.host}: ${found.fault.message}`)]
      : await signInFindings(config, url)),
    ...(await landFindings(found.regions ?? [])),
    ...(await remoteAdminFindings(found.regions ?? [], config)),
  ]
}

/** All of these addresses are the operator's own choice. */
const OUTGOING = { timers: systemTimers, mayReach: undefined }

async function signInFindings(config: Config, url: URL): Promise<readonly SetupFinding[]> {
  const asking = { url, ...OUTGOING }
  const regions = await createRobustClient(asking).regions()
  const looked = await probeSignIn({
    client: createResidentClient(asking),
    groups: createGroupClient(asking),
    messages: createInstantMessages({ messageKey: config.robustMessageKey, clock: Date.now, ...OUTGOING }),
    simulators: regions.filter(({ online }) => online).map(({ simulator }) => simulator),
    ways: config.robustSignIn,
    publicUrl: config.robustPublicUrl,
    ...OUTGOING,
  })
  const isRead = config.robustSignIn.includes('password') && (await isReadOnTheWay(url, lookUpHost))
  return [
    ...looked.map(({ step, about, fault: why, isOff }) => {
      if (isOff) return note(ABOUT, NO_GROUPS)
      return why
        ? fault(ABOUT, [about, why.message].filter(Boolean).join(': '))
        : good(ABOUT, WORKS[step](about))
    }),
    ...(isRead ? [note(ABOUT, CLEAR_TEXT)] : []),
  ]
}

const CLEAR_TEXT =
  'ROBUST_URL leads over plain http through a network that is not private: the MD5 of passwords, as good as the passwords, can be read there. Use a private network or a tunnel, or take password out of ROBUST_SIGN_IN.'

const NO_GROUPS =
  'It has no groups service (Groups V2) on that port: residents see nobody of their groups. GroupsServiceConnector in Robust.ini or Robust.HG.ini switches it on.'

const WORKS: Readonly<Record<SignInProbe['step'], (about: string) => string>> = {
  accounts: () => 'It tells who has an account.',
  friends: () => 'It tells who is whose friend.',
  groups: () => 'It tells who belongs to which group.',
  messages: (simulator) => `The simulator at ${simulator} takes instant messages.`,
  password: () => 'It checks passwords.',
  page: (address) => `Its own page for signing in answers at ${address}.`,
}

/** What the simulators say of their parcels. */
async function landFindings(regions: readonly ListedRegion[]): Promise<readonly SetupFinding[]> {
  const probes = await probeLand(createLandClient(OUTGOING), regions)
  const working = probes.filter((probe) => !probe.fault)
  const failing = probes.flatMap(({ simulator, fault }) => (fault ? { simulator, fault } : []))
  return [
    ...(working.length === 0 ? [] : [good('parcels', `${hosts(working)}: the parcels are told.`)]),
    ...failing.map(({ simulator, fault: { message } }) => fault('parcels', `${simulator.host}: ${message}`)),
  ]
}

const hosts = (probes: readonly { readonly simulator: URL }[]) =>
  probes.map(({ simulator }) => simulator.host).join(', ')

/** One region of each simulator whose password is known. */
async function remoteAdminFindings(
  regions: readonly ListedRegion[],
  config: Config,
): Promise<readonly SetupFinding[]> {
  const entries = regions.flatMap((region) => listedEntry({ grid: MAIN_GRID, ...region }, config) ?? [])
  const withheld = withheldFrom(
    regions.map(({ simulator }) => simulator),
    config,
  )
  const bySimulator = new Map(entries.toReversed().map((entry) => [entry.url.origin, entry]))
  return [
    ...(await Promise.all([...bySimulator.values()].slice(0, MAX_ASKED).map(askRegion))),
    ...(withheld.length === 0 ? [] : [note('positions', keptFrom(withheld))]),
  ]
}

function keptFrom(hosts: readonly string[]): string {
  const more = hosts.length > MAX_ASKED ? `, and ${hosts.length - MAX_ASKED} more` : ''
  return `The password for all simulators is not sent to ${hosts.slice(0, MAX_ASKED).join(', ')}${more}: whoever registers a region names that address. Name those that are yours in ROBUST_SIMULATORS, or give each a line of its own.`
}

/** Of a large grid some simulators are enough. */
const MAX_ASKED = 20

function regionsFinding(count: number) {
  return count > 0
    ? good(ABOUT, `It lists ${count} regions.`)
    : note(ABOUT, 'It lists no region: is this the right grid, and is a simulator running?')
}
