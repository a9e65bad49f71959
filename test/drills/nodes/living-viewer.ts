/** A native viewer that comes again when its connection is lost, as real ones do. */

import type { Sound } from '../../helpers/browser/voice-sound.js'
import { startViewer, type TestViewer, type ViewerOptions } from '../../helpers/viewers/viewer.js'
import type { VoiceRpc } from '../../helpers/viewers/voice-rpc.js'
import type { Teardown } from './teardown.js'

/** A viewer waits for half a second up to one and a half before it tries again, each time longer. */
const [RETRY_MS, LONGEST_RETRY_MS] = [500, 10_000]
/** WebRTC in viewers takes so long to notice that the other end is gone without a word; the library here takes 30 s. */
const NOTICED_AFTER_MS = 5500

const HEARD_LEVEL = 0.005

export interface LivingViewer {
  readonly agentId: string
  /** The other end has gone without a word. */
  abandoned(): void
  isConnected(): boolean
  connectedAt(): number
  /** How often it has come. */
  sessions(): number
  hears(frequencyHz: number): boolean
  refusals: readonly string[]
}

export function startLivingViewer(
  t: Teardown,
  options: { rpc: VoiceRpc; agentId: string; regionId: string; voice?: Sound; offset: number },
): LivingViewer {
  const { offset, ...asked } = options
  const place = { position: [256_100 + offset, 256_100, 25] as const }
  const viewerOptions: ViewerOptions = { ...asked, place }
  const refusals: string[] = []
  let viewer: TestViewer | undefined
  let connectedAt = 0
  let sessions = 0
  let isOver = false
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const isConnected = () => viewer?.isConnected() === true && viewer.isInRoom()

  async function come(): Promise<void> {
    viewer?.close()
    viewer = undefined
    try {
      const made = await startViewer(t, viewerOptions)
      sessions += 1
      viewer = made
      if (isOver) made.close()
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error))
      comeAgain()
    }
  }
  function comeAgain(): void {
    clearTimeout(timer)
    if (isOver) return
    const pause = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** tries)
    tries += 1
    timer = setTimeout(() => void come(), pause + Math.random() * 2 * RETRY_MS)
  }

  let wasConnected = false
  const watch = setInterval(() => {
    const state = viewer?.peer.state()
    if (!wasConnected && isConnected()) {
      wasConnected = true
      connectedAt = performance.now()
      tries = 0
    }
    if (viewer && (state === 'closed' || state === 'failed' || state === 'disconnected')) {
      viewer.close()
      viewer = undefined
      wasConnected = false
      comeAgain()
    }
  }, 20)
  t.teardown(() => {
    isOver = true
    clearTimeout(timer)
    clearInterval(watch)
  })
  void come()

  return {
    agentId: asked.agentId,
    refusals,
    abandoned() {
      setTimeout(() => {
        wasConnected = false
        viewer?.close()
      }, NOTICED_AFTER_MS)
    },
    isConnected,
    connectedAt: () => connectedAt,
    sessions: () => sessions,
    hears(frequencyHz) {
      const { left, right } = viewer?.peer.take().tone(frequencyHz) ?? { left: 0, right: 0 }
      return Math.max(left || 0, right || 0) > HEARD_LEVEL
    },
  }
}
