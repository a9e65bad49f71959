/** The page: who I am, whether I am in a room, my microphone, and who is here. */

import type { VoiceClient } from '../voice-client.js'
import { Notices } from './notices.js'
import { People } from './people.js'
import { SignIn } from './sign-in.js'
import { texts } from './texts.js'

export function App({ client }: { client: VoiceClient }) {
  const { phase, ownName, channel } = client
  const inRoom = phase.value.name === 'connected'
  const joined = inRoom || ['joining', 'waiting', 'reconnecting'].includes(phase.value.name)
  return (
    <main>
      <header>
        <h1>{texts.title}</h1>
        {ownName.value && <p class="own-name">{texts.signedInAs(ownName.value)}</p>}
      </header>
      <p class={`status ${phase.value.name}`} data-testid="status" role="status">
        {statusText(client)}
      </p>
      <Notices client={client} />
      {phase.value.name === 'over' && phase.value.reason === 'signed-out' && <SignIn />}
      {(phase.value.name === 'ready' || phase.value.name === 'connecting') && (
        <section class="welcome">
          <button type="button" class="primary" data-testid="join" onClick={client.join}>
            {texts.join}
          </button>
          <p class="hint">{texts.joinHint}</p>
        </section>
      )}
      {joined && <Controls client={client} />}
      {inRoom && (
        <section class="room" aria-labelledby="channel">
          <h2 id="channel" data-testid="channel">
            {channel.value?.name}
          </h2>
          <People client={client} />
        </section>
      )}
    </main>
  )
}

function Controls({ client }: { client: VoiceClient }) {
  const { microphoneOn, microphoneFault } = client
  const on = microphoneOn.value && !microphoneFault.value
  const label = microphoneFault.value ? texts.microphoneRetry : on ? texts.microphoneOn : texts.microphoneOff
  return (
    <div class="controls">
      <button
        type="button"
        class="microphone"
        data-testid="mic"
        aria-pressed={on}
        onClick={client.toggleMicrophone}
      >
        {label}
      </button>
      <button type="button" data-testid="leave" onClick={client.leave}>
        {texts.leave}
      </button>
    </div>
  )
}

function statusText({ phase, channel, people }: VoiceClient): string {
  const { value } = phase
  if (value.name === 'over') return texts.over[value.reason]
  if (value.name === 'connected') return texts.connected(channel.value?.name ?? '', people.value.length)
  return texts[value.name]
}
