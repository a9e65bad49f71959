/** Saves a grid as a file, and tells how much of it has come. */

import { useState } from 'preact/hooks'
import type { GridView } from '../../../src/protocol/admin/grids.js'
import { download } from '../../api.js'
import { attempt } from '../../console-state.js'
import { format, texts } from '../../texts/texts.js'
import { saveFile } from '../csv.js'

const LINE_FEED = 0x0a

export function GridExport({ grid }: { readonly grid: GridView }) {
  const [share, setShare] = useState<number | undefined>(undefined)

  const save = () =>
    attempt(async () => {
      setShare(0)
      try {
        const response = await download(`/grids/${grid.id}/export`)
        const file = await packed(response, setShare)
        saveFile(`${grid.id}-${new Date().toISOString().slice(0, 10)}.grid.gz`, file)
      } finally {
        setShare(undefined)
      }
    })

  return (
    <button type="button" data-testid="grid-export" disabled={share !== undefined} onClick={save}>
      {share === undefined ? texts.grids.export : texts.grids.exported(format.percent(share))}
    </button>
  )
}

/** @throws Error when the end of the file did not come */
async function packed(response: Response, onShare: (share: number) => void): Promise<Blob> {
  const reader = response.body?.getReader()
  if (!reader) throw new Error('nothing came')
  const parts: Uint8Array<ArrayBuffer>[] = []
  let lines = 0
  let rows: number | undefined
  let told = 0
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const bytes = new Uint8Array(chunk.value)
    parts.push(bytes)
    for (const byte of bytes) if (byte === LINE_FEED) lines += 1
    rows ??= lines > 0 ? await rowsIn(parts) : undefined
    const share = rows ? Math.min(1, lines / (rows + 2)) : 0
    if (share - told >= 0.01) {
      told = share
      onShare(share)
    }
  }
  const whole = new Blob(parts)
  if (!(await whole.slice(-200).text()).includes('"sha256"')) throw new Error('its end is missing')
  return new Response(whole.stream().pipeThrough(new CompressionStream('gzip'))).blob()
}

/** The first line says how many rows follow. */
async function rowsIn(parts: readonly Uint8Array<ArrayBuffer>[]): Promise<number> {
  const [first = '{}'] = (await new Blob([...parts]).text()).split('\n')
  const { rows } = JSON.parse(first)
  return typeof rows === 'number' ? rows : 0
}
