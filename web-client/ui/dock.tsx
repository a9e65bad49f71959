/** The dock that is always in sight: the resident's own voice, and the way to settings and checks. */

import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { Controls } from './controls.js'
import { HelpIcon, SettingsIcon } from './parts/icons.js'
import { Later } from './parts/later.js'
import { laterParts } from './parts/later-parts.js'
import { Sheet } from './parts/sheet.js'

type Panel = 'settings' | 'checks'

const panels = {
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
  const openers = { settings: useRef<HTMLButtonElement>(null), checks: useRef<HTMLButtonElement>(null) }
  const open = panel.value
  // The focused element disappears with the sheet.
  const close = () => {
    if (panel.value) openers[panel.value].current?.focus()
    panel.value = undefined
  }
  const toggle = (wanted: Panel) => () => {
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
      <div class="dock-row">
        {joined && <Controls client={client} leave={leave} />}
        <nav class="tools">
          {(['settings', 'checks'] as const).map((name) => {
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
                <span class="word">{title()}</span>
              </button>
            )
          })}
        </nav>
      </div>
    </div>
  )
}
