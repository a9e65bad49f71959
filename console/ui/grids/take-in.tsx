/** Takes in a grid from the file that another service has written. */

import { useState } from 'preact/hooks'
import type { TakenInGrid } from '../../../src/protocol/admin/grids.js'
import { upload } from '../../api.js'
import { say } from '../../console-state.js'
import { format, texts } from '../../texts/texts.js'
import { faultsOf, withFaults } from './grid-faults.js'
import type { Issued } from './issued-secrets.js'

export interface TakeInProps {
  readonly onTaken: (issued: Issued | undefined) => void
}

export function TakeIn({ onTaken }: TakeInProps) {
  const [faults, setFaults] = useState<readonly string[]>([])
  const [isSending, setSending] = useState(false)
  const words = texts.grids

  async function take(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const data = new FormData(form)
    const file = data.get('file')
    if (!(file instanceof File)) return
    const as = String(data.get('as')).trim()
    setSending(true)
    const done = await withFaults(setFaults, async () => {
      const query = as === '' ? '' : `?as=${encodeURIComponent(as)}`
      const { grid, rows, issued, passwordMissing } = await upload<TakenInGrid>(`/grids/import${query}`, file)
      onTaken(issued ? { ...issued, name: grid.name } : undefined)
      const told = words.takenIn(grid.name, format.number(rows))
      queueMicrotask(() => say(passwordMissing ? `${told} ${words.passwordMissing}` : told, passwordMissing))
    })
    setSending(false)
    if (done) form.reset()
  }

  return (
    <section class="card">
      <h2>{words.takeIn}</h2>
      <p class="hint">{words.takeInHint}</p>
      <form class="fields" onSubmit={take} data-testid="grid-take-in">
        <label>
          {words.file}
          <input type="file" name="file" required accept=".gz,.ndjson" />
        </label>
        <label>
          {words.as}
          <input name="as" maxLength={31} autocomplete="off" autocapitalize="off" spellcheck={false} />
          <span class="hint">{words.asHint}</span>
        </label>
        <p class="fault whole" role="alert">
          {faultsOf(faults)}
        </p>
        <button type="submit" disabled={isSending} data-testid="grid-take-in-send">
          {isSending ? words.sending : words.takeInIt}
        </button>
      </form>
    </section>
  )
}
