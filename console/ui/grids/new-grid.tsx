/** Makes a grid. */

import { useState } from 'preact/hooks'
import type { IssuedGrid } from '../../../src/protocol/admin/grids.js'
import { post } from '../../api.js'
import { texts } from '../../texts/texts.js'
import { faultsOf, withFaults } from './grid-faults.js'
import type { Issued } from './issued-secrets.js'

export interface NewGridProps {
  readonly onMade: (issued: Issued) => void
}

export function NewGrid({ onMade }: NewGridProps) {
  const [faults, setFaults] = useState<readonly string[]>([])
  const words = texts.grids

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const data = new FormData(form)
    const sipDomain = String(data.get('sipDomain')).trim()
    const terms = {
      id: String(data.get('id')).trim(),
      name: String(data.get('name')),
      ...(sipDomain !== '' && { sipDomain }),
    }
    const made = await withFaults(setFaults, async () => {
      const { grid, ...lines } = await post<IssuedGrid>('/grids', terms)
      onMade({ ...lines, name: grid.name })
    })
    if (made) form.reset()
  }

  return (
    <section class="card">
      <h2>{words.make}</h2>
      <form class="fields" onSubmit={make} data-testid="grid-form">
        <label>
          {texts.name}
          <input name="name" required maxLength={63} autocomplete="off" />
        </label>
        <label>
          {words.id}
          <input
            name="id"
            required
            maxLength={31}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
          />
          <span class="hint">{words.idHint}</span>
        </label>
        <label>
          {words.sipDomain}
          <input
            name="sipDomain"
            maxLength={253}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
          />
          <span class="hint">{words.sipDomainHint}</span>
        </label>
        <p class="fault whole" role="alert" data-testid="grid-fault">
          {faultsOf(faults)}
        </p>
        <button type="submit" class="primary" data-testid="grid-make">
          {words.makeIt}
        </button>
      </form>
    </section>
  )
}
