/** Has the page's files kept by a service worker, so that the page opens without a network. */

import { effect } from '@preact/signals-core'
import type { PageBrowser } from './page-browser.js'

/** Long after the first voice: keeping files takes the network and the processor. */
const KEEP_MS = 12_000

/** @param language in which the page says everything: the words of others are not kept */
export function keepFiles(
  { serviceWorker, time }: Pick<PageBrowser, 'serviceWorker' | 'time'>,
  language: () => string,
): void {
  time.after(KEEP_MS, () => {
    // Again when the language changes. Private windows and strict settings refuse it.
    effect(() => {
      serviceWorker?.register(`./service-worker.js?language=${language()}`).catch(() => undefined)
    })
  })
}
