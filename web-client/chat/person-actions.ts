/** What the chat offers to do with a person: write to them and, for moderators, keep them from writing. */

import type { PersonAction, PersonActions } from '../room/person-action.js'
import { texts } from '../texts/texts.js'
import type { Chat } from './chat.js'

export function chatActions(chat: Chat): PersonActions {
  return ({ agentId, name }) => {
    const message: PersonAction = {
      id: 'message',
      label: texts.message,
      icon: 'message',
      testId: 'message-button',
      run: () => chat.openWith(agentId, name),
    }
    if (!chat.moderatesPlace()) return [message]
    const isMuted = chat.writingMuted.value.has(agentId)
    return [
      message,
      {
        id: 'mute-writing',
        label: isMuted ? texts.unmuteWriting : texts.muteWriting,
        icon: 'mute',
        testId: 'mute-writing',
        danger: !isMuted,
        run: () => chat.muteWriting(agentId, !isMuted),
      },
    ]
  }
}
