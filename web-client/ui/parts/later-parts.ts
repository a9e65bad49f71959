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
  chat: async () => (await worded(import('../chat/chat-panel.js'))).ChatPanel,
  call: async () => (await worded(import('../calls/call-panel.js'))).CallPanel,
  callBar: async () => (await worded(import('../calls/call-bar.js'))).CallBar,
  ringingCalls: async () => (await worded(import('../calls/ringing-calls.js'))).RingingCalls,
  announcer: async () => (await worded(import('../people/announcer.js'))).Announcer,
  personCard: async () => (await worded(import('../people/person-card.js'))).PersonCard,
  friends: async () => (await worded(import('../people/friends.js'))).Friends,
  floorNews: async () => (await worded(import('../floor/floor-news.js'))).FloorNewsNotice,
  room: async () => (await worded(import('../floor/room-panel.js'))).RoomPanel,
  ask: async () => (await worded(import('../floor/ask-panel.js'))).AskPanel,
  settings: async () => (await worded(import('../panels/settings-panel.js'))).SettingsPanel,
  checks: async () => (await worded(import('../panels/checks-panel.js'))).ChecksPanel,
  whoIsHere: async () => (await worded(import('../start/who-is-here.js'))).WhoIsHere,
  soundCheck: async () => (await worded(import('../start/sound-check.js'))).SoundCheck,
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
