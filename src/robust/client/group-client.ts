/** The questions to the grid's services about groups (Groups V2): which an avatar belongs to, and who belongs to one. */

import { UUID } from '../../pure/uuid.js'
import { type Asking, createAsk } from './ask.js'
import { listsOf, type ServerMembers, textOf } from './server-response.js'

/** A group as one of its members sees it. */
export interface GridGroup {
  /** UUID in lower case. */
  readonly groupId: string
  readonly name: string
  /** Whether a role of the member in it may take part in its voice chat. */
  readonly mayTalk: boolean
}

export interface GridGroupMember {
  /** UUID in lower case. */
  readonly agentId: string
  readonly mayTalk: boolean
}

export interface GroupClient {
  /** @throws RobustFault */
  groupsOf(agentId: string): Promise<readonly GridGroup[]>
  /** @param asks a member of it @throws RobustFault */
  membersOf(groupId: string, asks: string): Promise<readonly GridGroupMember[]>
}

/** Where Robust serves groups, if it does. */
export const GROUPS_PATH = '/groups'

/** `GroupPowers.AllowVoiceChat` of OpenMetaverse: a bit of what a member's roles allow. */
const ALLOW_VOICE_CHAT = 1n << 27n
/** 5,000 members are 1.9 MB. */
const MEMBERS_TIMEOUT_MS = 20_000

export function createGroupClient(asking: Asking): GroupClient {
  const ask = createAsk(asking)
  return {
    async groupsOf(agentId) {
      const form = { AgentID: agentId, ALL: 'true', RequestingAgentID: agentId, METHOD: 'GETMEMBERSHIP' }
      return listedIn(await ask(GROUPS_PATH, form)).flatMap((listed) => {
        const groupId = textOf(listed, 'GroupID').toLowerCase()
        // One that was never finished has no name.
        const name = textOf(listed, 'GroupName').trim()
        if (!UUID.test(groupId) || name === '') return []
        return [{ groupId, name, mayTalk: allowsVoice(textOf(listed, 'GroupPowers')) }]
      })
    },
    async membersOf(groupId, asks) {
      const form = { GroupID: groupId, RequestingAgentID: asks, METHOD: 'GETGROUPMEMBERS' }
      return listedIn(await ask(GROUPS_PATH, form, MEMBERS_TIMEOUT_MS)).flatMap((listed) => {
        // Of a member from another grid: `uuid;http://home:port/;First Last`.
        const agentId = (textOf(listed, 'AgentID').split(';')[0] ?? '').toLowerCase()
        if (!UUID.test(agentId)) return []
        return [{ agentId, mayTalk: allowsVoice(textOf(listed, 'AgentPowers')) }]
      })
    },
  }
}

/** `m-0`, `m-1`, … within `RESULT`, which is the text `NULL` for none. */
function listedIn(answer: ServerMembers): readonly ServerMembers[] {
  const { RESULT: found } = answer
  return typeof found === 'object' ? listsOf(found, 'm-') : []
}

function allowsVoice(powers: string): boolean {
  return /^\d{1,20}$/.test(powers) && (BigInt(powers) & ALLOW_VOICE_CHAT) !== 0n
}
