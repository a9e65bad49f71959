/** Makes a region key. */

import { useState } from 'preact/hooks'
import type { IssuedRegionKey, RegionKeyList } from '../../../src/protocol/admin/region-keys.js'
import { post } from '../../api.js'
import { attempt, may, say } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { KeyFields, missingIn, termsIn } from './key-fields.js'

export interface KeyFormProps {
  readonly regions: RegionKeyList['regions']
  readonly onIssued: (issued: IssuedRegionKey) => void
}

export function KeyForm({ regions, onIssued }: KeyFormProps) {
  const [isAll, setAll] = useState(false)
  if (!may('POST /region-keys')) return null

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const terms = termsIn(form)
    const missing = missingIn(terms)
    if (missing !== '') return say(missing, true)
    const made = await attempt(async () => onIssued(await post<IssuedRegionKey>('/region-keys', terms)))
    if (!made) return
    form.reset()
    setAll(false)
  }

  return (
    <section class="card">
      <h2>{texts.regionKeys.make}</h2>
      <form class="fields" onSubmit={make} data-testid="region-key-form">
        <KeyFields regions={regions} before={undefined} isAll={isAll} onAll={setAll} />
        <button type="submit" class="primary" data-testid="region-key-make">
          {texts.regionKeys.makeIt}
        </button>
      </form>
    </section>
  )
}
