/** Above the microphone: whether the resident whispers, talks or shouts, and how far that is heard here. */

import { silenceDistanceMetres } from '../../src/spatial/attenuation.js'
import { EFFORTS, withEffort } from '../../src/spatial/effort.js'
import { format, texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'

export function EffortChoice({ client: { channel, effort } }: { client: VoiceClient }) {
  const place = channel.value
  // Where everybody hears everybody there is nothing to choose.
  if (!place || place.distanceModel === 'none') return null
  return (
    <section aria-label={texts.effort.title}>
      <fieldset class="effort" data-testid="effort" data-effort={effort.value.value}>
        {EFFORTS.map((name) => (
          <label key={name} title={format.distance(silenceDistanceMetres(withEffort(place, name)))}>
            <input
              type="radio"
              name="effort"
              value={name}
              checked={effort.value.value === name}
              onChange={() => effort.choose(name)}
            />
            <span>{texts.effort[name]}</span>
          </label>
        ))}
      </fieldset>
    </section>
  )
}
