/** Draws halos beside the page, whose own picture does not have to be put together anew for each. */

import { drawHalos, type HaloMessage } from './halo-picture.js'

const canvases = new Map<number, OffscreenCanvas>()

addEventListener('message', ({ data }: MessageEvent<HaloMessage>) => {
  const { id } = data
  if ('canvas' in data) canvases.set(id, data.canvas)
  else if ('gone' in data) canvases.delete(id)
  else {
    const canvas = canvases.get(id)
    if (canvas) drawHalos(canvas, data.picture)
  }
})

// Whoever loaded this file gives its canvases away from now on.
postMessage('ready')
