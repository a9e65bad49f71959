/** The channel's name, and what the channel does to voices, in words. */

import type { ChannelMessage } from '../../src/protocol/messages.js'
import { silenceDistanceMetres } from '../../src/spatial/attenuation.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'

export function ChannelInfo({ client: { channel, phase } }: { client: VoiceClient }) {
  if (!channel.value) return null
  return (
    <div class="place-info">
      {/* The state line names the place while one is there. */}
      <h2
        id="channel"
        class={phase.value.name === 'connected' ? 'unseen' : ''}
        data-testid="channel"
        dir="auto"
      >
        {channel.value.name}
      </h2>
      <p class="hint" data-testid="channel-settings">
        {texts.mode[channel.value.mode]} {rangeText(channel.value)}
      </p>
    </div>
  )
}

function rangeText(channel: ChannelMessage): string {
  if (channel.distanceModel === 'none') return texts.everywhere
  return texts.range(channel.clampingDistanceMetres, silenceDistanceMetres(channel))
}
