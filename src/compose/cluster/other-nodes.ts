/** What nodes ask each other for the console, and for acts of moderators on rooms of another node. Part of the composition. */

import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type LiveSources, liveRegion, roomViews } from '../../admin/live/live-views.js'
import type { NodeOverview, OtherNodes } from '../../admin/live/other-nodes.js'
import { type ErrorCode, VoiceError } from '../../errors.js'
import { LiveRegion, Overview, RoomView } from '../../protocol/admin-api.js'
import { combined, FIGURES, type Figure, type Figures } from '../../pure/figures.js'
import type { Channel, ChannelRef } from '../../voice/channels/channel.js'
import type { GridId, Region } from '../../voice/grids/grid.js'
import type { Moderation } from '../../voice/moderation/moderation.js'
import type { ModeratorAct, ModeratorActs } from '../../voice/moderation/moderator-acts.js'
import type { Stopwatch } from '../../voice/ports.js'
import { placeKey } from '../../voice/rooms/room-key.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import { systemTimers } from '../../voice/time/timers.js'
import type { Cluster } from './cluster.js'

const parser = <Schema extends TSchema>(schema: Schema) => {
  const check = Compile(schema)
  // A node of another version may answer otherwise: its answer is left out.
  return (value: unknown): value is Static<Schema> => check.Check(value)
}
const areRooms = parser(Type.Array(RoomView))
const isLiveRegion = parser(LiveRegion)
const isOverview = parser(Type.Pick(Overview, ['now', 'regions']))
const isDone = parser(
  Type.Object({
    act: Type.String(),
    subject: Type.String(),
    detail: Type.Record(Type.String(), Type.Unknown()),
  }),
)
const areFigures = parser(
  Type.Object(Object.fromEntries(FIGURES.map((figure) => [figure, Type.Optional(Type.Number())]))),
)
const isFault = parser(Type.Object({ fault: Type.String(), message: Type.String() }))

export interface AnsweringOptions {
  readonly sources: LiveSources
  readonly overviewOf: (grid: GridId) => NodeOverview
  readonly acts: ModeratorActs
  /** The numbers of a grid, or of the whole service (`null`), since the last call. */
  readonly takeFigures: (grid: GridId | null) => Figures
  readonly timers: Stopwatch
}

/** Answers other nodes. What they ask is what their own edges have checked. */
export function answerOtherNodes(
  cluster: Cluster,
  { sources, overviewOf, acts, takeFigures, timers }: AnsweringOptions,
): void {
  cluster.answerTo('rooms', (grid) => roomViews(grid as GridId, sources))
  cluster.answerTo('overview', (grid) => overviewOf(grid as GridId))
  cluster.answerTo('live-region', (asked) => {
    const region = asked as Region
    return cluster.owns(region) ? (liveRegion(region, sources, timers.now()) ?? null) : null
  })
  cluster.answerTo('drain', () => cluster.drain())
  cluster.answerTo('figures', (grid) => takeFigures(grid as GridId | null))
  cluster.answerTo('has-room', (which) => sources.rooms.find(placeKey(which as ChannelRef)) !== undefined)
  cluster.answerTo('act', async (asked) => {
    const { which, act, by } = asked as { which: ChannelRef; act: ModeratorAct; by: string }
    try {
      return await acts.perform(which, act, by)
    } catch (error) {
      if (!(error instanceof VoiceError)) throw error
      return { fault: error.code, message: error.message }
    }
  })
}

/** The numbers of all nodes together, which the owner of the grid writes down. */
export async function figuresOfAll(cluster: Cluster, own: Figures, grid: GridId | null): Promise<Figures> {
  const all = [own, ...(await cluster.askOthers('figures', grid)).filter(areFigures)]
  return Object.fromEntries(
    FIGURES.flatMap((figure) => {
      const known = all.flatMap((one) => one[figure] ?? [])
      const value = ADDED.has(figure)
        ? known.reduce((sum, number) => sum + number, 0)
        : combined(figure, known)
      return known.length === 0 || value === null ? [] : [[figure, value]]
    }),
  )
}

const DRAIN_AFTER_MS = 200
const ADDED: ReadonlySet<Figure> = new Set(['people', 'rooms', 'hubCores', 'refusedSignIns'])

/** What the console shows of other nodes. */
export function createOtherNodes(cluster: Cluster): OtherNodes {
  return {
    address: () => new URL(cluster.self().url).host,
    owns: cluster.owns,
    all: () =>
      cluster.nodes().map(({ id, url, version, areas, draining }) => ({
        id,
        address: new URL(url).host,
        version,
        areas,
        draining,
      })),
    async drain(nodeId) {
      const node = cluster.nodes().find(({ id }) => id === nodeId)
      if (!node) return undefined
      // This node answers first: the console's request is its own.
      if (nodeId === cluster.self().id) systemTimers.after(DRAIN_AFTER_MS, () => void cluster.drain())
      else await cluster.ask(nodeId, 'drain', {})
      return new URL(node.url).host
    },
    rooms: async (grid) => (await cluster.askOthers('rooms', grid)).filter(areRooms).flat(),
    overviews: async (grid) => (await cluster.askOthers('overview', grid)).filter(isOverview),
    async liveRegion(region) {
      if (cluster.owns(region)) return undefined
      return (await cluster.askOthers('live-region', region)).find(isLiveRegion)
    },
  }
}

/** Acts of the console, done by the node that has the channel's room. */
export function actsAnywhere(
  cluster: Cluster,
  acts: ModeratorActs,
  rooms: Pick<Rooms, 'find'>,
): ModeratorActs {
  return {
    ...acts,
    async perform(which, act, by) {
      const nodeId = rooms.find(placeKey(which))
        ? undefined
        : await cluster.findOther('has-room', which, (answer) => answer === true)
      if (nodeId === undefined) return acts.perform(which, act, by)
      const done = await cluster.ask(nodeId, 'act', { which, act, by })
      if (isDone(done)) return done
      if (isFault(done)) throw new VoiceError(done.fault as ErrorCode, done.message)
      throw new VoiceError('too-busy', 'The node with that room did not answer: try again.')
    },
  }
}

/** Acts of regions: whichever node has the channel's room does it; the others have nobody to act on. */
export function moderationAnywhere(cluster: Cluster, moderation: Moderation): Moderation {
  type Act = {
    readonly [Name in keyof Moderation]: readonly [Name, ...Parameters<Moderation[Name]>]
  }[keyof Moderation]
  // What is left out comes as null.
  const perform = ([name, ...args]: Act) =>
    (moderation[name] as (...args: readonly unknown[]) => unknown)(...args.map((arg) => arg ?? undefined))
  cluster.onTold('region-moderates', (act) => void perform(act as Act))
  const ref = ({ grid, id }: ChannelRef | Channel): ChannelRef => ({ grid, id })
  const tell = (...act: Act) => cluster.tell('region-moderates', act)
  return {
    kick(channel, agentId, expulsion) {
      tell('kick', ref(channel), agentId, expulsion)
      return moderation.kick(channel, agentId, expulsion)
    },
    kickAll(channel) {
      tell('kickAll', ref(channel))
      return moderation.kickAll(channel)
    },
    setMuted(channel, agentId, muted, decision) {
      tell('setMuted', ref(channel), agentId, muted, decision)
      return moderation.setMuted(channel, agentId, muted, decision)
    },
    setAllMuted(channel, muted, decision) {
      tell('setAllMuted', ref(channel), muted, decision)
      return moderation.setAllMuted(channel, muted, decision)
    },
  }
}
