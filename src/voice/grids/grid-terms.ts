/** What an operator decides about a grid, and what is wrong with it. */

import { VoiceError } from '../../errors.js'
import { simulatorPasswords } from '../../pure/grids/simulator-passwords.js'
import { vivoxNameOf } from '../../pure/region-keys/region-rights.js'
import { type GridId, MAIN_GRID } from './grid.js'
import type { GridRobust, HostedGrid } from './hosted-grid.js'

/** What is kept sealed of a grid's services, as it is typed. `undefined`: what is known stays; '': there is none. */
export interface RobustSecrets {
  readonly password: string | undefined
  /** One for all simulators, or a line for each: see `simulatorPasswords`. */
  readonly remoteAdminPassword?: string | undefined
  readonly messageKey?: string | undefined
}

/** Where a grid's services are, with their secrets. */
export interface RobustTerms extends Pick<GridRobust, 'url' | 'publicUrl' | 'user'>, RobustSecrets {}

export interface GridTerms
  extends Pick<
    HostedGrid,
    'name' | 'sipDomain' | 'hostNames' | 'vivoxAdminUser' | 'signInWays' | 'language' | 'limits'
  > {
  readonly robust: RobustTerms | undefined
}

/** What can be left out of a new grid has a default: its SIP domain and its Vivox admin follow from its id. */
export type NewGrid = Partial<GridTerms> & { readonly id: GridId; readonly name: string }

export interface TermsFault {
  /** A property of the terms, or of its services: `robust.url`. */
  readonly field: string
  /** One sentence that says what to do. */
  readonly message: string
}

/** What an operator asked for cannot be; nothing was changed. */
export class GridTermsFault extends VoiceError {
  constructor(readonly faults: readonly TermsFault[]) {
    super('settings-invalid', faults.map(({ message }) => message).join(' '))
  }
}

/** It is part of addresses, cookie names and keys in memory. */
const ID = /^[a-z0-9][a-z0-9-]{0,30}$/
const HOST_NAME = /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/
/** A region's voice module writes it into a URL unescaped. */
const ADMIN_USER = /^[\w.@-]{1,63}$/
const MAX_NAME_LENGTH = 63
const MAX_HOST_NAMES = 16
/** Names of region keys for the Vivox API. */
const OF_KEYS = vivoxNameOf('')

/** The faults of an id that a new grid is to have. */
export function idFaults(id: GridId, others: readonly HostedGrid[]): readonly TermsFault[] {
  if (!ID.test(id)) {
    const message =
      'The id is part of addresses: use up to 31 lower-case letters, digits and hyphens, beginning with a letter or digit.'
    return [{ field: 'id', message }]
  }
  const isTaken = id === MAIN_GRID || others.some((grid) => grid.id === id)
  return isTaken
    ? [{ field: 'id', message: 'There is a grid with that id already: choose another one.' }]
    : []
}

/** The faults of what was typed and is sealed from now on. */
export function secretFaults(robust: RobustTerms | undefined): readonly TermsFault[] {
  if (!robust?.remoteAdminPassword) return []
  try {
    simulatorPasswords(robust.remoteAdminPassword)
    return []
  } catch {
    // Which line it is would be told with what stands there.
    const message =
      'The password of RemoteAdmin is one for all simulators, or a line for each: http://host:port password.'
    return [{ field: 'robust.remoteAdminPassword', message }]
  }
}

/** The faults of a grid beside the others. */
export function termsFaults(grid: HostedGrid, others: readonly HostedGrid[]): readonly TermsFault[] {
  const faults: TermsFault[] = []
  const refuse = (field: string, message: string) => void faults.push({ field, message })
  const ownerOf = (isTheirs: (other: HostedGrid) => boolean) => others.find(isTheirs)?.name

  const { name, sipDomain, hostNames, vivoxAdminUser, robust, limits } = grid
  if (name.trim() === '' || name.length > MAX_NAME_LENGTH)
    refuse('name', `The name has 1 to ${MAX_NAME_LENGTH} characters.`)

  if (!/^[a-z0-9.:[\]-]{1,253}$/.test(sipDomain))
    refuse('sipDomain', 'The SIP domain is a host name in lower case, without scheme or port.')
  const domainOwner = ownerOf((other) => other.sipDomain === sipDomain)
  if (domainOwner !== undefined) refuse('sipDomain', `The grid “${domainOwner}” has that SIP domain already.`)

  const wrong = hostNames.filter((host) => !HOST_NAME.test(host) || host.length > 253)
  if (wrong.length > 0 || hostNames.length > MAX_HOST_NAMES)
    refuse(
      'hostNames',
      `A grid has up to ${MAX_HOST_NAMES} host names such as voice.example.org, in lower case, without scheme or port.`,
    )
  const hostOwner = ownerOf((other) => other.hostNames.some((host) => hostNames.includes(host)))
  if (hostOwner !== undefined)
    refuse('hostNames', `The grid “${hostOwner}” has one of these host names already.`)

  if (!ADMIN_USER.test(vivoxAdminUser) || vivoxAdminUser.startsWith(OF_KEYS))
    refuse(
      'vivoxAdminUser',
      `The Vivox admin’s name has up to 63 letters, digits and the characters . _ @ -, and does not begin with ${OF_KEYS}.`,
    )
  const adminOwner = ownerOf((other) => other.vivoxAdminUser === vivoxAdminUser)
  if (adminOwner !== undefined)
    refuse('vivoxAdminUser', `The grid “${adminOwner}” has that Vivox admin already: choose another name.`)

  if (robust) faults.push(...robustFaults(robust, grid))
  else if (grid.signInWays.length > 0)
    refuse('signInWays', 'Residents sign in by the grid’s own services: say where they are first.')

  for (const [limit, most] of Object.entries(limits))
    if (most !== undefined && (!Number.isSafeInteger(most) || most < 1))
      refuse(`limits.${limit}`, 'A limit is a whole number above 0; leave it empty for none.')
  return faults
}

function robustFaults(
  { url, publicUrl, user }: GridRobust,
  { signInWays }: HostedGrid,
): readonly TermsFault[] {
  const faults: TermsFault[] = []
  if (!isOrigin(url))
    faults.push({
      field: 'robust.url',
      message: 'The address of the grid’s services is of the form http://robust.example.org:8003.',
    })
  if (publicUrl !== undefined && !isOrigin(publicUrl))
    faults.push({
      field: 'robust.publicUrl',
      message: 'The grid’s public address is of the form http://grid.example.org:8002.',
    })
  // Robust takes what stands before the first colon for the user.
  if (user.includes(':')) faults.push({ field: 'robust.user', message: 'The user’s name has no colon.' })
  if (signInWays.includes('openid') && publicUrl === undefined)
    faults.push({
      field: 'robust.publicUrl',
      message: 'The grid’s own sign-in page needs the grid’s public address.',
    })
  return faults
}

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.origin === text
}
