/** The dock that is always in sight: the resident's own voice, and the way to settings and checks. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { DeafenButton, HeardIn, HoldButton, MicrophoneButton, MicrophoneReason } from './controls.js'
import { EffortChoice } from './effort-choice.js'
import { Badge } from './parts/badge.js'
import {
  ChatIcon,
  HandIcon,
  HelpIcon,
  LeaveIcon,
  ModerateIcon,
  MoreIcon,
  SettingsIcon,
} from './parts/icons.js'
import { Later } from './parts/later.js'
import { laterParts } from './parts/later-parts.js'
import { Sheet } from './parts/sheet.js'

type Panel = 'room' | 'settings' | 'checks'

const panels = {
  room: { title: () => texts.room, Icon: ModerateIcon },
  settings: { title: () => texts.settings, Icon: SettingsIcon },
  checks: { title: () => texts.whyNot, Icon: HelpIcon },
} as const

interface DockProps {
  readonly client: VoiceClient
  /** The resident wants to talk. */
  readonly joined: boolean
  readonly leave: () => void
}

export function Dock({ client, joined, leave }: DockProps) {
  const panel = useSignal<Panel | undefined>(undefined)
  const openers = {
    room: useRef<HTMLButtonElement>(null),
    settings: useRef<HTMLButtonElement>(null),
    checks: useRef<HTMLButtonElement>(null),
  }
  const menu = useMenu()
  const talks = joined || client.calls.takesPart()
  const { floor } = client
  const moderates = joined && floor.own.value?.moderator === true
  const open = panel.value === 'room' && !moderates ? undefined : panel.value
  // The focused element disappears with the sheet, and its opener may be in a menu that is closed.
  const close = () => {
    const opener = panel.value && openers[panel.value].current
    opener?.focus()
    if (document.activeElement !== opener) menu.opener.current?.focus()
    panel.value = undefined
  }
  const toggle = (wanted: Panel) => () => {
    menu.open.value = false
    if (open === wanted) close()
    else panel.value = wanted
  }
  return (
    <div class="dock" data-testid="dock">
      {open && (
        <Sheet title={panels[open].title()} close={close}>
          <Later key={open} load={laterParts[open]} props={{ client }} />
        </Sheet>
      )}
      {floor.asked.value && (
        <Sheet title={floor.asked.value.name} close={() => floor.ask(undefined)}>
          <Later key={floor.asked.value.agentId} load={laterParts.ask} props={{ client }} />
        </Sheet>
      )}
      {(client.calls.own.value || client.calls.elsewhere.value) && (
        <Later load={laterParts.callBar} props={{ client }} />
      )}
      <HeardIn client={client} />
      {talks && <MicrophoneReason client={client} />}
      {joined && <EffortChoice client={client} />}
      <div class={`dock-row ${talks ? '' : 'alone'}`}>
        {joined && <ChatOpener client={client} />}
        {talks && <HoldButton client={client} />}
        {talks && <MicrophoneButton client={client} />}
        <div class="rest">
          {joined && <HandButton client={client} />}
          <div class={`more ${menu.open.value ? 'open' : ''}`} ref={menu.whole}>
            <button
              type="button"
              class="tool more-opener"
              data-testid="more"
              ref={menu.opener}
              aria-expanded={menu.open.value}
              onClick={() => {
                menu.open.value = !menu.open.value
              }}
            >
              <MoreIcon />
              <span class="label">{texts.more}</span>
            </button>
            <div class="tools">
              {talks && <DeafenButton client={client} />}
              {([...(moderates ? ['room' as const] : []), 'settings', 'checks'] as const).map((name) => {
                const { title, Icon } = panels[name]
                return (
                  <button
                    key={name}
                    type="button"
                    class="tool"
                    ref={openers[name]}
                    data-testid={name}
                    aria-expanded={open === name}
                    title={title()}
                    onClick={toggle(name)}
                  >
                    <Icon />
                    <span class="label">{title()}</span>
                  </button>
                )
              })}
            </div>
          </div>
          {joined && (
            <button type="button" class="tool leave" data-testid="leave" onClick={leave}>
              <LeaveIcon />
              <span class="label">{texts.leave}</span>
            </button>
          )}
        </div>
      </div>
    </div>
  )
}

/** Asks for the floor where the channel's mode has one. */
function HandButton({ client: { floor } }: { client: VoiceClient }) {
  const self = floor.own.value
  if (!self || !floor.asksForFloor()) return null
  const raised = self.hand !== undefined
  const label = raised ? texts.lowerHand(floor.hands().indexOf(self.agentId) + 1) : texts.raiseHand
  return (
    <button
      type="button"
      class="tool hand"
      data-testid="raise-hand"
      aria-pressed={raised}
      title={label}
      onClick={floor.toggleHand}
    >
      <HandIcon />
      <span class="label">{label}</span>
    </button>
  )
}

/** On a phone: the thumb's way to the chat, which lies over the stage then. */
function ChatOpener({ client: { panel } }: { client: VoiceClient }) {
  return (
    <button
      type="button"
      class="tool chat-opener"
      data-testid="dock-chat"
      onClick={() => {
        panel.open('chat')
        panel.raise(true)
      }}
    >
      <ChatIcon />
      <span class="label">{texts.tabs.chat}</span>
      <Badge count={panel.view.value.unread.chat} />
    </button>
  )
}

/** What the dock has no room for on a phone; elsewhere all of it is in the dock. */
function useMenu() {
  const open = useSignal(false)
  const whole = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open.value) return undefined
    const onPress = ({ target }: Event) => {
      if (target instanceof Node && !whole.current?.contains(target)) open.value = false
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      open.value = false
      opener.current?.focus()
    }
    window.addEventListener('pointerdown', onPress)
    window.addEventListener('focusin', onPress)
    // Before what lies below it.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true })
      window.removeEventListener('pointerdown', onPress)
      window.removeEventListener('focusin', onPress)
    }
  }, [open.value])
  return { open, whole, opener }
}
