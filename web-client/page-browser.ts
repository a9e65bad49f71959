/** What the page uses of its browser: handed in, so that the page's logic runs without one in a test. */

import { type PageTime, systemTime } from './page-time.js'
import type { TextStorage } from './settings.js'

export interface PageBrowser {
  readonly time: PageTime
  /** Kept for ever, and kept as long as the tab; `undefined` where the browser forbids it. */
  readonly localStorage: TextStorage | undefined
  readonly sessionStorage: TextStorage | undefined
  createSocket(url: URL): WebSocket
  /** @throws where the browser has no WebRTC */
  createPeerConnection(configuration?: RTCConfiguration): RTCPeerConnection
  createMediaStream(tracks: MediaStreamTrack[]): MediaStream
  createAudioContext(): AudioContext
  /** Whether sound can be sent to another device than the browser's choice. */
  readonly canChooseOutput: boolean
  /** Hidden from pages that are neither https nor localhost. */
  readonly mediaDevices: MediaDevices | undefined
  readonly permissions: Pick<Permissions, 'query'> | undefined
  readonly window: EventTarget
  readonly document: EventTarget & Pick<Document, 'visibilityState'>
  /** Calls back whenever a dialog of the browser is about to open: until it is closed the page stands still. */
  onDialog(callback: () => void): void
  /** Chromium's estimate of the network; `type` on phones only. */
  readonly network: (EventTarget & { readonly type?: string }) | undefined
}

/** This browser. */
export function thisBrowser(): PageBrowser {
  const { connection } = navigator as { connection?: EventTarget & { readonly type?: string } }
  return {
    time: systemTime,
    localStorage: allowed(() => window.localStorage),
    sessionStorage: allowed(() => window.sessionStorage),
    createSocket: (url) => new WebSocket(url),
    createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
    createMediaStream: (tracks) => new MediaStream(tracks),
    createAudioContext: () => new AudioContext({ latencyHint: 'interactive' }),
    canChooseOutput: typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype,
    mediaDevices: navigator.mediaDevices,
    permissions: navigator.permissions,
    window,
    document,
    onDialog: beforeDialogs,
    network: connection,
  }
}

/** Without an event of their own: the page's calls are the only sign. */
function beforeDialogs(callback: () => void): void {
  for (const name of ['alert', 'confirm', 'prompt', 'print'] as const) {
    const open = window[name].bind(window) as (...args: unknown[]) => never
    window[name] = (...args: unknown[]) => {
      callback()
      return open(...args)
    }
  }
}

/** Browsers that forbid storage throw at the very look at it. */
function allowed(storage: () => TextStorage): TextStorage | undefined {
  try {
    return storage()
  } catch {
    return undefined
  }
}
