/** Measures when a resident who opens a page is first heard in another browser. */

import type { Browser, Page } from 'puppeteer-core'
import { eventually } from '../../test/helpers/eventually.js'

/** Notes in the page when the first sample above a whisper goes to an output. */
function installFirstSample(): void {
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => unknown
  const state = { at: 0 }
  AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
    if (args[0] instanceof AudioDestinationNode) {
      const tap = (this.context as AudioContext).createScriptProcessor(256, 1, 1)
      tap.onaudioprocess = ({ inputBuffer }) => {
        if (state.at === 0 && inputBuffer.getChannelData(0).some((sample) => Math.abs(sample) > 0.005)) {
          state.at = Date.now()
        }
      }
      connect.call(tap, this.context.destination)
      connect.call(this, tap)
    }
    return connect.apply(this, args)
  } as typeof AudioNode.prototype.connect
  Object.assign(globalThis, { firstSample: state })
}

/** Without the sound for somebody who comes, which would be heard before their voice. */
function installSilence(): void {
  localStorage.setItem('voice-settings', JSON.stringify({ comingSounds: false }))
}

/** Stands for a resident who clicks as soon as the button appears. */
function installEagerClick(): void {
  new MutationObserver(() => {
    document.querySelector<HTMLButtonElement>('[data-testid=join]')?.click()
  }).observe(document, { childList: true, subtree: true })
}

/** Milliseconds from opening the speaker's page to the first sample above a whisper in the listener's. */
export async function timeToVoice(listener: Page, open: () => Promise<unknown>): Promise<number> {
  // In both cases the listener has been there for a while.
  await new Promise((resolve) => setTimeout(resolve, 2500))
  const since = Date.now()
  await open()
  const at = await eventually('the first sample', () =>
    listener.evaluate(
      () => (globalThis as unknown as { firstSample: { at: number } }).firstSample.at || undefined,
    ),
  )
  return at - since
}

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/**
 * A fresh tab each time: a tab that was on the site before would have its process ready.
 * @param prepareSpeaker runs in the speaker's page before its own code
 */
export async function inFreshTabs<T>(
  listening: Browser,
  speaking: Browser,
  run: (listener: Page, speaker: Page) => Promise<T>,
  prepareSpeaker = installEagerClick,
): Promise<T> {
  const listener = await listening.newPage()
  await listener.evaluateOnNewDocument(installFirstSample)
  await listener.evaluateOnNewDocument(installSilence)
  const speaker = await speaking.newPage()
  await speaker.evaluateOnNewDocument(prepareSpeaker)
  try {
    return await run(listener, speaker)
  } finally {
    await Promise.all([listener.close(), speaker.close()])
  }
}
