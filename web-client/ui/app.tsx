/** The page: the resident's name, the room, the microphone, and who is here. */

import { useEffect, useRef } from 'preact/hooks'
import { wantsVoice } from '../page/phase.js'
import { isolated } from '../texts/isolated.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { ChannelInfo } from './channel-info.js'
import { Dock } from './dock.js'
import { Notices } from './notices.js'
import { Later } from './parts/later.js'
import { laterParts, loadAllSoon } from './parts/later-parts.js'
import { Said } from './parts/said.js'
import { People } from './people.js'
import { Ending } from './start/ending.js'
import { StateLine } from './state-line.js'

/** First the voices, then the picture. */
const RADAR_DELAY_MS = 1500

export function App({ client }: { client: VoiceClient }) {
  const { phase, ownName } = client
  const { name } = phase.value
  const joined = wantsVoice(name)
  useEffect(() => (name === 'connected' ? loadAllSoon(client.freshness.missing) : undefined), [name])
  const line = useRef<HTMLParagraphElement>(null)
  // The pressed button disappears with what it ended, so the keyboard focus moves to a place that stays.
  const join = () => {
    client.join()
    line.current?.focus()
  }
  const leave = () => {
    client.leave()
    line.current?.focus()
  }
  return (
    <div class="page">
      <main>
        <header>
          <h1>{texts.title}</h1>
          {ownName.value && (
            <p class="own-name">
              <Said text={texts.signedInAs(isolated(ownName.value))} />
            </p>
          )}
        </header>
        <StateLine client={client} line={line} />
        <Notices client={client} />
        {phase.value.name === 'over' && <Ending client={client} reason={phase.value.reason} />}
        {(name === 'ready' || name === 'connecting') && (
          <section class="welcome">
            <button type="button" class="primary" data-testid="join" onClick={join}>
              {texts.join}
            </button>
            <p class="hint">{texts.joinHint}</p>
            <HideAddress client={client} />
          </section>
        )}
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
      </main>
      {name !== 'over' && <Dock client={client} joined={joined} leave={leave} />}
    </div>
  )
}

/** Shown where addresses can be hidden, and to residents who asked for that and must know that it is impossible. */
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
