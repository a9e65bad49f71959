/** The fields of a region key: its name, its regions and what it may do. */

import type { RegionKeyList, RegionKeyView } from '../../../src/protocol/admin/region-keys.js'
import { MAX_KEY_NAME } from '../../../src/protocol/admin/region-keys.js'
import {
  isRegionRight,
  REGION_RIGHTS,
  type RegionRight,
} from '../../../src/pure/region-keys/region-rights.js'
import { texts } from '../../texts/texts.js'

/** What the fields say. */
export interface KeyTerms {
  readonly name: string
  readonly regions: 'all' | readonly string[]
  readonly rights: readonly RegionRight[]
}

export interface KeyFieldsProps {
  readonly regions: RegionKeyList['regions']
  readonly before: Pick<RegionKeyView, 'name' | 'regions' | 'rights'> | undefined
  readonly isAll: boolean
  readonly onAll: (isAll: boolean) => void
}

export function KeyFields({ regions, before, isAll, onAll }: KeyFieldsProps) {
  const words = texts.regionKeys
  const named = before && before.regions !== 'all' ? before.regions : []
  const known = new Set(regions.map(({ id }) => id))
  return (
    <>
      <label>
        {texts.name}
        <input
          name="name"
          required
          maxLength={MAX_KEY_NAME}
          autocomplete="off"
          defaultValue={before?.name ?? ''}
        />
      </label>
      <fieldset class="whole">
        <legend>{words.may}</legend>
        {REGION_RIGHTS.map((right) => (
          <label key={right} class="check">
            <input
              type="checkbox"
              name="rights"
              value={right}
              defaultChecked={before?.rights.includes(right) ?? true}
            />
            {words.rights[right]}
          </label>
        ))}
      </fieldset>
      <fieldset class="whole">
        <legend>{words.regions}</legend>
        <label class="check">
          <input
            type="checkbox"
            name="all"
            checked={isAll}
            onChange={(event) => onAll(event.currentTarget.checked)}
          />
          {words.all}
        </label>
        {!isAll &&
          regions.map(({ id, name }) => (
            <label key={id} class="check">
              <input type="checkbox" name="regions" value={id} defaultChecked={named.includes(id)} />
              <bdi>{name}</bdi>
            </label>
          ))}
        {!isAll && (
          <label>
            {words.others}
            <textarea name="others" rows={3} defaultValue={named.filter((id) => !known.has(id)).join('\n')} />
          </label>
        )}
      </fieldset>
    </>
  )
}

/** Reads the fields of a form. */
export function termsIn(form: HTMLFormElement): KeyTerms {
  const data = new FormData(form)
  const texts = (name: string) => data.getAll(name).map(String)
  const others = texts('others').flatMap((text) => text.split(/[\s,;]+/).filter((word) => word !== ''))
  return {
    name: texts('name').join(''),
    regions: data.has('all') ? 'all' : [...texts('regions'), ...others],
    rights: texts('rights').filter(isRegionRight),
  }
}

/** What is missing before a key can be made, in words; '' if nothing is. */
export function missingIn({ regions, rights }: KeyTerms): string {
  if (rights.length === 0) return texts.regionKeys.noRight
  return regions.length === 0 ? texts.regionKeys.noRegion : ''
}
