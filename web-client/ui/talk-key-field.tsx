/** Chooses the key that is held to talk: press the button, then the key. */

import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { panelTexts } from '../texts/panel-texts.js'
import type { VoiceClient } from '../voice-client.js'
import { keyName } from './key-name.js'

export function TalkKeyField({ client: { settings, talk } }: { client: VoiceClient }) {
  const asking = useSignal(false)
  // Before the question is seen: whoever answers at once is heard.
  useLayoutEffect(() => {
    if (!asking.value) return
    return talk.keys.choose((code) => {
      asking.value = false
      if (code !== undefined) settings.change({ talkKey: code })
    })
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
