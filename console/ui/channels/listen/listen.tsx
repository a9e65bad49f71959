/** Listens to the settings: a voice walks away, and a mark on the curve goes with it. */

import { signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SoundSettings } from '../../../../src/spatial/heard.js'
import { say } from '../../../console-state.js'
import { texts } from '../../../texts/texts.js'
import type { HeardVoice } from './walk.js'

/** Where the voice is at this moment; the curve shows it. One voice walks at a time. */
export const walkingVoice = signal<HeardVoice | undefined>(undefined)

export function Listen({ settings }: { readonly settings: SoundSettings }) {
  const present = useRef(settings)
  present.current = settings
  const [end, setEnd] = useState<(() => void) | undefined>(undefined)
  const words = texts.channelWords.listen
  useEffect(() => () => end?.(), [end])

  async function start(): Promise<void> {
    try {
      // Opened in the gesture, or the browser keeps it silent.
      const context = new AudioContext()
      const [{ voiceSound }, { startWalkingVoice }] = await Promise.all([
        import('./voice-sound.js'),
        import('./walking-voice.js'),
      ])
      const sound = await voiceSound()
      await context.resume()
      const stop = startWalkingVoice({
        context,
        sound,
        settings: () => present.current,
        onMove(voice) {
          walkingVoice.value = voice
          if (voice) return
          context.close().catch(() => undefined)
          setEnd(undefined)
        },
      })
      setEnd(() => stop)
    } catch {
      say(words.noSound, true)
    }
  }

  return (
    <p class="listen">
      <button
        type="button"
        data-testid="listen"
        aria-pressed={end !== undefined}
        onClick={() => (end ? end() : start())}
      >
        <span aria-hidden="true">{end ? '■' : '▶'}</span> {end ? words.stop : words.start}
      </button>
      <WalkWords />
    </p>
  )
}

function WalkWords() {
  const voice = walkingVoice.value
  return (
    <span class="hint">
      {voice ? texts.channelWords.listen.at(voice.metres, voice.gain) : texts.channelWords.listen.hint}
    </span>
  )
}
