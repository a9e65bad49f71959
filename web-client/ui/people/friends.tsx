/** The resident's friends who can be reached, wherever they are: to call, or to write to. */

import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { CallIcon, ChatIcon } from '../parts/icons.js'
import { PersonDisc } from './person-disc.js'

export function Friends({ client }: { client: VoiceClient }) {
  const { calls, chat, friends, people } = client
  // Whoever is in the room is in the list above, and their card has the same buttons.
  const here = new Set(people.value.map(({ agentId }) => agentId))
  const away = friends.list.value.filter(({ agentId }) => !here.has(agentId))
  if (away.length === 0) return null
  const callLabel = calls.takesPart() ? texts.addToCall : texts.call
  return (
    <section class="friends" aria-labelledby="friends" data-testid="friends">
      <h3 id="friends">{panelTexts.friends}</h3>
      <ul aria-labelledby="friends">
        {away.map(({ agentId, name, inVoice }) => (
          <li key={agentId} data-testid="friend" data-agent-id={agentId} data-in-voice={inVoice}>
            <PersonDisc agentId={agentId} name={name} />
            <span class="friend">
              <bdi class="friend-name" title={name}>
                {name}
              </bdi>
              <span class="friend-state">{inVoice ? panelTexts.friendInVoice : panelTexts.friendHere}</span>
            </span>
            <button
              type="button"
              class="icon"
              data-testid="friend-message"
              aria-label={`${texts.message}: ${isolated(name)}`}
              title={texts.message}
              onClick={() => chat.openWith(agentId, name)}
            >
              <ChatIcon />
            </button>
            <button
              type="button"
              class="icon"
              data-testid="friend-call"
              aria-label={`${callLabel}: ${isolated(name)}`}
              title={callLabel}
              onClick={() => calls.call({ agentId, name })}
            >
              <CallIcon />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
