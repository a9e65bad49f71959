/** Chooses the key that is held to talk: press the button, then the key. */

import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { SettingsStore } from '../settings.js'
import { panelTexts } from '../texts/panel-texts.js'
import { keyName } from './talk-key.js'

export function TalkKeyField({ settings }: { settings: SettingsStore }) {
  const asking = useSignal(false)
  // Before the question is seen: whoever answers at once is heard.
  useLayoutEffect(() => {
    if (!asking.value) return
    const take = (event: KeyboardEvent) => {
      event.preventDefault()
      event.stopPropagation()
      asking.value = false
      // Tab and Escape belong to whoever uses the page by keyboard.
      if (event.code && !['Escape', 'Tab'].includes(event.code)) settings.change({ talkKey: event.code })
    }
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [asking.value])
  return (
    <div class="field">
      <span id="talk-key-label">{panelTexts.talkKey}</span>{' '}
      <button
        type="button"
        data-testid="setting-talkKey"
        aria-describedby="talk-key-label"
        onClick={() => {
          asking.value = true
        }}
      >
        {asking.value ? panelTexts.pressKey : keyName(settings.values.value.talkKey)}
      </button>
    </div>
  )
}
