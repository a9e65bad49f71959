/** A new secret and the lines to paste with it, shown this once. */

import type { IssuedRegionKey } from '../../../src/protocol/admin/region-keys.js'
import { texts } from '../../texts/texts.js'
import { Copied } from '../setup/copied.js'

export interface IssuedKeyProps {
  readonly issued: IssuedRegionKey
  readonly onDone: () => void
}

export function IssuedKey({ issued, onDone }: IssuedKeyProps) {
  const words = texts.regionKeys
  const lines = [
    [words.openSimIni, issued.openSimIni],
    [words.webRtcIni, issued.webRtcIni],
    [words.script, issued.script],
  ] as const
  return (
    <section class="card" data-testid="region-key-issued">
      <h2>{words.newSecret(issued.key.name)}</h2>
      <p>{words.shownOnce}</p>
      <Copied text={issued.secret} />
      {lines.map(
        ([title, text]) =>
          text !== '' && (
            <details key={title}>
              <summary>{title}</summary>
              <Copied text={text} />
            </details>
          ),
      )}
      <p>
        <button type="button" class="primary" data-testid="region-key-kept" onClick={onDone}>
          {words.kept}
        </button>
      </p>
    </section>
  )
}
