/** The words of what is loaded later, in the language of the rest of the page. */

import { effect, signal } from '@preact/signals-core'
import type { Language } from '../../src/pure/languages.js'
import { englishPanels, type PanelTexts } from './english/panels.js'
import { live } from './live.js'
import { texts } from './texts.js'

/** English until another language is there. */
const spoken = signal<PanelTexts>(englishPanels)

export const panelTexts: PanelTexts = live(spoken)

const loaders: Readonly<Record<Language, () => Promise<PanelTexts>>> = {
  en: async () => englishPanels,
  de: async () => (await import('./german/panels.js')).germanPanels,
  es: async () => (await import('./spanish/panels.js')).spanishPanels,
  fr: async () => (await import('./french/panels.js')).frenchPanels,
  it: async () => (await import('./italian/panels.js')).italianPanels,
  pt: async () => (await import('./portuguese/panels.js')).portuguesePanels,
  nl: async () => (await import('./dutch/panels.js')).dutchPanels,
  ja: async () => (await import('./japanese/panels.js')).japanesePanels,
}

/** What the later parts of the page say, in a language. @throws where it cannot be loaded */
export const panelTextsIn = (language: Language): Promise<PanelTexts> => loaders[language]()

/** To be awaited before any of them is shown; without a service to load from, they stay as they are. */
export async function loadPanelTexts(): Promise<void> {
  const { language } = texts
  if (spoken.peek().language === language) return
  const loaded = await panelTextsIn(language).catch(() => undefined)
  if (loaded && texts.language === language) spoken.value = loaded
}

effect(() => {
  if (texts.language) loadPanelTexts()
})
