/** Deletes a channel, after a question that says what that means. */

import { useState } from 'preact/hooks'
import type { ChannelRow } from '../../../src/protocol/admin-channels.js'
import { post } from '../../api.js'
import { attempt } from '../../console-state.js'
import { texts } from '../../texts/texts.js'

export interface DeleteChannelProps {
  readonly channel: ChannelRow
  readonly onDeleted: () => void
}

export function DeleteChannel({ channel, onDeleted }: DeleteChannelProps) {
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!asked) {
    return (
      <button type="button" data-testid="channel-delete" onClick={() => setAsked(true)}>
        {texts.deleteChannel}
      </button>
    )
  }

  async function confirm(): Promise<void> {
    setBusy(true)
    if (await attempt(() => post(`/channels/${channel.id}/delete`))) onDeleted()
    else setBusy(false)
  }

  return (
    <div role="alert" class="warning">
      <p>{texts.deleteMeans(channel.settings.type === 'directory', channel.people)}</p>
      <button type="button" data-testid="channel-delete-confirm" disabled={busy} onClick={confirm}>
        {texts.deleteYes}
      </button>
      <button type="button" onClick={() => setAsked(false)}>
        {texts.cancel}
      </button>
    </div>
  )
}
