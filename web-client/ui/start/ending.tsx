/** After an end: the ways on, each without reloading the page. */

import type { EndReason } from '../../page/phase.js'
import { openedTicket } from '../../service/voice-address.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Later } from '../parts/later.js'
import { laterParts } from '../parts/later-parts.js'

/** Ends after which the resident goes on as the same avatar, with voice as before. */
const goOn: Partial<Record<EndReason, () => string>> = {
  replaced: () => texts.talkHere,
  kicked: () => texts.joinAgain,
  'left-world': () => texts.backInWorld,
}

export function Ending({ client, reason }: { client: VoiceClient; reason: EndReason }) {
  const label = goOn[reason]
  if (reason === 'no-microphone-here') return <Later load={laterParts.elsewhere} props={{ client }} />
  return (
    <section class="ending">
      {label && (
        <button
          type="button"
          class="primary"
          data-testid="go-on"
          onClick={() => client.again({ joins: true })}
        >
          {label()}
        </button>
      )}
      {reason === 'signed-out' && <Later load={laterParts.signIn} props={{ client }} />}
      {reason === 'refused' && client.ownAddress.value !== undefined && (
        <p>
          <a class="button" href={client.ownAddress.value} data-testid="own-address">
            {client.ownAddress.value}
          </a>
        </p>
      )}
      {!label && reason !== 'signed-out' && (
        <>
          <button type="button" class="primary" data-testid="go-on" onClick={() => client.again()}>
            {texts.tryAgain}
          </button>
          {openedTicket() !== undefined && <Later load={laterParts.elsewhere} props={{ client }} />}
        </>
      )}
    </section>
  )
}
