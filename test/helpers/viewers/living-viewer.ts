/**
 * A native viewer that comes again when its connection is lost, as Firestorm does (`llvoicewebrtc.cpp`): once libwebrtc counts
 * the connection as disconnected or failed it waits for half a second to one and a half, logs its session out, and offers anew; each
 * time that it is refused it waits longer.
 */

import type { Test } from 'tap'
import type { Hearing } from '../media/hearing.js'
import { startIceChecks } from '../media/ice-checks.js'
import { startViewer, type TestViewer, type ViewerOptions } from './viewer.js'

export interface LivingViewer {
  readonly agentId: string
  /** Why it was not let in, each time. */
  readonly refusals: readonly string[]
  /** How many sessions it has had. */
  sessions(): number
  /** How often the hub refused a check of its connection, so that it need not wait until it is disconnected. */
  dismissals(): number
  /** Whom its list shows now. */
  people(): readonly string[]
  /** Whom its list marks as muted by a moderator. */
  muted(): readonly string[]
  isConnected(): boolean
  /** When it was connected last, by the stopwatch. */
  connectedAt(): number
}

const POLL_MS = 10
/**
 * libwebrtc counts a connection as disconnected after this time without an answer of the other end, also where that has said
 * that it closes: measured with Chromium, 6.98 and 7.01 s after a peer of the hub's library closed.
 */
const SILENT_MS = 7000
/** The hub sends more often than this, also where nobody talks. */
const QUIET_MS = 600
const [LEAST_PAUSE_MS, LONGEST_PAUSE_MS, PAUSE_SPREAD_MS] = [500, 10_000, 1000]

export interface LivingViewerOptions extends ViewerOptions {
  /** It knows at once that the other end has closed, as no viewer does, so that its room is not without it for long. */
  readonly noticesClose?: boolean
}

/** Begins at once. @param hearings of the voices that it listens for; one of them is to be heard all the time */
export function startLivingViewer(
  t: Pick<Test, 'teardown'>,
  { noticesClose = false, ...options }: LivingViewerOptions,
  hearings: readonly Hearing[],
): LivingViewer {
  const refusals: string[] = []
  let isOver = false
  let [sessions, begunAt, aliveAt, connectedAt] = [0, 0, 0, 0]
  let viewer: TestViewer | undefined
  let dismissals = 0
  let endChecks: (() => void) | undefined
  let isCounted = false
  const isConnected = () => viewer?.isConnected() === true && viewer.isInRoom()

  async function come(): Promise<void> {
    for (let tries = 0; !isOver; tries += 1) {
      try {
        viewer = await startViewer(t, options)
        sessions += 1
        aliveAt = performance.now()
        begunAt = aliveAt
        isCounted = false
        if (isOver) viewer.close()
        return
      } catch (error) {
        refusals.push(error instanceof Error ? error.message : String(error))
        await pause(tries)
      }
    }
  }

  async function comeAgain(lost: TestViewer): Promise<void> {
    viewer = undefined
    endChecks?.()
    endChecks = undefined
    await pause(0)
    await lost.logout().catch(() => undefined)
    await come()
  }

  const pump = setInterval(() => {
    if (!viewer) return
    const heard = viewer.peer.take()
    for (const hearing of hearings) hearing.note(heard)
    const now = performance.now()
    if (heard.packets > 0) {
      aliveAt = now
      endChecks?.()
      endChecks = undefined
    }
    const lost = viewer
    if (now - aliveAt > QUIET_MS)
      endChecks ??= startIceChecks({
        offer: lost.peer.offer,
        answer: lost.answer,
        since: begunAt,
        aliveAt,
        onRefused() {
          dismissals += 1
          endChecks = undefined
          void comeAgain(lost)
        },
      })
    if (!isCounted && isConnected()) {
      isCounted = true
      connectedAt = now
    }
    const isClosed = noticesClose && /closed|failed|disconnected/.test(viewer.peer.state())
    if (isClosed || now - aliveAt > SILENT_MS) void comeAgain(viewer)
  }, POLL_MS)
  t.teardown(() => {
    isOver = true
    clearInterval(pump)
    endChecks?.()
  })
  void come()
  return {
    agentId: options.agentId,
    refusals,
    sessions: () => sessions,
    dismissals: () => dismissals,
    people: () => [...(viewer?.talk.people.keys() ?? [])],
    muted: () =>
      [...(viewer?.talk.people ?? [])].flatMap(([id, { mutedByModerator }]) =>
        mutedByModerator ? [id] : [],
      ),
    isConnected,
    connectedAt: () => connectedAt,
  }
}

const pause = (tries: number) =>
  new Promise((resolve) => {
    const least = Math.min(LONGEST_PAUSE_MS, LEAST_PAUSE_MS * 2 ** tries)
    setTimeout(resolve, least + Math.random() * PAUSE_SPREAD_MS)
  })
