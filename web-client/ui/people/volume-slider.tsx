/** How loud one person is heard by this resident: up to twice as loud as they send. */

import { isolated } from '../../texts/isolated.js'
import { format, texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'

interface VolumeSliderProps {
  readonly client: Pick<VoiceClient, 'setVolume'>
  readonly person: { readonly agentId: string; readonly name: string; readonly volume: number }
  readonly testId: string
}

export const percentOf = (volume: number): string => format.percent(volume)

export function VolumeSlider({ client, person: { agentId, name, volume }, testId }: VolumeSliderProps) {
  return (
    <input
      type="range"
      min={0}
      max={200}
      step={5}
      value={volume * 100}
      data-testid={testId}
      aria-label={texts.volumeOf(isolated(name))}
      aria-valuetext={percentOf(volume)}
      onInput={(event) => client.setVolume(agentId, event.currentTarget.valueAsNumber / 100)}
    />
  )
}
