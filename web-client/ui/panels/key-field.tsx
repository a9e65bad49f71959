/** Chooses one of the microphone's keys: press the button, then the key. */

import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { chooseKey, type MicrophoneKey } from '../../speaking/keys/key-choice.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { keyName } from './key-name.js'

interface KeyFieldProps {
  readonly client: VoiceClient
  readonly which: MicrophoneKey
  readonly label: string
}

export function KeyField({ client: { settings, talk }, which, label }: KeyFieldProps) {
  const asking = useSignal(false)
  const refused = useSignal('')
  const code = settings.values.value[which]
  // Before the question is drawn, so that an immediate answer is heard.
  useLayoutEffect(() => {
    if (!asking.value) return
    return talk.keys.choose((chosen) => {
      asking.value = false
      const outcome = chosen === undefined ? 'reserved' : chooseKey(settings, which, chosen)
      refused.value = outcome === 'done' ? '' : panelTexts.keyRefused[outcome](keyName(chosen ?? ''))
    })
  }, [asking.value])
  return (
    <div class="field">
      <span id={`${which}-label`}>{label}</span>{' '}
      <button
        type="button"
        data-testid={`setting-${which}`}
        aria-describedby={`${which}-label`}
        onClick={() => {
          refused.value = ''
          asking.value = true
        }}
      >
        {asking.value ? panelTexts.pressKey : code ? keyName(code) : panelTexts.noKey}
      </button>
      {code !== '' && (
        <button
          type="button"
          data-testid={`setting-${which}-none`}
          aria-describedby={`${which}-label`}
          onClick={() => settings.change({ [which]: '' })}
        >
          {panelTexts.takeNoKey}
        </button>
      )}
      <span role="status" data-testid={`${which}-refused`}>
        {refused.value}
      </span>
    </div>
  )
}
