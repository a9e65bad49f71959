/** The conversations of the resident: which one is open, its lines, and what they write. */

import { useEffect } from 'preact/hooks'
import type { Conversation } from '../../chat/conversation.js'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { format } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Badge } from '../parts/badge.js'
import { Said } from '../parts/said.js'
import { Composer } from './composer.js'
import { LineList } from './line-list.js'

/** Seconds between two lines that a moderator can choose. */
const SLOW_CHOICES = [0, 5, 15, 60, 300]

export function ChatPanel({ client }: { client: VoiceClient }) {
  const { chat, panel } = client
  const conversation = chat.current.value
  const { tab, inSight } = panel.view.value
  const { unread } = conversation
  // The open conversation is read as soon as it is in sight.
  useEffect(() => {
    if (tab === 'chat' && inSight && unread > 0) chat.look()
  }, [tab, inSight, unread])
  return (
    <div class="chat" data-conversation={conversation.kind}>
      <Switcher client={client} />
      <Situation client={client} conversation={conversation} />
      <LineList key={conversation.key} client={client} conversation={conversation} />
      <Composer key={`write ${conversation.key}`} client={client} conversation={conversation} />
    </div>
  )
}

/** Shown as soon as there is more than the place. */
function Switcher({ client: { chat } }: { client: VoiceClient }) {
  const all = chat.conversations.value
  const { key: open } = chat.current.value
  if (all.length < 2) return null
  return (
    <nav class="conversations" aria-label={panelTexts.chat.conversations}>
      {all.map((one) => (
        <button
          key={one.key}
          type="button"
          class="conversation"
          data-testid="conversation"
          data-kind={one.kind}
          aria-pressed={one.key === open}
          onClick={() => chat.select(one.key)}
        >
          <bdi>{titleOf(one)}</bdi>
          <Badge count={one.unread} />
        </button>
      ))}
    </nav>
  )
}

function titleOf({ kind, name = '…' }: Conversation): string {
  if (kind === 'private') return name
  return kind === 'call' ? panelTexts.chat.inCall : panelTexts.chat.here
}

/** Who reads what is written, and for moderators how often. */
function Situation({ client, conversation }: { client: VoiceClient; conversation: Conversation }) {
  const { kind, rules, name = '', reachable } = conversation
  const words = panelTexts.chat
  const isUnreachable = kind === 'private' && reachable === false
  const reach =
    kind === 'room' && rules?.reach === 'voice' ? words.withinVoice : words.whoReads[conversation.kind]
  const parts = [
    isUnreachable ? words.unreachable(isolated(name)) : reach,
    rules?.bridged && words.bridged,
    rules && rules.slowSeconds > 0 && words.slow(rules.slowSeconds),
  ].filter((part) => typeof part === 'string')
  return (
    <div class="situation">
      <p class="hint" data-testid="chat-situation">
        <Said text={parts.join(' ')} />
      </p>
      {kind === 'room' && rules?.moderates && (
        <label>
          {words.slowDown}{' '}
          <select
            data-testid="chat-slow"
            value={rules.slowSeconds}
            onChange={(event) => client.chat.slowDown(Number(event.currentTarget.value))}
          >
            {[...new Set([...SLOW_CHOICES, rules.slowSeconds])].map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? words.anyTime : format.lasting(seconds, 'short')}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}
