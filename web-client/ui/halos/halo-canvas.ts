/** Canvases whose halos a worker draws; the page draws them itself where that is not possible. */

import { drawHalos, type HaloMessage, type HaloPicture } from './halo-picture.js'
import workerUrl from './halo-worker.ts?worker&url'

export interface HaloCanvas {
  /** The canvas shows nothing else from now on. */
  show(picture: HaloPicture): void
  end(): void
}

/** Who draws: nobody knows yet, the worker, or the page. */
type Painter = 'unknown' | 'worker' | 'page'

let painter: Painter = 'unknown'
let worker: Worker | undefined
const waiting = new Set<() => void>()
let nextId = 1

/** Loaded with the first halo: until then a page has better things to do. */
function startWorker(): void {
  if (worker || painter !== 'unknown') return
  if (!('transferControlToOffscreen' in HTMLCanvasElement.prototype)) {
    painter = 'page'
    return
  }
  const decided = (by: Painter) => {
    if (painter !== 'unknown') return
    painter = by
    for (const go of waiting) go()
    waiting.clear()
  }
  worker = new Worker(workerUrl, { type: 'module' })
  worker.onmessage = () => decided('worker')
  // Its file may be gone, or the browser may refuse modules there.
  worker.onerror = () => decided('page')
}

/** What one beat says of all canvases goes to the worker as one message, so that one picture of the screen shows it. */
let waitingMessages: HaloMessage[] = []

function tell(message: HaloMessage): void {
  if (waitingMessages.length === 0) queueMicrotask(send)
  waitingMessages.push(message)
}

function send(): void {
  const messages = waitingMessages
  waitingMessages = []
  worker?.postMessage(
    messages,
    messages.flatMap((message) => ('canvas' in message ? [message.canvas] : [])),
  )
}

/** @param canvas nobody else draws on it */
export function createHaloCanvas(canvas: HTMLCanvasElement): HaloCanvas {
  const id = nextId
  nextId += 1
  let given = false
  let last: HaloPicture | undefined

  function paint(): void {
    if (!last) return
    if (painter === 'page') {
      drawHalos(canvas, last)
      return
    }
    if (!given) {
      given = true
      tell({ id, canvas: canvas.transferControlToOffscreen() })
    }
    tell({ id, picture: last })
  }

  return {
    show(picture) {
      last = picture
      if (picture.halos.length > 0) startWorker()
      if (painter === 'unknown') waiting.add(paint)
      else paint()
    },
    end() {
      last = undefined
      waiting.delete(paint)
      if (given) tell({ id, gone: true })
    },
  }
}
