/** What of the page is loaded after its start: each as a file of its own, and all of them once there is time. */

/** Their words, in the resident's language. */
const loadWords = async () => (await import('../../texts/panel-texts.js')).loadPanelTexts()

/** With its words. */
async function worded<Module>(part: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([part, loadWords()])
  return module
}

/** Each loads one; a second time it is there already. */
export const laterParts = {
  radar: async () => (await worded(import('../radar/radar.js'))).Radar,
  settings: async () => (await worded(import('../panels/settings-panel.js'))).SettingsPanel,
  checks: async () => (await worded(import('../panels/checks-panel.js'))).ChecksPanel,
  elsewhere: async () => (await worded(import('../start/elsewhere.js'))).Elsewhere,
  signIn: async () => (await worded(import('../start/sign-in.js'))).SignIn,
  mutedSpeech: async () => (await import('../../speaking/level-meter.js')).fetchMeter(),
}

/** Hearing comes first; so much later even a slow line has nothing better to do. */
const QUIET_MS = 4000

/**
 * Loads them all soon, so that whoever is cut off from the service still has the settings and the checks.
 * @param onMissing one cannot be had just now; it is asked for again when it is needed
 * @returns what calls it off
 */
export function loadAllSoon(onMissing: () => void): () => void {
  const timer = setTimeout(() => {
    for (const load of Object.values(laterParts)) load().catch(onMissing)
  }, QUIET_MS)
  return () => clearTimeout(timer)
}
