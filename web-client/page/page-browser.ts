/** The features of the browser that the page uses, handed in so that a test can run the page's logic without a browser. */

import type { TextStorage } from '../settings/settings.js'
import type { Gauge } from '../speaking/meter.js'
import type { PageTime } from './page-time.js'

export interface PageBrowser {
  readonly time: PageTime
  /** Storage that lasts, and storage that lasts as long as the tab; `undefined` where the browser forbids it. */
  readonly localStorage: TextStorage | undefined
  readonly sessionStorage: TextStorage | undefined
  /** How this page was opened (`PerformanceNavigationTiming.type`), where the browser says. */
  readonly navigationType: string | undefined
  createSocket(url: URL): WebSocket
  /** @throws where the browser has no WebRTC */
  createPeerConnection(configuration?: RTCConfiguration): RTCPeerConnection
  createMediaStream(tracks: MediaStreamTrack[]): MediaStream
  createAudioContext(): AudioContext
  /** Whether sound can be sent to a device other than the browser's choice. */
  readonly canChooseOutput: boolean
  /** The code of the level meter: a file of its own, which may be gone after an upgrade. */
  loadGauge(): Promise<Gauge>
  /** Browsers hide this from pages that are neither https nor localhost. */
  readonly mediaDevices: MediaDevices | undefined
  readonly permissions: Pick<Permissions, 'query'> | undefined
  readonly window: EventTarget
  readonly document: EventTarget & Pick<Document, 'visibilityState'>
  /** Calls back whenever a dialog of the browser is about to open; the page stands still until the dialog is closed. */
  onDialog(callback: () => void): void
  /** Chromium's estimate of the network; `type` exists on phones only. */
  readonly network: (EventTarget & { readonly type?: string }) | undefined
}
