/** The pictures of a call: the other one's and the resident's own, one of them large, and why there is none. */

import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { OwnCall } from '../../calls/calls.js'
import type { Picture, PictureTrouble } from '../../calls/camera.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { CloseIcon, OwnWindowIcon } from '../parts/icons.js'
import { namesOf, takesPartIn } from './call-words.js'

type Side = 'own' | 'remote'

interface PicturesProps {
  readonly client: VoiceClient
  readonly call: OwnCall
}

export function Pictures({ client: { calls }, call }: PicturesProps) {
  const large = useSignal<Side>('remote')
  const { own, remote, trouble, state, dismiss } = calls.camera
  const shown: Record<Side, Picture | undefined> = { remote: remote.value, own: own.value }
  const sides = (['remote', 'own'] as const).filter((side) => shown[side])
  const isLarge = (side: Side) => side === large.value || sides.length === 1
  const name = namesOf(call.others.filter(takesPartIn))
  const { waiting, ownPicture, theirPicture } = panelTexts.calls
  return (
    <>
      {sides.length > 0 && (
        <div class="pictures" data-testid="pictures">
          {sides.map((side) => {
            const picture = shown[side]
            return (
              picture && (
                <PictureView
                  key={`${side} ${picture.track.id}`}
                  side={side}
                  picture={picture}
                  label={side === 'own' ? ownPicture : theirPicture(name)}
                  large={isLarge(side)}
                  choice={sides.length > 1 ? large : undefined}
                />
              )
            )
          })}
        </div>
      )}
      {state.value === 'opening' && <p class="hint">{waiting.camera}</p>}
      {trouble.value && (
        <p class="notice" role="alert" data-testid="picture-trouble">
          {sayTrouble(trouble.value)}{' '}
          <button type="button" class="icon" aria-label={texts.close} title={texts.close} onClick={dismiss}>
            <CloseIcon />
          </button>
        </p>
      )}
    </>
  )
}

function sayTrouble(trouble: PictureTrouble): string {
  const { pictureFault, pictureObstacle } = panelTexts.calls
  return 'fault' in trouble ? pictureFault[trouble.kind][trouble.fault] : pictureObstacle[trouble.obstacle]
}

interface PictureViewProps {
  readonly side: Side
  readonly picture: Picture
  readonly label: string
  readonly large: boolean
  /** Which is large, where there is a choice. */
  readonly choice: Signal<Side> | undefined
}

function PictureView({ side, picture: { kind, track }, label, large, choice }: PictureViewProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (!element) return undefined
    element.srcObject = new MediaStream([track])
    // Browsers may refuse to start by themselves; muted pictures they do not.
    element.play().catch(() => undefined)
    return () => {
      element.srcObject = null
    }
  }, [track])
  // A screen that does not change sends next to nothing.
  const still = useStill(video, side === 'remote' && kind === 'camera')
  const { enlarge, inOwnWindow, still: noPicture } = panelTexts.calls
  return (
    <figure class={`picture-of ${large ? 'large' : 'small'}`} data-still={still} data-kind={kind}>
      <video
        ref={video}
        class={side === 'own' && kind === 'camera' ? 'mirrored' : undefined}
        data-testid={side === 'own' ? 'own-video' : 'remote-video'}
        aria-label={label}
        muted
        playsInline
        autoPlay
      />
      {still && (
        <p class="still" role="status" data-testid="picture-still">
          {noPicture}
        </p>
      )}
      {choice && !large && (
        <button
          type="button"
          class="enlarge"
          data-testid="enlarge"
          aria-label={enlarge}
          title={enlarge}
          onClick={() => {
            choice.value = side
          }}
        />
      )}
      {side === 'remote' && large && document.pictureInPictureEnabled && (
        <button
          type="button"
          class="icon own-window"
          data-testid="own-window"
          aria-label={inOwnWindow}
          title={inOwnWindow}
          onClick={() => toggleOwnWindow(video.current)}
        >
          <OwnWindowIcon />
        </button>
      )}
    </figure>
  )
}

async function toggleOwnWindow(video: HTMLVideoElement | null): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture()
    else await video?.requestPictureInPicture()
  } catch {
    // The browser has its reasons, such as a picture that has not begun; the picture stays where it is.
  }
}

const LOOK_MS = 500
const STILL_MS = 2500

/** Whether no picture has come for a while: the last one would look like the other one now. */
function useStill(video: { readonly current: HTMLVideoElement | null }, watched: boolean): boolean {
  const still = useSignal(false)
  useEffect(() => {
    const element = video.current
    // The count of frames in `getVideoPlaybackQuality` stays 0 in Firefox.
    if (!watched || !element || !('requestVideoFrameCallback' in element)) return undefined
    let cameAt = performance.now()
    let request = 0
    const onFrame = () => {
      cameAt = performance.now()
      request = element.requestVideoFrameCallback(onFrame)
    }
    onFrame()
    const timer = setInterval(() => {
      // Nothing is drawn while the page is hidden.
      if (document.visibilityState === 'hidden') cameAt = performance.now()
      still.value = performance.now() - cameAt > STILL_MS
    }, LOOK_MS)
    return () => {
      clearInterval(timer)
      element.cancelVideoFrameCallback(request)
    }
  }, [watched])
  return still.value
}
