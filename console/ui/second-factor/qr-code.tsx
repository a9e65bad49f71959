/** A QR code, drawn here: no other service sees the secret. A file of its own, loaded when one is shown. */

import encodeQr from 'qr'

/** The quiet zone that the standard asks for. */
const BORDER = 4

export function drawQrCode(text: string, label: string) {
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: BORDER })
  const size = rows.length
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('')
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} data-testid="totp-qr">
      <path class="paper" d={`M0 0h${size}v${size}h-${size}z`} />
      <path d={path} shape-rendering="crispEdges" />
    </svg>
  )
}
