/** Keeps the page in the resident's language: the one that is chosen here, or else the browser's. */

import { effect, signal } from '@preact/signals-core'
import { languageFor } from '../../src/pure/languages.js'
import type { SettingsStore } from '../settings/settings.js'
import { speak, texts } from './texts.js'

const RETRY_MS = 3000

/** @returns when the first language is there, or cannot be loaded just now */
export function followLanguage({ values }: SettingsStore): Promise<void> {
  // The grid's own comes last.
  const offered = document.documentElement.lang
  const preferred = signal(navigator.languages)
  addEventListener('languagechange', () => {
    preferred.value = navigator.languages
  })
  let first: Promise<void> | undefined
  effect(() => {
    const language = languageFor(values.value.language, [...preferred.value, offered])
    let timer: ReturnType<typeof setTimeout> | undefined
    // The service may be out of reach; it comes back.
    const load = (): Promise<void> =>
      speak(language).catch(() => {
        timer = setTimeout(load, RETRY_MS)
      })
    const loaded = load()
    first ??= loaded
    return () => clearTimeout(timer)
  })
  effect(() => {
    document.documentElement.lang = texts.language
  })
  return first ?? Promise.resolve()
}
