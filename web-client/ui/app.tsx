/** The page: who I am, whether I am in a room, my microphone, and who is here. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { pageStateOf, wantsVoice } from '../phase.js'
import { isolated } from '../texts/isolated.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { ChannelInfo } from './channel-info.js'
import { Controls } from './controls.js'
import { Later } from './later.js'
import { laterParts, loadAllSoon } from './later-parts.js'
import { Notices } from './notices.js'
import { People } from './people.js'
import { Said } from './said.js'

/** First the voices, then the picture. */
const RADAR_DELAY_MS = 1500

type Panel = 'settings' | 'checks'

export function App({ client }: { client: VoiceClient }) {
  const { phase, ownName } = client
  const panel = useSignal<Panel | undefined>(undefined)
  const { name } = phase.value
  const joined = wantsVoice(name)
  useEffect(() => (name === 'connected' ? loadAllSoon() : undefined), [name])
  const toggle = (wanted: Panel) => () => {
    panel.value = panel.value === wanted ? undefined : wanted
  }
  const status = useRef<HTMLParagraphElement>(null)
  const openers = { settings: useRef<HTMLButtonElement>(null), checks: useRef<HTMLButtonElement>(null) }
  // What was pressed goes away with what it ended: the keyboard goes on from a place that stays.
  const close = () => {
    if (panel.value) openers[panel.value].current?.focus()
    panel.value = undefined
  }
  const join = () => {
    client.join()
    status.current?.focus()
  }
  const leave = () => {
    client.leave()
    status.current?.focus()
  }
  return (
    <main>
      <header>
        <h1>{texts.title}</h1>
        {ownName.value && (
          <p class="own-name">
            <Said text={texts.signedInAs(isolated(ownName.value))} />
          </p>
        )}
      </header>
      <p
        class={`status ${name}`}
        data-testid="status"
        data-state={pageStateOf(phase.value)}
        ref={status}
        tabIndex={-1}
      >
        <Said text={statusText(client)} />
      </p>
      <p class="unseen" role="status">
        <Said text={announcement(client)} />
      </p>
      <Notices client={client} />
      {phase.value.name === 'over' && phase.value.reason === 'signed-out' && (
        <Later load={laterParts.signIn} props={{}} />
      )}
      {phase.value.name === 'over' && phase.value.reason === 'replaced' && (
        <button type="button" class="primary" onClick={() => location.reload()}>
          {texts.talkHere}
        </button>
      )}
      {(name === 'ready' || name === 'connecting') && (
        <section class="welcome">
          <button type="button" class="primary" data-testid="join" onClick={join}>
            {texts.join}
          </button>
          <p class="hint">{texts.joinHint}</p>
          <HideAddress client={client} />
        </section>
      )}
      {joined && <Controls client={client} leave={leave} />}
      {joined && client.channel.value && (
        <section class="room" aria-labelledby="channel">
          <ChannelInfo client={client} />
          <div class="surroundings">
            <Later
              load={laterParts.radar}
              props={{ client }}
              delayMs={RADAR_DELAY_MS}
              until={<div class="radar waiting" />}
            />
            <People client={client} />
          </div>
        </section>
      )}
      {name !== 'over' && (
        <nav class="panels">
          <button
            type="button"
            ref={openers.settings}
            data-testid="settings"
            aria-expanded={panel.value === 'settings'}
            onClick={toggle('settings')}
          >
            {texts.settings}
          </button>
          <button
            type="button"
            ref={openers.checks}
            data-testid="checks"
            aria-expanded={panel.value === 'checks'}
            onClick={toggle('checks')}
          >
            {texts.whyNot}
          </button>
        </nav>
      )}
      {panel.value === 'settings' && <Later load={laterParts.settings} props={{ client, close }} />}
      {panel.value === 'checks' && <Later load={laterParts.checks} props={{ client, close }} />}
    </main>
  )
}

/** Shown where it can be done, and where somebody asked for it who has to know that it cannot. */
function HideAddress({ client: { settings, canHideAddress } }: { client: VoiceClient }) {
  const { hideAddress } = settings.values.value
  if (!canHideAddress() && !hideAddress) return null
  return (
    <label class="check">
      <input
        type="checkbox"
        data-testid="hide-address"
        checked={hideAddress}
        onChange={(event) => settings.change({ hideAddress: event.currentTarget.checked })}
      />
      {texts.hideAddress}
    </label>
  )
}

function statusText({ phase, channel, people }: VoiceClient): string {
  const { value } = phase
  if (value.name === 'over') return texts.over[value.reason]
  if (value.name === 'connected')
    return texts.connected(isolated(channel.value?.name ?? ''), people.value.length)
  return texts[value.name]
}

/** For screen readers: the same without the count, which would be read out with everybody who comes and goes. */
function announcement({ phase, channel }: VoiceClient): string {
  const { value } = phase
  if (value.name === 'over') return texts.over[value.reason]
  if (value.name === 'connected') return texts.connectedTo(isolated(channel.value?.name ?? ''))
  return texts[value.name]
}
