/** The features of the browser that the page uses, handed in so that a test can run the page's logic without a browser. */

import type { TextStorage } from '../settings/settings.js'
import type { Gauge } from '../speaking/meter.js'
import type { NoiseFilter } from '../speaking/suppression/filtered-track.js'
import type { PageTime } from './page-time.js'

/** A connection that nobody has taken yet, and an offer of it: one section for sound, both ways. */
export interface PreparedConnection {
  readonly connection: RTCPeerConnection
  readonly offer: Promise<RTCSessionDescriptionInit>
}

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
  /** The page's first connection, made in advance; always the same one. @throws where the browser has no WebRTC */
  prepareConnection(): PreparedConnection
  createMediaStream(tracks: MediaStreamTrack[]): MediaStream
  /** Formats of pictures that every browser has, the best first; none where this browser does not tell. */
  pictureCodecs(): readonly RTCRtpCodec[]
  createAudioContext(): AudioContext
  /** Whether sound can be sent to a device other than the browser's choice. */
  readonly canChooseOutput: boolean
  /** The code of the level meter: a file of its own, which may be gone after an upgrade. */
  loadGauge(): Promise<Gauge>
  /** The code of the strong noise suppression, in files of its own as well. */
  loadNoiseFilter(): Promise<NoiseFilter>
  /** Browsers hide this from pages that are neither https nor localhost. */
  readonly mediaDevices: MediaDevices | undefined
  readonly permissions: Pick<Permissions, 'query'> | undefined
  readonly window: EventTarget
  readonly document: EventTarget & Pick<Document, 'visibilityState'>
  /** Calls back whenever a dialog of the browser is about to open; the page stands still until the dialog is closed. */
  onDialog(callback: () => void): void
  /** The system's controls of what plays. */
  readonly mediaSession: MediaSession | undefined
  createMediaMetadata(init: MediaMetadataInit): MediaMetadata
  /** Browsers hide this, too, from pages that are neither https nor localhost. */
  readonly wakeLock: Pick<WakeLock, 'request'> | undefined
  readonly serviceWorker: Pick<ServiceWorkerContainer, 'register'> | undefined
  /** A phone or a tablet. */
  readonly isHandheld: boolean
  /** Chromium's estimate of the network; `type` exists on phones only. */
  readonly network: (EventTarget & { readonly type?: string }) | undefined
}
