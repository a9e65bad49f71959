/** The resident's friends, and those in their groups, who can be reached wherever they are: to call, or to write to. */

import type { OwnFriend, OwnGroup } from '../../room/own-friends.js'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { CallIcon, ChatIcon } from '../parts/icons.js'
import { PersonDisc } from './person-disc.js'

export function Friends({ client }: { client: VoiceClient }) {
  const { friends, people } = client
  // Whoever is in the room is in the list above, and their card has the same buttons.
  const here = new Set(people.value.map(({ agentId }) => agentId))
  const away = friends.list.value.filter(({ agentId }) => !here.has(agentId))
  return (
    <>
      {away.length > 0 && (
        <section class="friends" aria-labelledby="friends" data-testid="friends">
          <h3 id="friends">{panelTexts.friends}</h3>
          <ReachableList client={client} people={away} labelledBy="friends" testId="friend" />
        </section>
      )}
      {friends.groups.value.map((group) => (
        <Group key={group.groupId} client={client} group={group} here={here} />
      ))}
    </>
  )
}

function Group({ client, group, here }: { client: VoiceClient; group: OwnGroup; here: ReadonlySet<string> }) {
  const { calls } = client
  const { groupId, name, people } = group
  const inVoice = people.filter((person) => person.inVoice)
  const id = `group-${groupId}`
  return (
    <section class="friends" aria-labelledby={id} data-testid="group" data-group={groupId}>
      <div class="group-head">
        <h3 id={id}>
          <bdi>{name}</bdi>
        </h3>
        {inVoice.length > 0 && (
          <button
            type="button"
            data-testid="group-call"
            aria-label={`${panelTexts.callGroup(inVoice.length)}: ${isolated(name)}`}
            onClick={() => calls.callGroup(groupId, inVoice)}
          >
            <CallIcon />
            {panelTexts.callGroup(inVoice.length)}
          </button>
        )}
      </div>
      <ReachableList
        client={client}
        people={people.filter(({ agentId }) => !here.has(agentId))}
        labelledBy={id}
        testId="group-member"
      />
    </section>
  )
}

interface ReachableListProps {
  readonly client: VoiceClient
  readonly people: readonly OwnFriend[]
  readonly labelledBy: string
  readonly testId: string
}

function ReachableList({ client, people, labelledBy, testId }: ReachableListProps) {
  const { calls, chat } = client
  if (people.length === 0) return null
  const callLabel = calls.takesPart() ? texts.addToCall : texts.call
  return (
    <ul aria-labelledby={labelledBy}>
      {people.map(({ agentId, name, inVoice }) => (
        <li key={agentId} data-testid={testId} data-agent-id={agentId} data-in-voice={inVoice}>
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
            data-testid={`${testId}-message`}
            aria-label={`${texts.message}: ${isolated(name)}`}
            title={texts.message}
            onClick={() => chat.openWith(agentId, name)}
          >
            <ChatIcon />
          </button>
          <button
            type="button"
            class="icon"
            data-testid={`${testId}-call`}
            aria-label={`${callLabel}: ${isolated(name)}`}
            title={callLabel}
            onClick={() => calls.call({ agentId, name })}
          >
            <CallIcon />
          </button>
        </li>
      ))}
    </ul>
  )
}
