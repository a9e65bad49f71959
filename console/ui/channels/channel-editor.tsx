/** Edits one channel, or many together: every setting, its curve while it changes, and a sentence for values that make no sense. */

import { useState } from 'preact/hooks'
import {
  type ChannelField,
  type ChannelRow,
  type ChannelSettingsView,
  channelFaults,
} from '../../../src/protocol/admin-channels.js'
import type { AttenuationSettings } from '../../../src/spatial/attenuation.js'
import { ApiFault, patch, post } from '../../api.js'
import { say } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { ChoiceField, NumberField, TextField } from '../fields.js'
import { type Compared, Comparison } from '../live/comparison.js'
import { AttenuationPlot } from './attenuation-plot.js'
import { DeleteChannel } from './delete-channel.js'

export interface ChannelEditorProps {
  /** At least one channel; the form begins with the settings of the first. */
  readonly rows: readonly ChannelRow[]
  /** All channels, to compare with. */
  readonly others: readonly ChannelRow[]
  readonly readOnly: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function ChannelEditor({ rows, others, readOnly, onClose, onSaved }: ChannelEditorProps) {
  const [first] = useState(rows[0])
  const [version, setVersion] = useState(first?.version ?? '')
  const [saved, setSaved] = useState(first?.settings)
  const [edits, setEdits] = useState<Partial<ChannelSettingsView>>({})
  const [pinned, setPinned] = useState<boolean | undefined>(undefined)
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({})
  const [compared, setCompared] = useState<Compared | 'saved' | undefined>('saved')
  if (!first || !saved) return null
  const many = rows.length > 1
  const settings: ChannelSettingsView = { ...saved, ...edits }
  const faults = new Map<string, string>(Object.entries(refused))
  for (const { field, code, message } of channelFaults(settings))
    faults.set(field, texts.faults[code] ?? message)

  function set<Key extends ChannelField>(key: Key, value: ChannelSettingsView[Key]): void {
    setRefused({})
    setEdits({ ...edits, [key]: value })
  }

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const change = { settings: edits, ...(pinned !== undefined && { pinned }) }
    try {
      if (many) await post('/channels/change', { ids: rows.map(({ id }) => id), ...change })
      else {
        const row = await patch<ChannelRow>(`/channels/${first?.id}`, { version, ...change })
        setVersion(row.version)
        setSaved(row.settings)
        setEdits({})
      }
      say(texts.savedAndHeard)
      onSaved()
      if (many) onClose()
    } catch (error) {
      if (!(error instanceof ApiFault)) return say(texts.outOfReach, true)
      const { error: code, message, faults: fields = [] } = error.fault
      setRefused(
        Object.fromEntries(fields.map((fault) => [fault.field, texts.faults[fault.code] ?? fault.message])),
      )
      if (code === 'channel-changed-meanwhile') onSaved()
      say(code === 'channel-changed-meanwhile' ? texts.changedMeanwhile : message, true)
    }
  }

  function onGone(): void {
    say(texts.channelDeleted)
    onSaved()
    onClose()
  }

  const number = (
    field: 'rollOff' | 'maxRangeMetres' | 'clampingDistanceMetres' | 'capacity',
    step: number,
    max: number,
  ) => (
    <NumberField
      name={field}
      value={settings[field]}
      min={field === 'rollOff' ? 1 : 0}
      max={max}
      step={step}
      fault={faults.get(field)}
      onChange={(value) => set(field, value)}
    />
  )

  return (
    <form class="card editor" onSubmit={save} noValidate aria-label={texts.editor}>
      <header>
        <h2>{many ? texts.editMany(rows.length) : first.description || first.name}</h2>
        <button type="button" onClick={onClose}>
          {texts.close}
        </button>
      </header>
      {!many && <p class="hint name">{first.name}</p>}
      {many && <p class="hint">{texts.manyHint}</p>}
      <fieldset disabled={readOnly || settings.type === 'directory'}>
        <AttenuationPlot
          settings={plotted(settings)}
          compare={compared && plotted(compared === 'saved' ? saved : compared)}
        />
        <Comparison others={others} onChange={setCompared} />
        <div class="fields">
          <ChoiceField
            name="type"
            label={texts.fields.type}
            value={settings.type}
            choices={[
              ['positional', texts.types.positional],
              ['conference', texts.types.conference],
            ]}
            fault={faults.get('type')}
            onChange={(value) => set('type', value)}
          />
          <ChoiceField
            name="mode"
            label={texts.fields.mode}
            value={settings.mode}
            choices={(['open', 'lecture', 'presentation', 'auditorium'] as const).map((mode) => [
              mode,
              texts.modes[mode],
            ])}
            onChange={(value) => set('mode', value)}
          />
          <ChoiceField
            name="distanceModel"
            label={texts.fields.distanceModel}
            value={settings.distanceModel}
            choices={(['none', 'inverse', 'linear', 'exponent'] as const).map((model) => [
              model,
              texts.models[model],
            ])}
            onChange={(value) => set('distanceModel', value)}
          />
          {number('rollOff', 0.1, 4)}
          {number('maxRangeMetres', 1, 160)}
          {number('clampingDistanceMetres', 1, 160)}
          {number('capacity', 1, 1000)}
          <ChoiceField
            name="iceTransportPolicy"
            label={texts.fields.iceTransportPolicy}
            value={settings.iceTransportPolicy}
            choices={[
              ['all', texts.transports.all],
              ['relay', texts.transports.relay],
              ['hub', texts.transports.hub],
            ]}
            onChange={(value) => set('iceTransportPolicy', value)}
          />
        </div>
        <p class="hint">{texts.modeHint[settings.mode]}</p>
        <TextField
          name="moderators"
          label={texts.fields.moderators}
          hint={texts.moderatorsHint}
          value={settings.moderators.join('\n')}
          fault={faults.get('moderators') ?? faults.get('0')}
          onChange={(text) =>
            set(
              'moderators',
              text
                .toLowerCase()
                .split(/[\s,]+/)
                .filter(Boolean),
            )
          }
        />
        <label class="check">
          <input
            type="checkbox"
            name="pinned"
            checked={pinned ?? first.pinned}
            onChange={(event) => setPinned(event.currentTarget.checked)}
          />
          {texts.pinnedHint}
        </label>
      </fieldset>
      {!readOnly && (
        <footer>
          <button class="primary" type="submit" data-testid="channel-save" disabled={faults.size > 0}>
            {many ? texts.saveMany(rows.length) : texts.save}
          </button>
          {!many && first.edited.length > 0 && (
            <button
              type="button"
              onClick={() =>
                patch<ChannelRow>(`/channels/${first.id}`, {
                  version,
                  settings: Object.fromEntries(first.edited.map((key) => [key, null])),
                }).then(() => {
                  say(texts.savedAndHeard)
                  onSaved()
                  onClose()
                })
              }
            >
              {texts.asTheRegionSays}
            </button>
          )}
          {!many && <DeleteChannel channel={first} onDeleted={onGone} />}
        </footer>
      )}
    </form>
  )
}

/** As the audio is computed: a conference and an auditorium ignore distance. */
function plotted({
  type,
  mode,
  distanceModel,
  rollOff,
  maxRangeMetres,
  clampingDistanceMetres,
}: Compared): AttenuationSettings {
  const everywhere = type === 'conference' || mode === 'auditorium'
  return {
    distanceModel: everywhere ? 'none' : distanceModel,
    rollOff,
    maxRangeMetres,
    clampingDistanceMetres,
  }
}
