/** The page's calls with everything that they touch: the microphone, what is heard of the place, the ring, the reload. */

import { effect, signal, untracked } from '@preact/signals-core'
import type { ServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'
import type { Playback } from '../hearing/playback.js'
import type { PageBrowser } from '../page/page-browser.js'
import type { PanelState } from '../page/panel-state.js'
import type { VoiceState } from '../page/voice-state.js'
import type { PersonActions } from '../room/person-action.js'
import type { SignalingClient } from '../service/signaling-client.js'
import type { SettingsStore } from '../settings/settings.js'
import type { Talk } from '../speaking/talk.js'
import { texts } from '../texts/texts.js'
import type { CallRoom } from './call-room.js'
import { type CallState, takesPart } from './call-states.js'
import { type Callee, createCalls } from './calls.js'
import { createCamera } from './camera.js'
import { createPeopleSearch } from './people-search.js'
import { createReturnMark } from './return-mark.js'
import { createRingSound } from './ring-sound.js'

export interface PageCallsOptions {
  readonly browser: PageBrowser
  /** Whether a voice link opened the page. */
  readonly byLink: boolean
  readonly signaling: Pick<SignalingClient, 'send'>
  readonly settings: SettingsStore
  readonly playback: Pick<Playback, 'setPlaceVolume' | 'close'>
  readonly talk: Pick<Talk, 'open' | 'close' | 'setCall' | 'muted' | 'callVoice'>
  readonly room: CallRoom
  readonly state: Pick<VoiceState, 'problem'>
  readonly panel: Pick<PanelState, 'open' | 'arrive' | 'showPerson'>
  readonly canConnect: () => boolean
}

export type PageCalls = ReturnType<typeof createPageCalls>

/** Of the place behind a call: −12 dB. */
const BEHIND_CALL = 10 ** (-12 / 20)

/** Whoever is hung up on in the middle of a word is not heard in the place with the rest of it. */
const AFTERTHOUGHT_MS = 1500

/** That somebody hung up is shown for so long. */
const SHOWN_MS = 8000

/** More missed calls say no more. */
const MAX_MISSED = 5

export function createPageCalls(options: PageCallsOptions) {
  const { browser, byLink, signaling, settings, playback, talk, room, state, panel, canConnect } = options
  const missed = signal<readonly Callee[]>([])
  const mark = createReturnMark(browser, byLink)
  const search = createPeopleSearch(signaling.send, browser.time)
  const ring = createRingSound(browser)
  const camera = createCamera({ browser, settings, room })
  let isOpen = false
  let cancelClosing = () => {}

  function close(): void {
    talk.setCall('none')
    if (talk.close('call')) playback.close()
  }

  function follow(next: CallState, byOther: boolean): void {
    cancelClosing()
    if (!takesPart(next)) {
      camera.end()
      if (byOther && talk.callVoice.value === 'talking')
        cancelClosing = browser.time.after(AFTERTHOUGHT_MS, close)
      else close()
      return
    }
    // Whoever comes back goes on as before.
    if (next === 'calling') talk.setCall('waiting')
    else if (next !== 'returning' || talk.callVoice.value === 'none') talk.setCall('talking')
    talk.open('call')
  }

  const calls = createCalls({
    send: signaling.send,
    room,
    mark,
    media: () => ({ muted: talk.muted('call'), hideAddress: settings.values.value.hideAddress }),
    canConnect,
    onState: follow,
    onMissed(from) {
      missed.value = [...missed.value, from].slice(-MAX_MISSED)
      panel.arrive('call')
    },
    onProblem({ code, message }) {
      const known = code.startsWith('call-') || code === 'relay-unavailable'
      state.problem.value = { code: known ? code : `call-${code}`, message }
    },
  })

  effect(() => {
    const { placeBehindCall } = settings.values.value
    const volume = talk.callVoice.value !== 'talking' ? 1 : placeBehindCall ? BEHIND_CALL : 0
    untracked(() => playback.setPlaceVolume(volume))
  })

  let rang = 0
  effect(() => {
    const count = calls.ringing.value.length
    untracked(() => {
      if (count === 0) ring.stop()
      else if (!takesPart(calls.own.value?.state ?? 'idle')) ring.start()
      else if (count > rang) ring.once()
    })
    rang = count
  })

  effect(() => {
    const { end, state: own } = calls.own.value ?? {}
    // Nobody needs to read that; reasons and words stay until the resident has seen them.
    if (own !== 'ended' || end?.reason !== 'hung-up') return undefined
    return browser.time.after(SHOWN_MS, calls.dismiss)
  })

  const tellQuiet = () => signaling.send({ type: 'do-not-disturb', on: settings.values.value.doNotDisturb })
  let quiet = settings.values.value.doNotDisturb
  effect(() => {
    const { doNotDisturb } = settings.values.value
    if (doNotDisturb === quiet) return
    quiet = doNotDisturb
    if (isOpen) tellQuiet()
  })

  function call(callee: Callee): void {
    calls.call(callee)
    panel.showPerson(undefined)
    panel.open('call')
  }

  return {
    ...calls,
    call,
    callGroup(group: string, people: readonly Callee[]): void {
      calls.callGroup(group, people)
      panel.open('call')
    },
    search,
    camera,
    missed,
    voices: room.voices,
    /** How loud somebody in the call sends at this moment, 0..1 (RMS). */
    levelOf: room.level,
    mark,
    forgetMissed() {
      missed.value = []
    },
    /** Whether the page takes part in a call. */
    takesPart: () => takesPart(calls.own.value?.state ?? 'idle'),
    actionsFor: (({ agentId, name }) => {
      const isThere = calls.own.value?.others.some(
        (other) =>
          other.agentId === agentId && other.state !== 'gone' && takesPart(calls.own.value?.state ?? 'idle'),
      )
      if (isThere) return []
      return [
        {
          id: 'call',
          label: takesPart(calls.own.value?.state ?? 'idle') ? texts.addToCall : texts.call,
          icon: 'call',
          testId: 'call-button',
          run: () => call({ agentId, name }),
        },
      ]
    }) satisfies PersonActions,
    /** @returns whether the message was about calls */
    receive(message: ServerMessage): boolean {
      if (message.type === 'people-found') {
        search.receive(message)
        return true
      }
      if (message.type === 'error') {
        const { about, code } = message
        if (about === 'description' && code === 'not-allowed') {
          camera.refused()
          return true
        }
        // What is typed next is searched for again; what the page takes and shows, it tells again once it is back.
        return calls.failed(message) || about === 'find-people' || about === 'pictures'
      }
      return calls.receive(message)
    },
    welcomed({ agentId }: ServerMessageOf<'welcome'>): void {
      isOpen = true
      if (settings.values.value.doNotDisturb) tellQuiet()
      calls.welcomed(agentId)
    },
    lost(): void {
      isOpen = false
      calls.lost()
    },
    end(): void {
      isOpen = false
      calls.end()
    },
  }
}
