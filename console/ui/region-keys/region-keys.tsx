/** Region keys: what the owners of some regions of the grid prove themselves with. */

import { useState } from 'preact/hooks'
import type { IssuedRegionKey, RegionKeyList } from '../../../src/protocol/admin/region-keys.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { IssuedKey } from './issued-key.js'
import { KeyCard } from './key-card.js'
import { KeyForm } from './key-form.js'

const POLL_INTERVAL_MS = 10_000

export function RegionKeysPage() {
  const [list, askAgain] = usePolled<RegionKeyList>('/region-keys', POLL_INTERVAL_MS)
  const [issued, setIssued] = useState<IssuedRegionKey | undefined>(undefined)
  const words = texts.regionKeys
  if (!list) return <p>{texts.loading}</p>
  const take = (next: IssuedRegionKey) => {
    setIssued(next)
    askAgain()
  }
  return (
    <>
      <p class="hint">{words.hint}</p>
      {issued && <IssuedKey issued={issued} onDone={() => setIssued(undefined)} />}
      {list.keys.length === 0 && <p class="hint">{words.none}</p>}
      {list.keys.map((key) => (
        <KeyCard key={key.id} regionKey={key} regions={list.regions} onIssued={take} onChanged={askAgain} />
      ))}
      <KeyForm regions={list.regions} onIssued={take} />
    </>
  )
}
