/** A secret that simulators need: shown once, and made anew after a question. */

import { useState } from 'preact/hooks'
import type { SecretName, Setup } from '../../../src/protocol/admin-api.js'
import { SECRET_PLACES } from '../../../src/pure/secret-places.js'
import { post } from '../../api.js'
import { attempt, may } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { Copied } from './copied.js'

export type ShownSecrets = Readonly<Partial<Record<SecretName, string>>>

/** The lines are complete while their secret is shown. */
export function withSecrets(lines: string, { regionSecret, vivoxAdminPassword }: ShownSecrets): string {
  let text = lines
  if (regionSecret !== undefined) {
    // URLs first: a secret with unusual characters is escaped there.
    text = text
      .replaceAll(`/voice/${SECRET_PLACES.regionSecret}`, `/voice/${encodeURIComponent(regionSecret)}`)
      .replaceAll(SECRET_PLACES.regionSecret, regionSecret)
  }
  return vivoxAdminPassword === undefined
    ? text
    : text.replaceAll(SECRET_PLACES.vivoxAdminPassword, vivoxAdminPassword)
}

export type SecretCardProps = Setup['secrets'][number] & {
  /** The secret, while it is shown. */
  readonly secret: string | undefined
  readonly onSecret: (secret: string | undefined) => void
}

export function SecretCard({ name, fixed, shown, secret, onSecret }: SecretCardProps) {
  const [asking, setAsking] = useState(false)
  const sees = may('POST /secrets/:name/show')
  const take = async (what: 'show' | 'renew') => {
    await attempt(async () => onSecret((await post<{ secret: string }>(`/secrets/${name}/${what}`)).secret))
    setAsking(false)
  }
  return (
    <section class="lines" data-testid={`secret-${name}`}>
      <h3>{texts.secrets[name]}</h3>
      {!sees && <p class="hint">{texts.setupWalk.secretsForOwners}</p>}
      {fixed && <p class="hint">{texts.fixedSecret}</p>}
      {secret !== undefined && (
        <>
          <p class="hint">{texts.shownOnce}</p>
          <Copied text={secret} />{' '}
          <button type="button" onClick={() => onSecret(undefined)}>
            {texts.hide}
          </button>{' '}
        </>
      )}
      {secret === undefined && shown && !fixed && <p class="hint">{texts.shownBefore}</p>}
      {sees && secret === undefined && !shown && (
        <>
          <button type="button" data-testid="show" onClick={() => take('show')}>
            {texts.show}
          </button>{' '}
        </>
      )}
      {sees && !fixed && !asking && (
        <button type="button" data-testid="renew" onClick={() => setAsking(true)}>
          {texts.renew}
        </button>
      )}
      {asking && (
        <div class="warning" role="alert">
          <p>{texts.renewMeans[name]}</p>
          <button class="primary" type="button" data-testid="renew-yes" onClick={() => take('renew')}>
            {texts.renewYes}
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            {texts.cancel}
          </button>
        </div>
      )}
    </section>
  )
}
