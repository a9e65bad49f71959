/** The words of what is loaded later, in the language of the rest of the page. */

import { englishPanels, type PanelTexts } from './english-panels.js'
import { texts } from './texts.js'

/** English until another language is there. */
export const panelTexts: PanelTexts = { ...englishPanels }

/** To be awaited before any of them is shown; without a service to load from, they stay English. */
export async function loadPanelTexts(): Promise<void> {
  if (texts.language === englishPanels.language || panelTexts.language === texts.language) return
  const load = async () => (await import('./german-panels.js')).germanPanels
  Object.assign(panelTexts, await load().catch(() => englishPanels))
}
