/** Draws halos beside the page, whose own picture does not have to be put together anew for each. */

import { drawHalos, type HaloMessage } from './halo-picture.js'

const canvases = new Map<number, OffscreenCanvas>()

function hear(message: HaloMessage): void {
  const { id } = message
  if ('canvas' in message) canvases.set(id, message.canvas)
  else if ('gone' in message) canvases.delete(id)
  else {
    const canvas = canvases.get(id)
    if (canvas) drawHalos(canvas, message.picture)
  }
}

addEventListener('message', ({ data }: MessageEvent<readonly HaloMessage[]>) => {
  for (const message of data) hear(message)
})

// Whoever loaded this file gives its canvases away from now on.
postMessage('ready')
