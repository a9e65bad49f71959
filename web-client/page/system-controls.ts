/** The system's own controls (lock screen, headset, the browser's list of media): where one talks, and whether one is heard. */

import { effect, type ReadonlySignal } from '@preact/signals-core'
import type { PageBrowser } from './page-browser.js'

export interface SystemControlsOptions {
  /** The name of the place where the resident talks; `undefined` while they do not want to talk. */
  readonly place: ReadonlySignal<string | undefined>
  /** Whether the microphone is open to be heard. */
  readonly microphoneOpen: ReadonlySignal<boolean>
  readonly onToggle: () => void
  readonly onLeave: () => void
}

/** TypeScript's library lacks what only some browsers have. */
interface CallSession {
  setMicrophoneActive?(active: boolean): unknown
}

/** Where the browser has no such controls nothing happens. */
export function watchSystemControls(
  { mediaSession, createMediaMetadata }: Pick<PageBrowser, 'mediaSession' | 'createMediaMetadata'>,
  { place, microphoneOpen, onToggle, onLeave }: SystemControlsOptions,
): void {
  if (!mediaSession) return

  function handle(action: string, handler: (() => void) | null): void {
    try {
      mediaSession?.setActionHandler(action as MediaSessionAction, handler)
    } catch {
      // This browser does not know the action.
    }
  }

  effect(() => {
    const title = place.value
    mediaSession.metadata = title === undefined ? null : createMediaMetadata({ title })
    mediaSession.playbackState = title === undefined ? 'none' : 'playing'
    handle('togglemicrophone', title === undefined ? null : onToggle)
    handle('hangup', title === undefined ? null : onLeave)
  })
  effect(() => {
    if (place.value !== undefined) setActive(mediaSession, microphoneOpen.value)
  })
}

async function setActive(session: CallSession, active: boolean): Promise<void> {
  try {
    await session.setMicrophoneActive?.(active)
  } catch {
    // Some browsers allow that only to a page in front.
  }
}
