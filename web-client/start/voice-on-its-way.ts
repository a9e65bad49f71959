/** When a voice that somebody waits for is on its way, so that the processor has time for the page. */

import { effect } from '@preact/signals-core'
import type { Phase } from '../page/phase.js'
import type { Person } from '../room/room-people.js'
import type { VoiceStart } from '../voice-start.js'

/** Whoever waits for nobody's voice need not wait for the page either; nor is a voice that does not come waited for. */
const LONGEST_MS = 1500
/** By then a near voice is connected, and a far one is described: reading the page's files takes both cores of a small machine. */
const DESCRIBED_MS = 250
/** So long after the way is open the first sound is out of the loudspeakers; making the page would take that long, too. */
const FIRST_SOUND_MS = 100

type Waited = Pick<VoiceStart, 'phase' | 'state' | 'time' | 'goesOn'>

/** Whether the processor has nothing better to do than to make the page. */
function isVoiceOnItsWay(
  { name }: Phase,
  people: readonly Pick<Person, 'media'>[],
  goesOn: boolean,
): boolean {
  if (name === 'connecting') return !goesOn
  if (name === 'joining') return false
  return name !== 'connected' || people.length === 0 || people.some(({ media }) => media !== undefined)
}

/** Resolves when the processor has nothing better to do than to make the page. */
export function voiceOnItsWay({ phase, state, time, goesOn }: Waited): Promise<void> {
  const goes = goesOn()
  const isOnItsWay = () => isVoiceOnItsWay(phase.value, state.people.value, goes)
  return new Promise((resolve) => {
    const timers = [time.after(LONGEST_MS, finish)]
    const end = effect(() => {
      if (!isOnItsWay()) return
      const isAwaited = phase.value.name === 'connected' && state.people.value.length > 0
      // By then the resident may have joined: some do as soon as there is a button.
      timers.push(time.after(isAwaited ? FIRST_SOUND_MS : 0, () => isOnItsWay() && finish()))
    })
    function finish(): void {
      end()
      for (const cancel of timers) cancel()
      resolve()
    }
  })
}

/** Resolves when the resident is in a room, and what others need to send their voices has left the page. */
export function voiceIsDescribed({ phase, time }: Waited): Promise<void> {
  return new Promise((resolve) => {
    const end = effect(() => {
      if (phase.value.name !== 'connected') return
      time.after(DESCRIBED_MS, resolve)
      time.after(0, () => end())
    })
  })
}
