/** "Go on in another browser": the voice link that was opened, still unused, to be scanned or typed elsewhere. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import encodeQr from 'qr'
import { shortenTicket } from '../../service/sign-in-client.js'
import { linkOf, openedTicket } from '../../service/voice-address.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'

export function Elsewhere({ client }: { client: VoiceClient }) {
  const ticket = openedTicket()
  const short = useSignal<string | undefined>(undefined)
  useEffect(() => {
    if (ticket === undefined) return
    shortenTicket(ticket).then(
      (shortened) => {
        short.value = shortened
      },
      // The long address works as well, though nobody likes to type it.
      () => {
        short.value = ticket
      },
    )
  }, [ticket])
  if (ticket === undefined) return null
  const { phase } = client
  const canListen = phase.value.name === 'over' && phase.value.reason === 'no-microphone-here'
  return (
    <section class="elsewhere" data-testid="elsewhere">
      <h2>{panelTexts.elsewhere}</h2>
      <p>{panelTexts.elsewhereHint}</p>
      <QrCode text={linkOf(ticket)} />
      {short.value !== undefined && (
        <p>
          {panelTexts.orType} <strong data-testid="short-address">{linkOf(short.value)}</strong>
        </p>
      )}
      <p class="hint">{panelTexts.linkGoodFor}</p>
      <p class="buttons">
        {/* The viewers' scheme for the system's own browser; any other link opens a window. */}
        <a class="button" href={linkOf(ticket)} target="_external" data-testid="open-external">
          {panelTexts.openOutside}
        </a>
        {canListen && (
          <button type="button" data-testid="listen-here" onClick={client.listenHere}>
            {panelTexts.listenHere}
          </button>
        )}
      </p>
    </section>
  )
}

/** Dark on light in every theme: not every camera reads inverted codes. */
function QrCode({ text }: { text: string }) {
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: 4 })
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('')
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={panelTexts.qrCode}
      data-testid="qr"
    >
      <path d={path} />
    </svg>
  )
}
