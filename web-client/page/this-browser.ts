/** The browser that this page runs in, in the form that the page's parts are handed. */

import type { TextStorage } from '../settings/settings.js'
import type { PageBrowser, PreparedConnection } from './page-browser.js'
import { systemTime } from './page-time.js'

/** This browser. */
export function thisBrowser(): PageBrowser {
  const { connection } = navigator as { connection?: EventTarget & { readonly type?: string } }
  return {
    time: systemTime,
    localStorage: allowed(() => window.localStorage),
    sessionStorage: allowed(() => window.sessionStorage),
    navigationType: navigationType(),
    createSocket: (url) => new WebSocket(url),
    createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
    prepareConnection: prepareOnce(),
    createMediaStream: (tracks) => new MediaStream(tracks),
    pictureCodecs,
    createAudioContext: () => new AudioContext({ latencyHint: 'interactive' }),
    canChooseOutput: typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype,
    loadGauge: async () => {
      const { prepareMeter, measureLevel } = await import('../speaking/level-meter.js')
      return { prepare: prepareMeter, measure: measureLevel }
    },
    loadNoiseFilter: async () => (await import('../speaking/suppression/noise-filter.js')).filterNoise,
    mediaDevices: navigator.mediaDevices,
    permissions: navigator.permissions,
    window,
    document,
    onDialog: beforeDialogs,
    mediaSession: navigator.mediaSession,
    createMediaMetadata: (init) => new MediaMetadata(init),
    wakeLock: navigator.wakeLock,
    serviceWorker: navigator.serviceWorker,
    isHandheld: matchMedia('(pointer: coarse)').matches,
    network: connection,
  }
}

/**
 * The first connection of a page starts the browser's WebRTC threads, and takes ten times as long as the next ones: the
 * document's head has made it where somebody waits.
 */
function prepareOnce(): () => PreparedConnection {
  let prepared: PreparedConnection | undefined
  return () => {
    prepared ??= globalThis.earlyConnection ?? prepareConnection()
    return prepared
  }
}

function prepareConnection(): PreparedConnection {
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  connection.addTransceiver('audio')
  return { connection, offer: connection.createOffer() }
}

declare global {
  var earlyConnection: PreparedConnection | undefined
}

/** VP8, with the packets that are sent again. */
function pictureCodecs(): RTCRtpCodec[] {
  const { codecs = [] } = globalThis.RTCRtpReceiver?.getCapabilities?.('video') ?? {}
  return codecs.filter(({ mimeType }) => /^video\/(vp8|rtx)$/i.test(mimeType))
}

function navigationType(): string | undefined {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return entry?.type
}

/** These dialogs have no event of their own: the page's calls are the only sign. */
function beforeDialogs(callback: () => void): void {
  for (const name of ['alert', 'confirm', 'prompt', 'print'] as const) {
    const open = window[name].bind(window) as (...args: unknown[]) => never
    window[name] = (...args: unknown[]) => {
      callback()
      return open(...args)
    }
  }
}

/** Browsers that forbid storage throw as soon as the property is read. */
function allowed(storage: () => TextStorage): TextStorage | undefined {
  try {
    return storage()
  } catch {
    return undefined
  }
}
