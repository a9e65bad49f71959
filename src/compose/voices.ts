/** Who hears whom: rooms, calls, native viewers and the media hub between them. Part of the composition. */

import type { Logger } from 'pino'
import { type MediaSource, NO_MEDIA } from '../admin/live/media-source.js'
import type { LookUpHost } from '../media/announced.js'
import type { SupervisedHub } from '../media/hub.js'
import { createViewerParcels } from '../native-viewer/places/viewer-parcels.js'
import { createViewerSessions, type ViewerSessions } from '../native-viewer/sessions/sessions.js'
import type { Config } from '../operator/settings/config.js'
import { readVersion } from '../operator/version.js'
import { createCalls } from '../voice/calls/calls.js'
import { titleOf } from '../voice/channels/channel.js'
import type { Avatar } from '../voice/grids/grid.js'
import type { Clock, Timers } from '../voice/ports.js'
import type { Names } from '../voice/presence/names.js'
import type { ParcelVoice } from '../voice/presence/parcel-voice.js'
import type { Presence } from '../voice/presence/presence.js'
import { createVoiceReports } from '../voice/reports/voice-reports.js'
import { createRooms } from '../voice/rooms/rooms.js'
import { createMediaNetwork } from './media-network.js'
import type { Records } from './records.js'

export interface VoicesOptions {
  readonly config: Config
  readonly logger: Logger
  readonly clock: Clock
  readonly timers: Timers
  readonly lookUpHost: LookUpHost | undefined
  readonly records: Pick<Records, 'accounts' | 'channels' | 'bans' | 'mutes'>
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
  readonly names: Names
  /** Shows an avatar a text in-world, where that is possible. */
  readonly tellInWorld: (avatar: Avatar, text: string) => void
  readonly onError: (error: unknown) => void
}

export type Voices = Awaited<ReturnType<typeof createVoices>>

/** @throws Error when no UDP port is free for the media hub */
export async function createVoices(options: VoicesOptions) {
  const { config, logger, clock, timers, records, presence, parcelVoice, names, onError } = options
  const { accounts, channels, bans, mutes } = records
  const relayAvailable = config.turnUrls.length > 0
  const network = await createMediaNetwork({ config, timers, logger, lookUp: options.lookUpHost })
  const hub = network?.hub
  const rooms = createRooms({
    presence,
    names,
    channels,
    parcelVoice,
    bans,
    mutes,
    relayOnly: config.iceTransportPolicy === 'relay',
    relayAvailable,
    ...(hub && { hub }),
    hubAlways: config.mediaRoute === 'hub',
    requireAccount: accounts.requireEnabled,
    clock,
    timers,
    onError,
  })
  const viewerParcels = createViewerParcels(presence, timers, parcelVoice)
  const viewers: ViewerSessions | undefined =
    hub &&
    createViewerSessions({
      hub,
      rooms,
      presence,
      channels,
      parcelVoice,
      viewerParcels,
      version: readVersion(),
      timers,
      onRefused: (agentId, cause) =>
        logger.warn({ agentId, err: cause }, 'a viewer could not enter its room'),
      tellInWorld: options.tellInWorld,
    })
  const calls = createCalls({
    isKnown: (avatar) => presence.find(avatar) !== undefined || viewers?.isKnown(avatar) === true,
    clock,
  })
  const reports = createVoiceReports(timers)
  hub?.events.on('levels', (_roomId, levels) => {
    for (const { agentId, speaking } of levels) reports.heard(agentId, speaking)
  })
  return {
    rooms,
    calls,
    /** `undefined` without a media hub: no viewer can be served. */
    viewers,
    viewerParcels,
    reports,
    hub,
    network,
    /** The hub and who uses it, as the console and the metrics show them. */
    media: hub && viewers ? mediaSource(hub, viewers) : NO_MEDIA,
    relayAvailable,
    async close() {
      viewers?.close()
      await network?.close()
    },
  }
}

function mediaSource(hub: SupervisedHub, viewers: ViewerSessions): MediaSource {
  return {
    viewers: () =>
      viewers.list().map(({ grid: _grid, channel, isCall, ...session }) => ({
        ...session,
        channelId: channel.id === undefined || isCall ? null : channel.id,
        channelName: titleOf(channel),
      })),
    endViewersOf: viewers.endAll,
    peers: hub.statuses,
    load: hub.load,
  }
}
