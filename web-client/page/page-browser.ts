/** What the page uses of its browser: handed in, so that the page's logic runs without one in a test. */

import type { TextStorage } from '../settings/settings.js'
import type { Gauge } from '../speaking/meter.js'
import type { PageTime } from './page-time.js'

export interface PageBrowser {
  readonly time: PageTime
  /** Kept for ever, and kept as long as the tab; `undefined` where the browser forbids it. */
  readonly localStorage: TextStorage | undefined
  readonly sessionStorage: TextStorage | undefined
  /** How this start came about (`PerformanceNavigationTiming.type`), where the browser says. */
  readonly navigationType: string | undefined
  createSocket(url: URL): WebSocket
  /** @throws where the browser has no WebRTC */
  createPeerConnection(configuration?: RTCConfiguration): RTCPeerConnection
  createMediaStream(tracks: MediaStreamTrack[]): MediaStream
  createAudioContext(): AudioContext
  /** Whether sound can be sent to another device than the browser's choice. */
  readonly canChooseOutput: boolean
  /** The code of the level meter: a file of its own, which may be gone after an upgrade. */
  loadGauge(): Promise<Gauge>
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
