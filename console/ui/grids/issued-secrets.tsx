/** New secrets of a grid and the lines to paste with them, shown this once. */

import type { IssuedGrid, RenewedSecret } from '../../../src/protocol/admin/grids.js'
import { texts } from '../../texts/texts.js'
import { Copied } from '../setup/copied.js'

/** What is shown once. */
export type Issued = Pick<IssuedGrid, 'openSimIni' | 'webRtcIni' | 'script'> &
  Partial<RenewedSecret> & { readonly name: string }

export interface IssuedSecretsProps {
  readonly issued: Issued
  readonly onDone: () => void
}

export function IssuedSecrets({ issued, onDone }: IssuedSecretsProps) {
  const lines = [
    [texts.regionKeys.openSimIni, issued.openSimIni],
    [texts.regionKeys.webRtcIni, issued.webRtcIni],
    [texts.regionKeys.script, issued.script],
  ] as const
  return (
    <section class="card" data-testid="grid-issued">
      <h2>{texts.grids.issued(issued.name)}</h2>
      <p>{texts.grids.shownOnce}</p>
      {lines.map(
        ([title, text]) =>
          text !== '' && (
            <details key={title} open>
              <summary>{title}</summary>
              <Copied text={text} />
            </details>
          ),
      )}
      <p>
        <button type="button" class="primary" data-testid="grid-kept" onClick={onDone}>
          {texts.regionKeys.kept}
        </button>
      </p>
    </section>
  )
}
