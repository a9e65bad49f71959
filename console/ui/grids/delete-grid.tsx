/** Deletes a grid for good: its id has to be typed first. */

import { useState } from 'preact/hooks'
import type { GridView } from '../../../src/protocol/admin/grids.js'
import { post } from '../../api.js'
import { attempt, openGrid, workingGrid } from '../../console-state.js'
import { texts } from '../../texts/texts.js'

export interface DeleteGridProps {
  readonly grid: GridView
  readonly onDeleted: () => void
}

export function DeleteGrid({ grid, onDeleted }: DeleteGridProps) {
  const [asked, setAsked] = useState(false)
  const [typed, setTyped] = useState('')
  const { id, name } = grid
  const words = texts.grids

  async function remove(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(await attempt(() => post(`/grids/${id}/remove`, { typed })))) return
    if (workingGrid.value === id) openGrid(undefined)
    onDeleted()
  }

  if (!asked) {
    return (
      <button type="button" data-testid="grid-delete" onClick={() => setAsked(true)}>
        {words.delete}
      </button>
    )
  }
  return (
    <form class="warning whole" onSubmit={remove} data-testid="grid-delete-form">
      <p role="alert">{words.deleteMeans(name)}</p>
      <label>
        {words.typeId(id)}
        <input
          name="typed"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <p>
        <button type="submit" class="primary" disabled={typed !== id} data-testid="grid-delete-yes">
          {words.deleteYes}
        </button>
        <button type="button" onClick={() => setAsked(false)}>
          {texts.cancel}
        </button>
      </p>
    </form>
  )
}
