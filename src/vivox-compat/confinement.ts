/**
 * What a region key may do with accounts and channels. A request of `/api2` does not name its region, so a channel is known
 * by its name: the UUID of a region, with a `D` that of its directory, or the UUID of a parcel. Nothing else can be theirs.
 */

import { VoiceError } from '../errors.js'
import { NULL_UUID, UUID } from '../pure/uuid.js'
import { agentIdOf } from '../voice/accounts/account-name.js'
import { type Channel, canonicalChannelName } from '../voice/channels/channel.js'
import { isConfined, speaksFor } from '../voice/region-keys/authority.js'
import type { VivoxRequest } from './request.js'

type Asked = Pick<VivoxRequest, 'grid' | 'authority' | 'services'>

/** The region of a directory, by its name. */
function regionOfDirectory(name: string): string | undefined {
  const regionId = name.slice(0, -1).toLowerCase()
  return /d$/i.test(name) && UUID.test(regionId) ? regionId : undefined
}

/** Whether a channel of that name is theirs already. */
export function isOwnChannel({ grid, authority, services }: Asked, name: string): boolean {
  if (!isConfined(authority)) return true
  const known = canonicalChannelName(name)
  if (!UUID.test(known)) return speaksFor(authority, regionOfDirectory(known) ?? '')
  return speaksFor(authority, known) || services.parcelRegions.has({ grid, parcelId: known }, authority)
}

/** @throws VoiceError `not-allowed` for a channel of others */
export function requireOwnChannel(asked: Asked, { name }: Pick<Channel, 'name'>): void {
  if (!isOwnChannel(asked, name)) throw ofOthers()
}

/**
 * For a channel that is to be made. A parcel that nobody has becomes theirs, unless it has a channel already.
 * @throws VoiceError `not-allowed` for a channel of others
 */
export async function claimChannel(asked: Asked, name: string): Promise<void> {
  const { grid, authority, services } = asked
  const known = canonicalChannelName(name)
  if (isOwnChannel(asked, known) && isConfined(authority)) return
  if (!UUID.test(known) || known === NULL_UUID) {
    if (isConfined(authority)) throw ofOthers()
    return
  }
  if (isConfined(authority) && (await services.channels.search({ grid, name: known })).length > 0) {
    throw ofOthers()
  }
  // Which of its regions a parcel lies in is known where there is only one.
  const [only, another] = authority.regions === 'all' ? [] : authority.regions
  const regionId = another === undefined ? only : undefined
  if (!services.parcelRegions.claim({ grid, regionId, parcelId: known }, authority)) throw ofOthers()
}

/**
 * An avatar's account may be made and given a password where the avatar is.
 * @throws VoiceError `not-allowed`
 */
export function requireOwnAccount({ grid, authority, services }: Asked, accountName: string): void {
  if (!isConfined(authority)) return
  const agentId = agentIdOf(accountName)
  if (agentId === null) {
    throw new VoiceError('not-allowed', 'A region key is for the accounts of avatars only.')
  }
  services.standing.require(authority, { grid, agentId })
}

function ofOthers(): VoiceError {
  return new VoiceError('not-allowed', 'That channel belongs to a region of others.')
}
