/** After an end: the ways on, each without reloading the page. */

import type { EndReason } from '../../page/phase.js'
import { openedTicket } from '../../service/voice-address.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { HelpIcon, LeaveIcon, MicrophoneIcon, ModerateIcon, OwnWindowIcon } from '../parts/icons.js'
import { Later } from '../parts/later.js'
import { laterParts } from '../parts/later-parts.js'
import { endings, type WayOn } from './endings.js'

const goOnLabels: Partial<Record<EndReason, () => string>> = {
  replaced: () => texts.talkHere,
  kicked: () => texts.joinAgain,
  'left-world': () => texts.backInWorld,
}

export function Ending({ client, reason }: { client: VoiceClient; reason: EndReason }) {
  return (
    <section class="ending">
      {endings[reason].ways.map((way) => (
        <Way key={way} way={way} client={client} reason={reason} />
      ))}
    </section>
  )
}

function Way({ way, client, reason }: { way: WayOn; client: VoiceClient; reason: EndReason }) {
  switch (way) {
    case 'go-on':
    case 'again':
      return (
        <button
          type="button"
          class={endings[reason].ways[0] === way || client.ownAddress.value === undefined ? 'primary' : ''}
          data-testid="go-on"
          onClick={() => client.again({ joins: way === 'go-on' })}
        >
          {(goOnLabels[reason] ?? (() => texts.tryAgain))()}
        </button>
      )
    case 'sign-in':
      return <Later load={laterParts.signIn} props={{ client }} />
    case 'own-address':
      if (client.ownAddress.value === undefined) return null
      return (
        <p>
          <a class="button primary" href={client.ownAddress.value} data-testid="own-address">
            {client.ownAddress.value}
          </a>
        </p>
      )
    case 'elsewhere':
      // Without a link there is nothing to take along.
      if (openedTicket() === undefined) return null
      return <Later load={laterParts.elsewhere} props={{ client }} />
  }
}

/** What has ended it, as a picture. */
export function EndingPicture({ reason }: { reason: EndReason }) {
  switch (endings[reason].sign) {
    case 'window':
      return <OwnWindowIcon />
    case 'moderator':
      return <ModerateIcon />
    case 'away':
    case 'key':
      return <LeaveIcon />
    case 'browser':
      return <HelpIcon />
    case 'microphone':
      return <MicrophoneIcon silent={true} />
  }
}
