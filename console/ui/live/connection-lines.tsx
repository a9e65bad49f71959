/** The numbers of a participant's connections to the media hub. */

import type { LiveChannel, VoiceConnection } from '../../../src/protocol/admin-api.js'
import { format, texts } from '../../texts/texts.js'

export interface ConnectionLinesProps {
  readonly connections: readonly VoiceConnection[]
  /** The sessions of this region; a viewer may listen in others as well. */
  readonly channels: readonly LiveChannel[]
}

export function ConnectionLines({ connections, channels }: ConnectionLinesProps) {
  if (connections.length === 0) return null
  return (
    <ul class="plain connections hint" data-testid="console-connections">
      {connections.map((connection) => (
        <li key={`${connection.client}${connection.regionId}${connection.channelId}`}>
          {lineOf(connection, channels.find(({ id }) => id === connection.channelId)?.name)}
        </li>
      ))}
    </ul>
  )
}

const percent = (share: number) => format.percent(share, 1)

function lineOf(
  {
    client,
    channelId,
    state,
    connected,
    positionSource,
    seconds,
    packetsReceived,
    packetsSent,
    lossShare,
    sentLossShare,
    jitterMs,
  }: VoiceConnection,
  channelName: string | undefined,
): string {
  const channel = channelName ?? (channelId === null ? undefined : `${texts.channel} ${channelId}`)
  return [
    `${[texts.client[client], channel].filter(Boolean).join(', ')}: ${
      connected ? texts.connectionState[state] : texts.connectionState.connecting
    }`,
    seconds !== null && texts.connectedFor(format.short(seconds, 'second')),
    texts.packets(packetsReceived, packetsSent),
    texts.loss(percent(lossShare), sentLossShare === null ? null : percent(sentLossShare)),
    texts.jitter(format.short(jitterMs, 'millisecond')),
    positionSource !== null && texts.placeFrom[positionSource],
  ]
    .filter(Boolean)
    .join(', ')
}
