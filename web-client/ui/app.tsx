/** The page's frame: where one is, the stage, the panel beside it, and the dock. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { pageStateOf, wantsVoice } from '../page/phase.js'
import { isolated } from '../texts/isolated.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { Dock } from './dock.js'
import { Notices } from './notices.js'
import { keepFocus } from './parts/kept-focus.js'
import { Later } from './parts/later.js'
import { laterParts, loadAllSoon } from './parts/later-parts.js'
import { Said } from './parts/said.js'
import { SidePanel } from './side-panel.js'
import { Stage } from './stage.js'
import { Ending } from './start/ending.js'
import { StateLine } from './state-line.js'

export function App({ client }: { client: VoiceClient }) {
  const { phase, ownName, panel, settings } = client
  const { name } = phase.value
  const { theme } = settings.values.value
  const joined = wantsVoice(name)
  const touched = panel.person.value
  useEffect(() => (name === 'connected' ? loadAllSoon(client.freshness.missing) : undefined), [name])
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const isFirstSight = pageStateOf(phase.value) === 'signed-out'
  const rings = client.calls.ringing.value.length > 0
  // What is shown during a call is loaded while it rings.
  useEffect(() => {
    if (rings) for (const load of [laterParts.callBar, laterParts.call]) load().catch(() => undefined)
  }, [rings])
  const line = useRef<HTMLParagraphElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => (frame.current ? keepFocus(frame.current, () => line.current) : undefined), [])
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
    <div class={`frame ${joined ? 'joined' : ''}`} ref={frame}>
      <header class="top">
        <div class="place">
          <h1>
            {client.look.logo && <img class="logo" src={client.look.logo} alt="" />}
            {client.look.name ?? texts.title}
          </h1>
          <StateLine client={client} line={line} />
          {/* Its line is there before the name is known, so that nothing below it moves. */}
          <p class="own-name">
            {ownName.value ? <Said text={texts.signedInAs(isolated(ownName.value))} /> : '\u00a0'}
          </p>
        </div>
        <Notices client={client} />
      </header>
      {joined ? (
        <>
          <Stage client={client} />
          <SidePanel client={client} />
          <Later load={laterParts.announcer} props={{ client }} delayMs={ANNOUNCER_DELAY_MS} />
          {touched !== undefined && (
            <Later load={laterParts.personCard} props={{ client, agentId: touched }} />
          )}
        </>
      ) : (
        <main class="start">
          {isFirstSight && <p class="about">{texts.about}</p>}
          {phase.value.name === 'over' && <Ending client={client} reason={phase.value.reason} />}
          {(name === 'ready' || name === 'connecting') && (
            <section class="welcome">
              <button type="button" class="primary" data-testid="join" onClick={join}>
                {texts.join}
              </button>
              <p class="hint">{texts.joinHint}</p>
              {name === 'ready' && <FirstSight client={client} />}
              {name === 'connecting' && <SlowConnection client={client} />}
              <HideAddress client={client} />
            </section>
          )}
          {name !== 'over' && <CallsWithoutPlace client={client} />}
        </main>
      )}
      {rings && <Later load={laterParts.ringingCalls} props={{ client }} />}
      {name !== 'over' && <Dock client={client} joined={joined} leave={leave} />}
    </div>
  )
}

/** A service that answers at all does so within this time. */
const SLOW_MS = 8000

/** The page goes on trying; a resident who waits is told so. */
function SlowConnection({ client }: { client: VoiceClient }) {
  const slow = useSignal(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      slow.value = true
    }, SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!slow.value) return null
  return (
    <p class="notice" role="status" data-testid="slow-connection">
      <span>{texts.stillConnecting}</span>{' '}
      <button type="button" onClick={client.freshness.reload}>
        {texts.reload}
      </button>
    </p>
  )
}

/** First the voices. */
const ANNOUNCER_DELAY_MS = 2500

/** Later than all that joining needs: somebody may be about to press the button. */
const FIRST_SIGHT_DELAY_MS = 800

/** Who is there, and what the resident's own sound is like. */
function FirstSight({ client }: { client: VoiceClient }) {
  const tried = useSignal(false)
  return (
    <>
      <Later load={laterParts.whoIsHere} props={{ client }} delayMs={FIRST_SIGHT_DELAY_MS} />
      {tried.value ? (
        <Later load={laterParts.soundCheck} props={{ client }} />
      ) : (
        <button
          type="button"
          data-testid="try-sound"
          onClick={() => {
            tried.value = true
          }}
        >
          {texts.trySound}
        </button>
      )}
    </>
  )
}

/** Calls work without the place: before a resident has joined it, and after. */
function CallsWithoutPlace({ client }: { client: VoiceClient }) {
  const wanted = useSignal(false)
  return (
    <section class="call-start">
      {wanted.value || client.calls.own.value ? (
        <Later load={laterParts.call} props={{ client }} />
      ) : (
        <button
          type="button"
          data-testid="call-somebody"
          onClick={() => {
            wanted.value = true
          }}
        >
          {texts.callSomebody}
        </button>
      )}
    </section>
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
