/** The stage: the place as a picture, once there is a place. */

import type { VoiceClient } from '../voice-client.js'
import { ChannelInfo } from './channel-info.js'
import { Later } from './parts/later.js'
import { laterParts } from './parts/later-parts.js'

/** First the voices, then the picture. */
const RADAR_DELAY_MS = 1500

export function Stage({ client }: { client: VoiceClient }) {
  const placed = client.channel.value !== undefined
  return (
    <main class="stage" data-testid="stage">
      <ChannelInfo client={client} />
      {placed ? (
        <Later
          load={laterParts.radar}
          props={{ client }}
          delayMs={RADAR_DELAY_MS}
          until={<div class="radar waiting" />}
        />
      ) : (
        <div class="radar waiting" />
      )}
    </main>
  )
}
