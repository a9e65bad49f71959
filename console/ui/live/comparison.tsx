/** The curve that a channel is compared with: the saved one, OpenSimulator's default, or any other channel's. */

import { useState } from 'preact/hooks'
import type { ChannelRow, ChannelSettingsView } from '../../../src/protocol/admin-channels.js'
import { texts } from '../../texts/texts.js'
import { ChoiceField } from '../fields.js'

/** The settings that VivoxVoiceModule starts with. */
const OPENSIM_DEFAULT = {
  type: 'positional',
  mode: 'open',
  distanceModel: 'linear',
  rollOff: 2,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
} as const
const COMPARISONS = ['saved', 'default', 'channel', 'none'] as const
/** A list of thousands would be useless and slow. */
const OFFERED = 20

export type Compared = Pick<
  ChannelSettingsView,
  'type' | 'mode' | 'distanceModel' | 'rollOff' | 'maxRangeMetres' | 'clampingDistanceMetres'
>

export interface ComparisonProps {
  readonly others: readonly ChannelRow[]
  readonly onChange: (compared: Compared | 'saved' | undefined) => void
}

export function Comparison({ others, onChange }: ComparisonProps) {
  const [kind, setKind] = useState<(typeof COMPARISONS)[number]>('saved')
  const [search, setSearch] = useState('')

  function choose(next: (typeof COMPARISONS)[number]): void {
    setKind(next)
    setSearch('')
    onChange(next === 'saved' ? next : next === 'default' ? OPENSIM_DEFAULT : undefined)
  }

  function find(text: string): void {
    setSearch(text)
    onChange(others.find((row) => nameOf(row) === text)?.settings)
  }

  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const offered =
    kind === 'channel'
      ? others.filter((row) => words.every((word) => nameOf(row).toLowerCase().includes(word)))
      : []
  return (
    <div class="fields">
      <ChoiceField
        name="comparison"
        label={texts.compareWith}
        value={kind}
        choices={COMPARISONS.map((one) => [one, texts.comparisons[one]])}
        onChange={choose}
      />
      {kind === 'channel' && (
        <label>
          {texts.otherChannel}
          <input
            name="compared-channel"
            type="search"
            list="compared-channels"
            value={search}
            autocomplete="off"
            onInput={(event) => find(event.currentTarget.value)}
          />
          <datalist id="compared-channels">
            {offered.slice(0, OFFERED).map((row) => (
              <option key={row.id} value={nameOf(row)} />
            ))}
          </datalist>
        </label>
      )}
    </div>
  )
}

/** With the channel's number: names are not unique. */
function nameOf({ id, name, description }: ChannelRow): string {
  return `${description || name} (${id})`
}
