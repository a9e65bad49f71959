/** The pictures of the page's call: what the resident shows, what the other one shows, and why there is none. */

import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import type { PictureKind } from '../../src/protocol/call-messages.js'
import { createMachine } from '../../src/pure/state-machine.js'
import type { PageBrowser } from '../page/page-browser.js'
import type { SettingsStore } from '../settings/settings.js'
import type { CallRoom, CallVoiceView } from './call-room.js'
import { openPicture, type PictureFault } from './camera-devices.js'
import { type CameraState, cameraTransitions, shownIn } from './camera-states.js'

/**
 * Why there can be no picture: more than two take part; the other one wants none, or has not said yet; the voice goes
 * through the hub, which carries no pictures; or there is nobody, or no connection yet.
 */
export type PictureObstacle = 'group' | 'refused' | 'unknown' | 'hub' | 'alone'

/** These do not pass by themselves: a picture that is shown ends. */
const LASTING: readonly (PictureObstacle | undefined)[] = ['group', 'refused', 'hub']

/** Why the resident shows nothing, although they wanted to. */
export type PictureTrouble =
  | { readonly kind: PictureKind; readonly fault: PictureFault }
  | { readonly obstacle: PictureObstacle }

export interface Picture {
  readonly kind: PictureKind
  readonly track: MediaStreamTrack
}

export interface CameraOptions {
  readonly browser: Pick<PageBrowser, 'mediaDevices'>
  readonly settings: SettingsStore
  readonly room: Pick<CallRoom, 'voices' | 'pictures' | 'showPicture' | 'tellPictures' | 'pictureRefused'>
}

export interface Camera {
  readonly state: ReadonlySignal<CameraState>
  readonly own: ReadonlySignal<Picture | undefined>
  readonly remote: ReadonlySignal<Picture | undefined>
  readonly trouble: ReadonlySignal<PictureTrouble | undefined>
  /** What the resident's control for that kind does: shows it, or ends it. */
  press(kind: PictureKind): void
  /** Takes the sentence about trouble from the screen. */
  dismiss(): void
  /** The service did not hand on a description. */
  refused(): void
  /** The page takes part in no call any more. */
  end(): void
}

export function createCamera({ browser, settings, room }: CameraOptions): Camera {
  const state = signal<CameraState>('off')
  const own = signal<Picture | undefined>(undefined)
  const trouble = signal<PictureTrouble | undefined>(undefined)
  /** Answers of the browser to earlier requests come too late. */
  let asked = 0
  const machine = createMachine(cameraTransitions, 'off', (next) => {
    state.value = next
    if (own.value && shownIn[next] !== own.value.kind) stop()
  })
  const takes = computed(() => settings.values.value.takePictures)
  const obstacle = computed(() => obstacleIn(room.voices.value))
  const isPair = computed(() => room.voices.value.size <= 1)
  const shownByOther = computed(() => {
    const [other] = room.voices.value.values()
    return isPair.value && takes.value ? other?.pictures?.shows : undefined
  })

  function stop(): void {
    const track = own.value?.track
    own.value = undefined
    if (!track) return
    track.onended = null
    track.stop()
  }

  async function open(kind: PictureKind): Promise<void> {
    asked += 1
    const request = asked
    const result = await openPicture(browser.mediaDevices, kind, settings.values.value.cameraDevice)
    const isLate = request !== asked || !(machine.state() in WAITING)
    if (isLate) {
      if ('track' in result) result.track.stop()
      return
    }
    if ('fault' in result) {
      trouble.value = { kind, fault: result.fault }
      machine.tell('failed')
      return
    }
    const { track } = result
    track.onended = () => {
      if (own.value?.track === track) machine.tell('ended')
    }
    batch(() => {
      machine.tell('opened')
      own.value = { kind, track }
    })
  }

  function finish(why: PictureTrouble | undefined): void {
    const wanted = machine.state() !== 'off'
    machine.tell('over')
    if (wanted) trouble.value = why
  }

  effect(() => {
    const now = obstacle.value
    if (!now || !LASTING.includes(now)) return
    untracked(() => finish({ obstacle: now }))
  })

  effect(() => {
    const { kind = 'camera', track = null } = own.value ?? {}
    const isShown = obstacle.value === undefined
    const accepts = takes.value && isPair.value
    room.showPicture({ kind, track: isShown ? track : null, accepts })
  })

  effect(() => {
    const shows = own.value?.kind
    room.tellPictures({ accepts: takes.value, ...(shows && { shows }) })
  })

  let device = settings.values.value.cameraDevice
  effect(() => {
    const { cameraDevice } = settings.values.value
    if (cameraDevice === device) return
    device = cameraDevice
    untracked(() => {
      if (machine.tell('device')) open('camera')
    })
  })

  return {
    state,
    own,
    trouble,
    remote: computed(() => {
      const kind = shownByOther.value
      const [track] = room.pictures.value.values()
      return kind && track && { kind, track }
    }),
    press(kind) {
      trouble.value = undefined
      const begins = machine.state() === 'off'
      if (begins && obstacle.value) {
        trouble.value = { obstacle: obstacle.value }
        return
      }
      if (!machine.tell(kind)) return
      const waitsFor = WAITING[machine.state() as keyof typeof WAITING]
      if (waitsFor === kind) open(kind)
    },
    dismiss() {
      trouble.value = undefined
    },
    refused() {
      room.pictureRefused()
      finish({ obstacle: obstacle.value ?? 'unknown' })
    },
    end() {
      finish(undefined)
      trouble.value = undefined
    },
  }
}

/** The states that wait for the browser, and for what. */
const WAITING = { opening: 'camera', choosing: 'screen', replacing: 'screen' } as const

function obstacleIn(voices: ReadonlyMap<string, CallVoiceView>): PictureObstacle | undefined {
  const [other, ...more] = voices.values()
  if (more.length > 0) return 'group'
  if (!other) return 'alone'
  if (other.media === 'hub') return 'hub'
  if (!other.pictures) return 'unknown'
  if (!other.pictures.accepts) return 'refused'
  return other.media ? undefined : 'alone'
}
