/** Where everybody is on the radar: in their direction, and those who would cover each other as one cluster. Pure. */

import type { ChannelMessage } from '../../../src/protocol/messages.js'
import { distanceMetres, headingRadians, type Pose } from '../../../src/spatial/direction.js'
import type { Blip } from '../../room/room-people.js'

export interface RadarView {
  readonly self: Pose
  readonly channel: ChannelMessage
  /** The `hand` of each is its place in the order. */
  readonly blips: readonly Blip[]
  /** The resident looks up on the picture; false: north is up. */
  readonly facingUp: boolean
  readonly north: string
  /** How far the resident is heard; `undefined` where distance does not matter. */
  readonly reachMetres: number | undefined
  /** How far the resident is heard at full volume. */
  readonly fullMetres: number
  /** The resident's microphone is open, and somebody could hear it. */
  readonly heard: boolean
  /** Width and height of the picture, and the height of its letters, in CSS pixels. */
  readonly sizePixels: number
  readonly textPixels: number
}

/** A disc on the picture: one person, or several who stand so close together that their discs would hide each other. */
export interface Spot {
  readonly x: number
  readonly y: number
  /** Who leads a cluster keeps it together: speakers first, then the nearest. */
  readonly blips: readonly [Blip, ...Blip[]]
  readonly speaking: boolean
  readonly inReach: boolean
}

export interface RadarPlan {
  /** The resident's own place, in pixels from the left and from the top. */
  readonly middle: number
  readonly rangeMetres: number
  /** By how much the world is turned, in radians. */
  readonly turn: number
  /** The nearest first. */
  readonly spots: readonly Spot[]
  readonly discPixels: number
  /** How far from the middle a distance is shown. */
  pixelsOf(metres: number): number
}

/** In whose cluster everybody was on the last picture: clusters do not fall apart at every step. */
export type Leaders = ReadonlyMap<string, string>

/** The range that is shown where a channel has none. */
const UNLIMITED_METRES = 60
/** The room that the outermost ring leaves for the north, in heights of letters. */
const RIM_LETTERS = 1.6
/** Who is further outside than this share of the picture is not shown. */
const BEYOND = 1.3
/** The resident's own arrow, which nobody covers. */
export const SELF_PIXELS = 11

/**
 * How far from the middle a distance is shown, as a share of the radius. Talk happens within a few metres, so these
 * get more of the picture than they would by a plain scale.
 */
export function radarShare(metres: number, rangeMetres: number): number {
  return (metres / rangeMetres) ** 0.7
}

/** The radius of a disc: letters fit into it even on a phone. */
function discPixelsOn(sizePixels: number): number {
  return Math.max(11, Math.min(sizePixels / 22, Math.max(17, sizePixels / 48)))
}

/** Discs nearer to each other than this are one cluster: among few people they may overlap, a crowd stays readable. */
function clusterPixels(people: number, discPixels: number): number {
  return discPixels * Math.min(2.5, Math.max(1.2, 1.2 + (people - 10) / 30))
}

/** Shares of that distance: at which somebody leaves their cluster, and at which two clusters become one. */
const LEAVE = 1.35
const MERGE = 0.82

export function planRadar(view: RadarView, leaders: Leaders = new Map()): RadarPlan {
  const { self, channel, facingUp, sizePixels, textPixels, blips } = view
  const middle = sizePixels / 2
  const rangeMetres =
    // A shout may reach farther than anybody talks: the picture has room for that.
    channel.distanceModel === 'none'
      ? UNLIMITED_METRES
      : Math.max(1, channel.maxRangeMetres, view.reachMetres ?? 0)
  const rim = Math.max(0, middle - textPixels * RIM_LETTERS)
  const pixelsOf = (metres: number) => rim * radarShare(metres, rangeMetres)
  // North is up before the picture is turned.
  const turn = facingUp ? Math.PI / 2 - (headingRadians(self.look) ?? 0) : 0
  const discPixels = discPixelsOn(sizePixels)
  const least = discPixels + SELF_PIXELS

  /** In their direction, but never over the resident's own arrow. */
  function placed(blip: Blip): Placed {
    const { position } = blip.pose
    const [east, north] = [position[0] - self.position[0], position[1] - self.position[1]]
    const flat = Math.hypot(east, north)
    const angle = (flat > 0 ? Math.atan2(north, east) : Math.PI / 2 - turn) + turn
    const away = Math.max(least, pixelsOf(flat))
    const metres = distanceMetres(self.position, position)
    return { blip, metres, x: middle + away * Math.cos(angle), y: middle - away * Math.sin(angle) }
  }

  const shown = blips
    .map(placed)
    .filter(({ x, y }) => Math.hypot(x - middle, y - middle) < middle * BEYOND)
    .sort((a, b) => a.metres - b.metres || (a.blip.agentId < b.blip.agentId ? -1 : 1))
  const spots = clustered(shown, clusterPixels(shown.length, discPixels), leaders)
  return { middle, rangeMetres, turn, spots, discPixels, pixelsOf }
}

interface Placed {
  readonly blip: Blip
  readonly metres: number
  readonly x: number
  readonly y: number
}

interface Cluster {
  readonly lead: Placed
  readonly members: Placed[]
}

/** First it is found who leads, those who led before at first; then everybody else joins the nearest leader close by. */
function clustered(people: readonly Placed[], pixels: number, leaders: Leaders): Spot[] {
  const led = ({ blip }: Placed) => leaders.get(blip.agentId) === blip.agentId
  const clusters: Cluster[] = []
  const members: Placed[] = []
  const nearest = (one: Placed, factorFor: (cluster: Cluster) => number): Cluster | undefined => {
    let found: Cluster | undefined
    let least = pixels
    for (const cluster of clusters) {
      const away = Math.hypot(cluster.lead.x - one.x, cluster.lead.y - one.y) / factorFor(cluster)
      if (away >= least) continue
      least = away
      found = cluster
    }
    return found
  }
  const stays = (one: Placed) => (cluster: Cluster) =>
    leaders.get(one.blip.agentId) === cluster.lead.blip.agentId ? LEAVE : 1
  for (const one of [...people.filter(led), ...people.filter((other) => !led(other))]) {
    const joins = nearest(one, led(one) ? () => MERGE : stays(one))
    if (joins) members.push(one)
    else clusters.push({ lead: one, members: [] })
  }
  for (const one of members) nearest(one, stays(one))?.members.push(one)
  return clusters
    .sort((a, b) => a.lead.metres - b.lead.metres)
    .map(({ lead, members }) => {
      const blips: [Blip, ...Blip[]] = [lead.blip, ...members.map(({ blip }) => blip)]
      return {
        x: lead.x,
        y: lead.y,
        blips,
        speaking: blips.some(({ speaking }) => speaking),
        inReach: blips.some(({ inReach }) => inReach),
      }
    })
}

/** For the next picture. */
export function leadersOf({ spots }: RadarPlan): Leaders {
  return new Map(
    spots.flatMap(({ blips }) => blips.map(({ agentId }) => [agentId, blips[0].agentId] as const)),
  )
}

/** A fingertip. */
const TOUCH_PIXELS = 24

/** Who is at a point of the picture: the nearest within a fingertip. */
export function spotAt({ spots }: RadarPlan, x: number, y: number): Spot | undefined {
  let nearest: Spot | undefined
  let least = TOUCH_PIXELS
  for (const spot of spots) {
    const away = Math.hypot(spot.x - x, spot.y - y)
    if (away > least) continue
    least = away
    nearest = spot
  }
  return nearest
}

export type RadarStep = 'clockwise' | 'counter-clockwise' | 'nearer' | 'farther'

/** Where an arrow key leads: around the resident, or out and in; each way comes past everybody. */
export function spotBeside(
  { spots, middle }: RadarPlan,
  from: Spot | undefined,
  step: RadarStep,
): Spot | undefined {
  const around = step === 'clockwise' || step === 'counter-clockwise'
  // From straight ahead.
  const angle = ({ x, y }: Spot) => (Math.atan2(x - middle, middle - y) + 2 * Math.PI) % (2 * Math.PI)
  const away = ({ x, y }: Spot) => Math.hypot(x - middle, y - middle)
  const inOrder = spots.toSorted((a, b) => (around ? angle(a) - angle(b) : away(a) - away(b)))
  const forwards = step === 'clockwise' || step === 'farther'
  if (!from) return inOrder.at(forwards ? 0 : -1)
  const next = inOrder.indexOf(from) + (forwards ? 1 : -1)
  return inOrder.at(next % inOrder.length)
}
