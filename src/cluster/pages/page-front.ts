/**
 * A page's socket on the node that has it. What the page does wherever it is goes to the owner of its grid's area; what
 * it does at its place goes to the owner of the region where its avatar is. When the avatar walks into a region of another
 * node, the page takes part there, and when an owner has given up its area or is gone, the page joins the next one: its
 * socket stays.
 */

import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { CloseCode, NODE_GONE } from '../../protocol/close-codes.js'
import type { Timers } from '../../voice/ports.js'
import type { LinkedPage } from '../links/link.js'
import type { AreaRole } from './area-pages.js'
import { ABNORMAL_CLOSURE, type FarEnd } from './page-socket.js'

/** What decides where a message goes; each is checked as a whole where it is handled. */
const Told = Compile(
  Type.Object({
    type: Type.String(),
    call: Type.Optional(Type.Unknown()),
    with: Type.Optional(Type.Unknown()),
    muted: Type.Optional(Type.Unknown()),
    hideAddress: Type.Optional(Type.Unknown()),
  }),
)

/** Messages about the resident rather than about the room of a place, besides all that name a call or somebody else. */
const OF_RESIDENT = /^(call($|-)|find-people$|block$|do-not-disturb$)/

/** A page says a few things while its place is looked for; one that says more is cut off. */
const MAX_WAITING_BYTES = 512 * 1024
/** A page that reads nothing is dropped before more than this waits for it: only the node that has its socket sees that. */
const MAX_BUFFERED_BYTES = 1024 * 1024
const NORMAL_CLOSURE = 1000
/** While nobody knows who owns an area. */
const RETRY_MS = 500
/** A page whose owners change faster than that looks for another node. */
const LEAST_STAY_MS = 1000

/** What begins or takes up a call: only its page knows how to come back into it, after a lost socket. */
const BEGINS_CALL = /^call(-accept|-group|-return)?$/

/** A page's end of a way to the core, on this node or another. */
export interface OpenWay {
  /** Whose node owns that area now. */
  readonly nodeId: string
  readonly page: LinkedPage
}

export interface PageFrontOptions {
  readonly socket: {
    readonly OPEN: number
    readonly readyState: number
    readonly bufferedAmount: number
    send(data: string | Uint8Array): void
    close(code: number, reason: string): void
    terminate(): void
  }
  /** Lets the page take part in an area. @throws Error when nobody owns it within some seconds */
  readonly open: (area: string, role: AreaRole, far: FarEnd) => Promise<OpenWay>
  readonly nodeOf: (area: string) => Promise<string>
  /** The area of the page's place, as far as it is known where the avatar is. */
  readonly placeArea: () => string
  readonly gridArea: string
  /** Whether this node is about to close the sockets of all its pages. */
  readonly isStopping: () => boolean
  /** Whether this node can find out who owns an area. */
  readonly knowsOwners: () => boolean
  /** Sends the page its welcome once more: it then joins as after a lost socket. */
  readonly welcome: () => void
  readonly timers: Timers
}

export interface PageFront {
  /** To be called once the page has had its first welcome. */
  begin(): void
  hear(data: Buffer, isBinary: boolean): void
  /** The avatar may be in another area than before. */
  moved(): void
  closed(code: number): void
}

/** A way that is open, or about to be; what the page says meanwhile waits. */
interface Way {
  area: string
  open: OpenWay | undefined
  waiting: [Buffer, boolean][]
  waitingBytes: number
}

export function createPageFront(options: PageFrontOptions): PageFront {
  const { socket, open, nodeOf, placeArea, gridArea, isStopping, knowsOwners, timers } = options
  let isClosed = false
  let place: Way | undefined
  /** How the page takes part at its place; `undefined` while it does not. */
  let joined: { muted: unknown; hideAddress: unknown } | undefined
  let isMoving = false
  let isSentAway = false
  let mayBeInCall = false
  let againAt = Number.NEGATIVE_INFINITY

  /** The page is to come again by another socket: its voices go on meanwhile, and it tells which links it has kept. */
  function sendAway(): void {
    isSentAway = true
    socket.close(CloseCode.serverStopping, 'owner-changed')
  }

  /** An owner is gone: the page takes part anew, on the socket that it has, and its voices go on meanwhile. */
  function again(lost: Way): void {
    const isSoon = timers.now() - againAt < LEAST_STAY_MS
    if (isSoon || !knowsOwners() || (lost === resident && mayBeInCall)) return sendAway()
    againAt = timers.now()
    const kept = mayBeInCall ? resident : undefined
    for (const way of [resident, place]) if (way !== lost && way !== kept) way?.open?.page.close(NODE_GONE)
    resident = kept
    place = undefined
    joined = undefined
    options.welcome()
    residentWay()
    return undefined
  }

  function begin(area: string, role: AreaRole): Way {
    const way: Way = { area, open: undefined, waiting: [], waitingBytes: 0 }
    open(area, role, {
      said(data) {
        if (!isCurrent(way) || socket.readyState !== socket.OPEN) return
        if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate()
        else socket.send(data)
      },
      closed(code, reason) {
        if (!isCurrent(way)) return
        if (code === ABNORMAL_CLOSURE) again(way)
        else socket.close(code, reason)
      },
    }).then(
      (opened) => {
        way.open = opened
        if (isClosed || !isCurrent(way)) return opened.page.close(NORMAL_CLOSURE)
        for (const [data, isBinary] of way.waiting) opened.page.say(data, isBinary)
        way.waiting = []
        if (way === place) moved()
        return undefined
      },
      () => {
        if (isCurrent(way)) sendAway()
      },
    )
    return way
  }

  let resident: Way | undefined
  const residentWay = (): Way => {
    resident ??= begin(gridArea, 'resident')
    return resident
  }
  const isCurrent = (way: Way) => way === resident || way === place

  function say(way: Way, data: Buffer, isBinary: boolean): void {
    if (way.open) return way.open.page.say(data, isBinary)
    way.waiting.push([data, isBinary])
    way.waitingBytes += data.length
    if (way.waitingBytes > MAX_WAITING_BYTES) socket.close(CloseCode.rateLimited, 'rate-limited')
    return undefined
  }

  /** The avatar is elsewhere: with the same owner only the area changes, else the page takes part there from now on. */
  async function follow(): Promise<void> {
    const area = placeArea()
    if (!place?.open || area === place.area) return
    const before = place.open
    const nodeId = await nodeOf(area)
    if (isClosed || place?.open !== before || area !== placeArea()) return
    if (nodeId === before.nodeId) {
      place.area = area
      return before.page.moveTo(area)
    }
    if (joined) {
      place = begin(area, 'place')
      say(place, Buffer.from(JSON.stringify({ type: 'join', ...joined })), false)
    } else place = undefined
    before.page.close(NORMAL_CLOSURE)
  }

  function moved(): void {
    if (isMoving || isClosed) return
    isMoving = true
    const done = (isKnown: boolean) => {
      isMoving = false
      if (place?.open && placeArea() !== place.area) timers.after(isKnown ? 0 : RETRY_MS, moved)
    }
    follow().then(
      () => done(true),
      () => done(false),
    )
  }

  function note({
    type,
    muted,
    hideAddress = false,
  }: {
    type: string
    muted?: unknown
    hideAddress?: unknown
  }): void {
    if (type === 'join') joined = { muted, hideAddress }
    else if (type === 'leave') joined = undefined
    else if (type === 'microphone' && joined) joined = { ...joined, muted }
  }

  return {
    begin: () => void residentWay(),
    moved,
    hear(data, isBinary) {
      const message = isBinary ? undefined : parsed(data)
      // What cannot be read is refused where everything else is.
      if (!message) return say(residentWay(), data, isBinary)
      const { type, call, with: other } = message
      if (type === 'ping') return socket.send('{"type":"pong"}')
      if (BEGINS_CALL.test(type)) mayBeInCall = true
      else if (type === 'call-hang-up') mayBeInCall = false
      if (call !== undefined || other !== undefined || OF_RESIDENT.test(type))
        return say(residentWay(), data, isBinary)
      note(message)
      place ??= begin(placeArea(), 'place')
      return say(place, data, isBinary)
    },
    closed(code) {
      isClosed = true
      // The page echoes the code of a close that began here: only its own is a farewell.
      const told = isSentAway || isStopping() ? NODE_GONE : code
      for (const way of [resident, place]) way?.open?.page.close(told)
    },
  }
}

function parsed(data: Buffer) {
  try {
    const message: unknown = JSON.parse(data.toString())
    return Told.Check(message) ? message : undefined
  } catch {
    return undefined
  }
}
