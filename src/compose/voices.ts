/** Who hears whom: rooms, calls, native viewers and the media hub between them. Part of the composition. */

import type { Logger } from 'pino'
import { type MediaSource, NO_MEDIA } from '../admin/live/media-source.js'
import type { LookUpHost } from '../media/announced.js'
import type { HubPool } from '../media/pool/pool.js'
import { createViewerParcels } from '../native-viewer/places/viewer-parcels.js'
import { createViewerSessions, type ViewerSessions } from '../native-viewer/sessions/sessions.js'
import type { Config } from '../operator/settings/config.js'
import { readVersion } from '../operator/version.js'
import type { InWorldText } from '../pure/in-world-words.js'
import type { Bus } from '../voice/bus.js'
import { createCallSubjects } from '../voice/calls/call-subjects.js'
import { type CallsOptions, createCalls } from '../voice/calls/calls.js'
import { createReturnTokens } from '../voice/calls/return-tokens.js'
import { createViewerCalls } from '../voice/calls/viewer-calls.js'
import { titleOf } from '../voice/channels/channel.js'
import { createChatBridge } from '../voice/chat/bridge.js'
import { createPrivateChat } from '../voice/chat/private-chat.js'
import { createRoomChat } from '../voice/chat/room-chat.js'
import { createLineJudge } from '../voice/chat/written.js'
import type { Avatar } from '../voice/grids/grid.js'
import type { GridUses } from '../voice/grids/use/grid-use.js'
import { createModeratorActs } from '../voice/moderation/moderator-acts.js'
import type { Clock, Timers } from '../voice/ports.js'
import { coversRegion } from '../voice/presence/land/parcel.js'
import type { ParcelVoice } from '../voice/presence/land/parcel-voice.js'
import type { Parcels } from '../voice/presence/land/parcels.js'
import type { Names } from '../voice/presence/names.js'
import type { Presence } from '../voice/presence/presence.js'
import { createVoiceReports } from '../voice/reports/voice-reports.js'
import { createResidents } from '../voice/residents/residents.js'
import { createLimitedHub } from '../voice/rooms/hub-way/limited-hub.js'
import { createRooms } from '../voice/rooms/rooms.js'
import { createMediaNetwork } from './media-network.js'
import type { Records } from './records.js'

export interface VoicesOptions {
  readonly config: Config
  readonly logger: Logger
  readonly bus: Bus
  readonly clock: Clock
  readonly timers: Timers
  readonly lookUpHost: LookUpHost | undefined
  readonly records: Pick<
    Records,
    'accounts' | 'headphones' | 'channels' | 'bans' | 'mutes' | 'blocks' | 'usage' | 'countPresent'
  >
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
  readonly parcels: Pick<Parcels, 'get' | 'events'>
  readonly names: Names
  readonly uses: GridUses
  /** Shows an avatar a text in-world, where that is possible. */
  readonly tellInWorld: (avatar: Avatar, text: InWorldText) => void
  /** Rings in-world at an avatar without a page. @returns whether that is possible */
  readonly ringInWorld: CallsOptions['ringInWorld']
  /** Secret that lets pages come back into their calls. */
  readonly signingKey: string
  readonly onError: (error: unknown) => void
}

export type Voices = Awaited<ReturnType<typeof createVoices>>

/** @throws Error when no UDP port is free for the media hub */
export async function createVoices(options: VoicesOptions) {
  const { config, logger, clock, timers, records, presence, parcelVoice, parcels, names, uses, onError } =
    options
  const { accounts, headphones, channels, bans, mutes, blocks } = records
  const relayAvailable = config.turnUrls.length > 0
  const network = await createMediaNetwork({
    config,
    timers,
    logger,
    lookUp: options.lookUpHost,
    onGridWork({ grid, ...work }, bytesPerSecond) {
      uses.noteHub(grid, work, bytesPerSecond)
      records.usage.hubWorked(grid, work)
    },
  })
  const hub = network && createLimitedHub(network.hub, uses)
  const rooms = createRooms({
    presence,
    names,
    channels,
    parcelVoice,
    bans,
    mutes,
    blocks,
    uses,
    relayOnly: config.iceTransportPolicy === 'relay',
    relayAvailable,
    ...(hub && { hub }),
    hubAlways: config.mediaRoute === 'hub',
    requireAccount: accounts.requireEnabled,
    usage: records.usage,
    coversRegion(region, parcelId) {
      const parcel = parcels.get(region, parcelId)
      const size = presence.gridRegions.get(region)?.sizeMetres
      // What the simulator was asked counts for more than what a script says.
      if (parcel && size) return coversRegion(parcel, size)
      return parcelVoice.isWhole({ ...region, parcelId })
    },
    clock,
    timers,
    onError,
  })
  records.countPresent(function* () {
    for (const room of rooms.list()) yield* room.participants()
  })
  parcels.events.on('told', rooms.landLearned)
  parcelVoice.events.on('changed', rooms.landLearned)
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
      headphones,
      version: readVersion(),
      timers,
      onRefused: (agentId, cause) =>
        logger.warn({ agentId, err: cause }, 'a viewer could not enter its room'),
      tellInWorld: options.tellInWorld,
    })
  const subjects = createCallSubjects(clock)
  const viewerCalls = createViewerCalls({
    isKnown: (avatar) => presence.find(avatar) !== undefined || viewers?.isKnown(avatar) === true,
    subjects,
  })
  const residents = createResidents()
  const mayReach: CallsOptions['mayReach'] = (from, to) => !blocks.areApart(from, to)
  const calls = createCalls({
    residents,
    enter: rooms.enterCall,
    subjects,
    tokens: createReturnTokens(options.signingKey),
    mayReach,
    ringInWorld: options.ringInWorld,
    timers,
  })
  const blocksOf = (avatar: Avatar) => ({
    type: 'blocks-changed' as const,
    blocked: blocks.of(avatar).map(({ blockedId: agentId, name }) => ({ agentId, name })),
  })
  blocks.events.on('changed', ({ grid, agentId }, blockedId) => {
    const [one, other] = [
      { grid, agentId },
      { grid, agentId: blockedId },
    ]
    if (blocks.areApart(one, other)) calls.separate(one, other)
    residents.tell(one, blocksOf(one))
  })
  headphones.events.on('chosen', (avatar, choice) =>
    residents.tell(avatar, { type: 'headphones-chosen', headphones: choice }),
  )
  residents.onOpen((page) => {
    headphones
      .choiceOf(page)
      .then((choice) => {
        if (choice !== null) page.tell({ type: 'headphones-chosen', headphones: choice })
      })
      .catch(() => undefined)
    const event = blocksOf(page)
    if (event.blocked.length > 0) page.tell(event)
  })
  const judge = createLineJudge(timers)
  const roomChat = createRoomChat({
    judge,
    rooms,
    mutes,
    bus: options.bus,
    mayReach,
    clock,
    timers,
  })
  const privateChat = createPrivateChat({ judge, residents, mayReach, clock, timers })
  const reports = createVoiceReports(timers)
  reports.events.on('speech', rooms.spoke)
  hub?.events.on('levels', (roomKey, levels) => {
    const room = rooms.find(roomKey)
    if (!room) return
    const { grid } = room.channel
    for (const { agentId, speaking } of levels) {
      reports.heard({ grid, agentId }, speaking)
      room.spoke(agentId, speaking)
    }
  })
  return {
    rooms,
    names,
    /** Who has a page open, and can be reached by it. */
    residents,
    /** What moderators do, from a page or from the console. */
    moderatorActs: createModeratorActs({ channels, rooms, clock }),
    /** Calls by page. */
    calls,
    /** Whether one resident may call or write to another. */
    mayReach,
    /** Text in rooms and calls, and between two residents. */
    roomChat,
    privateChat,
    bridge: createChatBridge({ roomChat, rooms, channels, parcelVoice, bans, timers }),
    /** Calls by native viewer. */
    viewerCalls,
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

function mediaSource(hub: HubPool, viewers: ViewerSessions): MediaSource {
  return {
    viewers: () =>
      viewers.list().map(({ channel, isCall, ...session }) => ({
        ...session,
        channelId: channel.id === undefined || isCall ? null : channel.id,
        channelName: titleOf(channel),
      })),
    endViewersOf: viewers.endAll,
    peers: hub.statuses,
    load: hub.load,
    processes: hub.processes,
  }
}
