/** Before joining: who is in voice where the resident's avatar stands. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { askPlace, type PlaceNow } from '../../service/sign-in-client.js'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { format } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Said } from '../parts/said.js'

const ASK_EVERY_MS = 10_000

export function WhoIsHere({ client }: { client: VoiceClient }) {
  const now = useSignal<PlaceNow | undefined>(undefined)
  const signedIn = client.ownName.value !== ''
  useEffect(() => {
    if (!signedIn) return undefined
    const ask = () =>
      askPlace().then(
        (place) => {
          now.value = place
        },
        () => undefined,
      )
    ask()
    const timer = setInterval(ask, ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [signedIn])
  if (now.value?.place === undefined) return null
  const { place, people = [], more = 0 } = now.value
  const names = [...people.map(isolated), ...(more > 0 ? [panelTexts.othersHere(more)] : [])]
  return (
    <p class="here-now" data-testid="here-now">
      <Said
        text={
          names.length > 0
            ? panelTexts.hereNow(isolated(place), format.list(names))
            : panelTexts.nobodyHereNow(isolated(place))
        }
      />
    </p>
  )
}
