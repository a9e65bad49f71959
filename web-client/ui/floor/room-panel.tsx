/** A moderator's tools for the whole room: the hands in their order, muting everybody, the lock, and the lecture's end. */

import { useSignal } from '@preact/signals'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { PersonDisc } from '../people/person-disc.js'

export function RoomPanel({ client }: { client: VoiceClient }) {
  const { floor, channel } = client
  const { locked, allMuted } = floor.rules.value
  const mode = channel.value?.mode
  const sure = useSignal(false)
  const words = panelTexts.floor
  return (
    <div class="panel" data-testid="room-panel">
      {mode !== 'open' && <Hands client={client} />}
      {mode === 'lecture' && <p class="hint">{words.noFloor}</p>}
      <label class="check">
        <input
          type="checkbox"
          data-testid="mute-all"
          checked={allMuted}
          onChange={() => floor.moderate({ type: 'moderate', act: allMuted ? 'unmute-all' : 'mute-all' })}
        />
        {words.muteAll}
      </label>
      <p class="hint">{words.muteAllHint}</p>
      <label class="check">
        <input
          type="checkbox"
          data-testid="lock-room"
          checked={locked}
          onChange={() => floor.moderate({ type: 'moderate', act: locked ? 'unlock' : 'lock' })}
        />
        {words.lock}
      </label>
      <p class="hint">{words.lockHint}</p>
      {mode !== 'open' && (
        <>
          <button
            type="button"
            data-testid="end-lecture"
            onClick={() => {
              if (sure.value) floor.moderate({ type: 'moderate', act: 'end-lecture' })
              sure.value = !sure.value
            }}
          >
            {sure.value ? words.endReally : words.end}
          </button>
          <p class="hint">{words.endHint}</p>
        </>
      )}
    </div>
  )
}

function Hands({ client }: { client: VoiceClient }) {
  const { floor, people, ownName, channel, panel } = client
  const hands = floor.hands()
  const words = panelTexts.floor
  const nameOf = (agentId: string) =>
    people.value.find((person) => person.agentId === agentId)?.name ?? `${ownName.value} (${words.you})`
  const isOther = (agentId: string) => agentId !== floor.own.value?.agentId
  return (
    <fieldset>
      <legend>{words.hands}</legend>
      {hands.length === 0 && <p class="hint">{words.noHands}</p>}
      <ol class="hands">
        {hands.map((agentId) => (
          <li key={agentId} data-testid="queued-hand" data-agent-id={agentId}>
            <button type="button" class="who" onClick={() => panel.showPerson(agentId)}>
              <PersonDisc agentId={agentId} name={nameOf(agentId)} />
              <bdi class="name">{nameOf(agentId)}</bdi>
            </button>
            <span class="hand-acts">
              {isOther(agentId) && channel.value?.mode !== 'lecture' && (
                <button
                  type="button"
                  data-testid="queue-give-floor"
                  onClick={() =>
                    floor.moderate({ type: 'moderate', act: 'give-floor', agentId }, nameOf(agentId))
                  }
                >
                  {words.acts['give-floor']}
                </button>
              )}
              <button
                type="button"
                data-testid="queue-lower-hand"
                onClick={() =>
                  floor.moderate({ type: 'moderate', act: 'lower-hand', agentId }, nameOf(agentId))
                }
              >
                {words.acts['lower-hand']}
              </button>
            </span>
          </li>
        ))}
      </ol>
    </fieldset>
  )
}
