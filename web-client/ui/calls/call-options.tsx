/** Whether calls may come, and whether the browser tells of them while the resident looks elsewhere. */

import { useSignal } from '@preact/signals'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'

export function CallOptions({ client: { settings } }: { client: VoiceClient }) {
  return (
    <section class="call-options">
      <label class="check">
        <input
          type="checkbox"
          data-testid="do-not-disturb"
          checked={settings.values.value.doNotDisturb}
          onChange={(event) => settings.change({ doNotDisturb: event.currentTarget.checked })}
        />
        {panelTexts.calls.doNotDisturb}
      </label>
      {'Notification' in globalThis && <Notices />}
    </section>
  )
}

/** The browser asks the resident only when they ask for notices. */
function Notices() {
  const permission = useSignal(Notification.permission)
  if (permission.value === 'granted') return null
  if (permission.value === 'denied') return <p class="hint">{panelTexts.calls.notifyDenied}</p>
  return (
    <button
      type="button"
      data-testid="notify"
      onClick={async () => {
        permission.value = await Notification.requestPermission()
      }}
    >
      {panelTexts.calls.notify}
    </button>
  )
}
