/** One region key: what it may, when it was used, and what can be done with it. */

import { useState } from 'preact/hooks'
import type {
  IssuedRegionKey,
  RegionKeyList,
  RegionKeyView,
} from '../../../src/protocol/admin/region-keys.js'
import { vivoxNameOf } from '../../../src/pure/region-keys/region-rights.js'
import { patch, post } from '../../api.js'
import { attempt, say } from '../../console-state.js'
import { format, moment, texts } from '../../texts/texts.js'
import { AskFirst } from '../ask-first.js'
import { KeyFields, missingIn, termsIn } from './key-fields.js'

export interface KeyCardProps {
  readonly regionKey: RegionKeyView
  readonly regions: RegionKeyList['regions']
  readonly onIssued: (issued: IssuedRegionKey) => void
  readonly onChanged: () => void
}

export function KeyCard({ regionKey, regions, onIssued, onChanged }: KeyCardProps) {
  const { id, name, rights, secrets } = regionKey
  const [edited, setEdited] = useState(false)
  const [isAll, setAll] = useState(regionKey.regions === 'all')
  const words = texts.regionKeys
  const isChanging = secrets.length > 1

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const terms = termsIn(event.currentTarget)
    const missing = missingIn(terms)
    if (missing !== '') return say(missing, true)
    if (await attempt(() => patch(`/region-keys/${id}`, terms))) setEdited(false)
    onChanged()
  }

  return (
    <section class="card" data-testid="region-key" data-id={id}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <p>
        {words.regions}: {regionWords(regionKey.regions, regions)}
        <br />
        {words.may}: {format.list(rights.map((right) => words.rights[right]))}
      </p>
      <ul class="plain">
        {secrets.map(({ createdAt, lastUsedAt, lastUsedFrom }, index) => (
          <li key={createdAt} class="line person">
            {isChanging && <strong>{index === 0 ? words.oldSecret : words.currentSecret}</strong>}
            <span class="hint">
              {[
                texts.adminWords.since(moment(createdAt)),
                lastUsedAt === null
                  ? words.neverUsed
                  : `${texts.adminWords.lastUsed(moment(lastUsedAt))} ${texts.adminWords.from(lastUsedFrom)}`,
              ].join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {rights.includes('capabilities') && <p class="hint">{words.vivoxName(vivoxNameOf(id))}</p>}
      {edited && (
        <form class="fields" onSubmit={save} data-testid="region-key-edit">
          <KeyFields regions={regions} before={regionKey} isAll={isAll} onAll={setAll} />
          <button type="submit" class="primary">
            {texts.save}
          </button>
        </form>
      )}
      <div class="acts">
        <button type="button" data-testid="region-key-change" onClick={() => setEdited(!edited)}>
          {edited ? texts.cancel : words.change}
        </button>
        {isChanging ? (
          <AskFirst
            label={words.endOld}
            means={words.endOldMeans}
            yes={words.endOldYes}
            testId="region-key-end-old"
            onYes={() => attempt(() => post(`/region-keys/${id}/end-old`)).then(onChanged)}
          />
        ) : (
          <AskFirst
            label={words.renew}
            means={words.renewMeans}
            yes={words.renewYes}
            testId="region-key-renew"
            onYes={() =>
              attempt(async () => onIssued(await post<IssuedRegionKey>(`/region-keys/${id}/renew`)))
            }
          />
        )}
        <AskFirst
          label={words.withdraw}
          means={words.withdrawMeans(name)}
          yes={words.withdrawYes}
          testId="region-key-withdraw"
          onYes={() => attempt(() => post(`/region-keys/${id}/withdraw`)).then(onChanged)}
        />
      </div>
    </section>
  )
}

function regionWords(named: RegionKeyView['regions'], regions: RegionKeyList['regions']): string {
  if (named === 'all') return texts.regionKeys.all
  const names = new Map(regions.map((region) => [region.id, region.name]))
  return format.list(named.map((id) => names.get(id) ?? id))
}
