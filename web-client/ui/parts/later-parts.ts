/** The parts of the page that are loaded after its start: each as a file of its own, and all of them once there is time. */

/** Their texts, in the resident's language. */
const loadWords = async () => (await import('../../texts/panel-texts.js')).loadPanelTexts()

/** With its texts. */
async function worded<Module>(part: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([part, loadWords()])
  return module
}

/** Each function loads one part; a second call finds the part loaded. */
export const laterParts = {
  radar: async () => (await worded(import('../radar/radar.js'))).Radar,
  settings: async () => (await worded(import('../panels/settings-panel.js'))).SettingsPanel,
  checks: async () => (await worded(import('../panels/checks-panel.js'))).ChecksPanel,
  elsewhere: async () => (await worded(import('../start/elsewhere.js'))).Elsewhere,
  signIn: async () => (await worded(import('../start/sign-in.js'))).SignIn,
  mutedSpeech: async () => (await import('../../speaking/level-meter.js')).fetchMeter(),
}

/** Hearing comes first; after this time even a slow line has nothing better to do. */
const QUIET_MS = 4000

/**
 * Loads all parts soon, so that a resident who loses the service still has the settings and the checks.
 * @param onMissing a part cannot be loaded just now; it is asked for again when it is needed
 * @returns a function that cancels the loading
 */
export function loadAllSoon(onMissing: () => void): () => void {
  const timer = setTimeout(() => {
    for (const load of Object.values(laterParts)) load().catch(onMissing)
  }, QUIET_MS)
  return () => clearTimeout(timer)
}
