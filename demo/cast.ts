/** The avatars of the demo: two places for you, and three avatars who talk. */

import { circling, standing, type Walker } from './pretend-region.js'
import type { VoiceScript } from './voices.js'

const id = (number: number) => `de300000-0000-4000-8000-${number.toString().padStart(12, '0')}`

export const visitors: readonly Walker[] = [
  { id: id(1), name: 'Ada Visitor', at: standing([128, 128, 25]) },
  { id: id(2), name: 'Ben Visitor', at: standing([132, 130, 25]) },
]

export const talkers: readonly (Walker & VoiceScript)[] = [
  {
    id: id(11),
    name: 'Gale Guide',
    at: circling([128, 128, 25], { near: 3, far: 12, roundSeconds: 24, phase: 0.05 }),
    espeakVoice: 'en+f3',
    tone: 330,
    text: `Welcome to the plaza! I am Gale, your guide. I walk around you in circles, so close your eyes, and point at me.
      When I am on your right, you hear me on your right. When I walk away, I become quieter.
      Somebody else is telling a story over there. Come back whenever you are lost.`,
  },
  {
    id: id(12),
    name: 'Tom Teller',
    at: circling([128, 128, 25], { near: 8, far: 30, roundSeconds: 50, phase: 0.4 }),
    espeakVoice: 'en-us+m3',
    tone: 220,
    text: `Once upon a time, there was a world in which nobody could speak. People waved, and typed, and waved again.
      One day a traveller brought a little box, and said: from now on, you hear each other where you stand.
      And so they did, and they talked the whole night long.`,
  },
  {
    id: id(13),
    name: 'Clara Kosmos',
    at: circling([128, 128, 25], { near: 15, far: 45, roundSeconds: 70, phase: 0.75 }),
    espeakVoice: 'de+f2',
    tone: 262,
    text: `Guten Tag! Ich bin Clara und gehe eine große Runde. Wenn ich weit weg bin, hörst du mich nicht mehr.
      Ab fünfunddreißig Metern ist bei mir Stille. Gleich komme ich wieder näher, dann wird meine Stimme lauter.`,
  },
]
