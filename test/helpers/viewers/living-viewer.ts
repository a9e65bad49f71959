/**
 * A native viewer that comes again when its connection is lost, as Firestorm does (`llvoicewebrtc.cpp`): as soon as the
 * connection has failed, or nothing has come over it for some seconds, it waits for half a second to one and a half, logs
 * its session out, and offers anew.
 */

import type { Test } from 'tap'
import type { Hearing } from '../media/hearing.js'
import { startViewer, type TestViewer, type ViewerOptions } from './viewer.js'

export interface LivingViewer {
  /** How many sessions it has had. */
  sessions(): number
  /** Whom its list shows now. */
  people(): readonly string[]
}

const POLL_MS = 10
/** libwebrtc counts a connection as disconnected after this time without a sign of life. */
const SILENT_MS = 5000
const LEAST_PAUSE_MS = 500
const PAUSE_SPREAD_MS = 1000

/** @param hearings of the voices that it listens for; one of them is to be heard all the time */
export async function startLivingViewer(
  t: Pick<Test, 'teardown'>,
  options: ViewerOptions,
  hearings: readonly Hearing[],
): Promise<LivingViewer> {
  let isOver = false
  let sessions = 1
  let viewer: TestViewer | undefined = await startViewer(t, options)
  let aliveAt = performance.now()

  async function comeAgain(lost: TestViewer): Promise<void> {
    viewer = undefined
    await pause()
    await lost.logout().catch(() => undefined)
    while (!isOver && !viewer) {
      viewer = await startViewer(t, options).catch(() => undefined)
      if (!viewer) await pause()
    }
    sessions += 1
    aliveAt = performance.now()
  }

  const pump = setInterval(() => {
    if (!viewer) return
    const heard = viewer.peer.take()
    for (const hearing of hearings) hearing.note(heard)
    const now = performance.now()
    if (heard.packets > 0) aliveAt = now
    const isLost = /closed|failed|disconnected/.test(viewer.peer.state()) || now - aliveAt > SILENT_MS
    if (isLost) void comeAgain(viewer)
  }, POLL_MS)
  t.teardown(() => {
    isOver = true
    clearInterval(pump)
  })
  return { sessions: () => sessions, people: () => [...(viewer?.talk.people.keys() ?? [])] }
}

const pause = () =>
  new Promise((resolve) => setTimeout(resolve, LEAST_PAUSE_MS + Math.random() * PAUSE_SPREAD_MS))
