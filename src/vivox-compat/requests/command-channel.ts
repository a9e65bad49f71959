/** `viv_chan_cmd.php`: moderates the people who are in a channel's room. */

import { VoiceError } from '../../errors.js'
import { agentIdOf } from '../../voice/accounts/account-name.js'
import type { ChannelRef } from '../../voice/channels/channel.js'
import { accountNameInUri, channelIdInUri } from '../../voice/channels/sip-uri.js'
import type { Moderation } from '../../voice/moderation/moderation.js'
import { requireOwnChannel } from '../confinement.js'
import type { RequestHandler, VivoxRequest } from '../request.js'
import { required } from '../wire/params.js'

type ModerationCommand =
  | { readonly whom: 'everybody'; run(moderation: Moderation, channel: ChannelRef): void }
  | { readonly whom: 'one'; run(moderation: Moderation, channel: ChannelRef, agentId: string): void }

const commands: ReadonlyMap<string, ModerationCommand> = new Map<string, ModerationCommand>([
  ['kick', { whom: 'one', run: (moderation, channel, agent) => moderation.kick(channel, agent) }],
  ['mute', { whom: 'one', run: (moderation, channel, agent) => moderation.setMuted(channel, agent, true) }],
  [
    'unmute',
    { whom: 'one', run: (moderation, channel, agent) => moderation.setMuted(channel, agent, false) },
  ],
  ['drop_all', { whom: 'everybody', run: (moderation, channel) => moderation.kickAll(channel) }],
  ['mute_all', { whom: 'everybody', run: (moderation, channel) => moderation.setAllMuted(channel, true) }],
  ['unmute_all', { whom: 'everybody', run: (moderation, channel) => moderation.setAllMuted(channel, false) }],
])

/** `scope` (all, audio or text) is ignored: there is only audio here. */
export const commandChannel: RequestHandler = async (asked) => {
  const { grid, params, services } = asked
  const command = commands.get(required(params, 'mode'))
  if (!command) {
    throw new VoiceError('unknown-mode', `mode is one of ${[...commands.keys()].join(', ')}.`)
  }
  const id = channelIdInUri(required(params, 'chan_uri'))
  if (id === undefined) throw new VoiceError('channel-not-found', 'There is no such channel.')
  const channel = await services.channels.get({ grid, id })
  requireOwnChannel(asked, channel)
  if (command.whom === 'everybody') command.run(services.moderation, channel)
  else command.run(services.moderation, channel, await agentIn(asked))
  return { body: { status: 'Ok' } }
}

/** The avatar in `user_uri`, which may also be the bare account name. */
async function agentIn({ grid, params, services }: VivoxRequest): Promise<string> {
  const uri = required(params, 'user_uri')
  const name = accountNameInUri(uri) ?? uri
  const agentId = agentIdOf(name) ?? (await services.accounts.find(grid, name))?.agentId
  if (!agentId) throw new VoiceError('account-not-found', 'user_uri names no account.')
  return agentId
}
