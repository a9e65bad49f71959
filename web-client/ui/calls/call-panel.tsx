/** The call that the resident is in, and the way to one: who is in it, where one is heard, and a search for people. */

import type { CallVoiceView } from '../../calls/call-room.js'
import type { CallMember, OwnCall } from '../../calls/calls.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { KeyField } from '../panels/key-field.js'
import { Empty } from '../parts/empty.js'
import { CallIcon } from '../parts/icons.js'
import { Said } from '../parts/said.js'
import { PersonDisc } from '../people/person-disc.js'
import { CallOptions } from './call-options.js'
import { sayEnd } from './call-words.js'
import { FindPeople } from './find-people.js'

export function CallPanel({ client }: { client: VoiceClient }) {
  const { calls } = client
  const call = calls.own.value
  const isOn = calls.takesPart()
  return (
    <div class="calls">
      {call && isOn ? (
        <>
          <Members client={client} call={call} voices={calls.voices.value} />
          <Choices client={client} />
        </>
      ) : (
        <Empty icon={<CallIcon size={40} />} title={panelTexts.noCall} />
      )}
      <Missed client={client} />
      <FindPeople client={client} label={isOn ? panelTexts.calls.addPeople : texts.callSomebody} />
      <CallOptions client={client} />
    </div>
  )
}

interface MembersProps {
  readonly client: VoiceClient
  readonly call: OwnCall
  readonly voices: ReadonlyMap<string, CallVoiceView>
}

function Members({ client, call, voices }: MembersProps) {
  return (
    <>
      <ul class="call-members" aria-label={panelTexts.calls.members}>
        {call.others
          .filter(({ state }) => state !== 'gone')
          .map((member) => (
            <Member key={member.agentId} client={client} member={member} voice={voices.get(member.agentId)} />
          ))}
      </ul>
      {call.refusals.map((refusal) => (
        <p key={refusal.agentId} class="hint" role="status" data-testid="call-refusal">
          <Said text={sayEnd({ ...refusal, by: refusal })} />
        </p>
      ))}
    </>
  )
}

interface MemberProps {
  readonly client: VoiceClient
  readonly member: CallMember
  readonly voice: CallVoiceView | undefined
}

function Member({ client: { pulse, calls }, member, voice }: MemberProps) {
  const { agentId, name, state } = member
  const { levelOf } = calls
  return (
    <li
      class="call-member"
      data-testid="call-member"
      data-agent-id={agentId}
      data-state={state}
      data-speaking={voice?.speaking ?? false}
      data-media={voice?.media}
    >
      <PersonDisc
        agentId={agentId}
        name={name}
        speaking={voice?.speaking ?? false}
        heardBy={voice?.media && { pulse, levelOf }}
      />
      <bdi class="name">{name}</bdi>
      <span class="state">{wordsOf(member, voice)}</span>
    </li>
  )
}

function wordsOf({ state }: CallMember, voice: CallVoiceView | undefined): string {
  if (state !== 'joined') return panelTexts.calls.memberState[state]
  if (voice?.incompatible) return panelTexts.calls.incompatible
  if (voice?.muted) return texts.muted
  return voice?.media ? texts.media[voice.media] : panelTexts.calls.connecting
}

/** Where the resident is heard, whether the place is, and whether the other one may show pictures. */
function Choices({ client }: { client: VoiceClient }) {
  const { settings } = client
  const { callVoiceTo, placeBehindCall, takePictures } = settings.values.value
  const { calls } = panelTexts
  return (
    <fieldset class="call-choices">
      <legend>{calls.voiceTo}</legend>
      {(['call', 'place'] as const).map((room) => (
        <label key={room} class="check">
          <input
            type="radio"
            name="call-voice"
            data-testid={`voice-to-${room}`}
            checked={callVoiceTo === room}
            onChange={() => settings.change({ callVoiceTo: room })}
          />
          {room === 'call' ? calls.toCall : calls.toPlace}
        </label>
      ))}
      <label class="check">
        <input
          type="checkbox"
          data-testid="place-behind"
          checked={placeBehindCall}
          onChange={(event) => settings.change({ placeBehindCall: event.currentTarget.checked })}
        />
        {calls.placeBehind}
      </label>
      <label class="check">
        <input
          type="checkbox"
          data-testid="take-pictures"
          checked={takePictures}
          onChange={(event) => settings.change({ takePictures: event.currentTarget.checked })}
        />
        {calls.takePictures}
      </label>
      <KeyField client={client} which="otherRoomKey" label={calls.otherRoomKey} />
    </fieldset>
  )
}

function Missed({ client: { calls } }: { client: VoiceClient }) {
  const missed = calls.missed.value
  if (missed.length === 0) return null
  return (
    <section class="missed" data-testid="missed-calls">
      <h3>{panelTexts.calls.missed}</h3>
      <ul class="found">
        {missed.map((person, index) => (
          <li key={index}>
            <bdi class="name">{person.name}</bdi>
            <button type="button" onClick={() => calls.call(person)}>
              {texts.call}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={calls.forgetMissed}>
        {panelTexts.calls.clearMissed}
      </button>
    </section>
  )
}
