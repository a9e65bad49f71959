/** A browser for the page's logic: nothing happens in it unless a test says so. */

import type { PageBrowser, PreparedConnection } from '../../../web-client/page/page-browser.js'
import type { PageTime } from '../../../web-client/page/page-time.js'
import type { TextStorage } from '../../../web-client/settings/settings.js'
import { createTestTime, type TestTime } from '../test-time.js'
import { FakePeerConnection } from './fake-peer-connection.js'

type Listener = (event: never) => void

/** A target whose events a test fires. */
export interface FakeTarget extends EventTarget {
  /** @returns the event, with what was done to it */
  fire<Properties extends object>(type: string, properties?: Properties): FiredEvent & Properties
}

export interface FiredEvent {
  readonly type: string
  defaultPrevented: boolean
  preventDefault(): void
  stopImmediatePropagation(): void
}

export function fakeTarget(): FakeTarget {
  const listeners = new Map<string, Set<Listener>>()
  return {
    addEventListener(type: string, listener: Listener) {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener))
    },
    removeEventListener(type: string, listener: Listener) {
      listeners.get(type)?.delete(listener)
    },
    dispatchEvent: () => false,
    fire(type, properties) {
      let stopped = false
      const event = {
        type,
        defaultPrevented: false,
        preventDefault() {
          event.defaultPrevented = true
        },
        stopImmediatePropagation() {
          stopped = true
        },
        ...properties,
      } as FiredEvent & NonNullable<typeof properties>
      for (const listener of listeners.get(type) ?? []) if (!stopped) listener(event as never)
      return event
    },
  } as FakeTarget
}

/** A browser's storage, with its first content. */
export function memory(entries: Record<string, string> = {}): TextStorage {
  const values = new Map(Object.entries(entries))
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => {
      values.set(key, value)
    },
    removeItem: (key) => {
      values.delete(key)
    },
  }
}

/** The storage of a browser that forbids it. */
export function forbiddenStorage(): TextStorage {
  const refuse = () => {
    throw new Error('forbidden')
  }
  return { getItem: refuse, setItem: refuse, removeItem: refuse }
}

export function pageTime({ timers, clock }: TestTime): PageTime {
  return {
    now: timers.now,
    wallClock: clock,
    after: timers.after,
    every(milliseconds, callback) {
      let cancel = () => {}
      const tick = () => {
        cancel = timers.after(milliseconds, tick)
        callback()
      }
      cancel = timers.after(milliseconds, tick)
      return () => cancel()
    },
  }
}

/** A microphone's track, and copies of it. */
export interface FakeTrack {
  readonly label: string
  enabled: boolean
  muted: boolean
  readyState: 'live' | 'ended'
  readonly kind: 'audio'
  onended: (() => void) | null
  stop(): void
  clone(): FakeTrack
  getSettings(): MediaTrackSettings
}

export function fakeTrack(label = 'Desk'): FakeTrack & MediaStreamTrack {
  const track: FakeTrack = {
    label,
    enabled: true,
    muted: false,
    readyState: 'live',
    kind: 'audio',
    onended: null,
    stop() {
      track.readyState = 'ended'
    },
    clone: () => fakeTrack(label),
    getSettings: () => ({ deviceId: label }),
  }
  return track as FakeTrack & MediaStreamTrack
}

/** Microphones that a page asks for: each request waits for its answer. */
export interface FakeMicrophones extends Pick<MediaDevices, 'getUserMedia'> {
  /** Requests without an answer so far, the oldest first. */
  readonly asked: readonly MediaStreamConstraints[]
  /** Answers the oldest request: with a track, or with the name of an error that a browser throws. */
  answer(with_: (FakeTrack & MediaStreamTrack) | string): Promise<void>
}

export function fakeMicrophones(): FakeMicrophones {
  const waiting: {
    constraints: MediaStreamConstraints
    resolve(stream: MediaStream): void
    reject(error: unknown): void
  }[] = []
  return {
    get asked() {
      return waiting.map(({ constraints }) => constraints)
    },
    getUserMedia: (constraints = {}) =>
      new Promise((resolve, reject) => waiting.push({ constraints, resolve, reject })),
    async answer(answer) {
      const question = waiting.shift()
      if (!question) throw new Error('nobody asked')
      if (typeof answer === 'string') question.reject(new DOMException('', answer))
      else question.resolve({ getAudioTracks: () => [answer] } as unknown as MediaStream)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

export interface FakeBrowser extends PageBrowser {
  readonly testTime: TestTime
  readonly window: FakeTarget
  readonly document: FakeTarget & { visibilityState: DocumentVisibilityState }
  readonly mediaDevices: FakeMicrophones & MediaDevices
  /** All connections that were made, the newest last. */
  readonly connections: FakePeerConnection[]
  /** A dialog of the browser is about to open. */
  openDialog(): void
}

export function fakeBrowser(changes: Partial<PageBrowser> = {}): FakeBrowser {
  const testTime = createTestTime()
  const connections: FakePeerConnection[] = []
  const dialogs: (() => void)[] = []
  let prepared: PreparedConnection | undefined
  return {
    testTime,
    time: pageTime(testTime),
    localStorage: memory(),
    sessionStorage: memory(),
    navigationType: 'navigate',
    createSocket: () => {
      throw new Error('no socket in this test')
    },
    createPeerConnection(configuration) {
      const connection = new FakePeerConnection(configuration)
      connections.push(connection)
      return connection as unknown as RTCPeerConnection
    },
    prepareConnection() {
      if (!prepared) {
        const connection = new FakePeerConnection({})
        connection.addTransceiver('audio')
        connections.push(connection)
        prepared = { connection: connection as unknown as RTCPeerConnection, offer: connection.createOffer() }
      }
      return prepared
    },
    createMediaStream: (tracks) => ({ tracks }) as unknown as MediaStream,
    pictureCodecs: () => [],
    createAudioContext: () => {
      throw new Error('no output in this test')
    },
    canChooseOutput: false,
    loadGauge: () => Promise.reject(new Error('no meter in this test')),
    loadNoiseFilter: () => Promise.reject(new Error('no filter in this test')),
    mediaDevices: fakeMicrophones() as FakeMicrophones & MediaDevices,
    permissions: undefined,
    window: fakeTarget(),
    document: Object.assign(fakeTarget(), { visibilityState: 'visible' as DocumentVisibilityState }),
    onDialog: (callback) => dialogs.push(callback),
    mediaSession: undefined,
    createMediaMetadata: (init) => init as MediaMetadata,
    wakeLock: undefined,
    serviceWorker: undefined,
    isHandheld: false,
    network: undefined,
    connections,
    openDialog() {
      for (const callback of dialogs) callback()
    },
    ...changes,
  } as FakeBrowser
}
