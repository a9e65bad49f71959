/** Opens the resident's camera, or a screen that they choose, and names every way in which that can fail. */

import type { PictureKind } from '../../src/protocol/call-messages.js'

export type PictureFault = 'insecure-page' | 'denied' | 'missing' | 'busy'

export type PictureResult = { readonly track: MediaStreamTrack } | { readonly fault: PictureFault }

/** What is asked for is also the most that is sent. */
const CAMERA = {
  width: { ideal: 1280, max: 1280 },
  height: { ideal: 720, max: 720 },
  frameRate: { ideal: 30, max: 30 },
}
const SCREEN = { width: { max: 1920 }, height: { max: 1080 }, frameRate: { max: 15 } }

type Media = Pick<MediaDevices, 'getUserMedia'> & Partial<Pick<MediaDevices, 'getDisplayMedia'>>

/** @param device the chosen camera; a device that is gone is replaced by any other. '' is the browser's choice */
export async function openPicture(
  media: Media | undefined,
  kind: PictureKind,
  device: string,
): Promise<PictureResult> {
  // Browsers hide this interface from pages that are neither https nor localhost.
  if (!media) return { fault: globalThis.isSecureContext ? 'missing' : 'insecure-page' }
  if (kind === 'screen' && !media.getDisplayMedia) return { fault: 'missing' }
  try {
    const stream =
      kind === 'camera'
        ? await openCamera(media, device)
        : await media.getDisplayMedia?.({ video: SCREEN, audio: false })
    const [track] = stream?.getVideoTracks() ?? []
    if (!track) return { fault: 'missing' }
    // Letters stay sharp, even where that means fewer pictures a second.
    if (kind === 'screen') track.contentHint = 'detail'
    return { track }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

async function openCamera(media: Media, device: string): Promise<MediaStream> {
  if (!device) return media.getUserMedia({ video: CAMERA })
  try {
    return await media.getUserMedia({ video: { ...CAMERA, deviceId: { exact: device } } })
  } catch (error) {
    if (faultOf(error) === 'denied') throw error
    return media.getUserMedia({ video: CAMERA })
  }
}

function faultOf(error: unknown): PictureFault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError' || name === 'InvalidStateError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'missing'
}
