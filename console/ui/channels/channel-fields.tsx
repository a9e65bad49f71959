/** Every setting of a channel as a field, each with a sentence where its value makes no sense. */

import {
  CHANNEL_LIMITS,
  type ChannelField,
  type ChannelSettingsView,
} from '../../../src/protocol/admin-channels.js'
import { texts } from '../../texts/texts.js'
import { ChoiceField, NumberField } from '../fields.js'
import { ModeratorsField } from './moderators-field.js'

const textSwitches = ['textOn', 'textHistory', 'textBridge'] as const
const soundSwitches = ['cone', 'dulls', 'headphones'] as const

export interface ChannelFieldsProps {
  readonly settings: ChannelSettingsView
  /** Who owns the place. */
  readonly owners: readonly string[]
  /** By the name of the field. */
  readonly faults: ReadonlyMap<string, string>
  readonly set: <Key extends ChannelField>(key: Key, value: ChannelSettingsView[Key]) => void
}

export function ChannelFields({ settings, owners, faults, set }: ChannelFieldsProps) {
  const number = (field: keyof typeof CHANNEL_LIMITS, step: number) => (
    <NumberField
      name={field}
      value={settings[field]}
      {...CHANNEL_LIMITS[field]}
      step={step}
      fault={faults.get(field)}
      onChange={(value) => set(field, value)}
    />
  )

  const check = (name: (typeof textSwitches)[number] | (typeof soundSwitches)[number] | 'ownersModerate') => (
    <label key={name} class="check">
      <input
        type="checkbox"
        name={name}
        checked={settings[name]}
        onChange={(event) => set(name, event.currentTarget.checked)}
      />
      {texts.fields[name]}
    </label>
  )

  return (
    <>
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
        {number('rollOff', 0.1)}
        {number('maxRangeMetres', 1)}
        {number('clampingDistanceMetres', 1)}
        {number('whisperMetres', 1)}
        {number('shoutMetres', 1)}
        {number('capacity', 1)}
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
        <ChoiceField
          name="neighbours"
          label={texts.fields.neighbours}
          value={settings.neighbours}
          choices={(['auto', 'open', 'out', 'in', 'closed'] as const).map((choice) => [
            choice,
            texts.neighbours[choice],
          ])}
          onChange={(value) => set('neighbours', value)}
        />
      </div>
      <p class="hint">{texts.modeHint[settings.mode]}</p>
      {soundSwitches.map(check)}
      <ModeratorsField
        chosen={settings.moderators}
        owners={settings.ownersModerate ? owners : []}
        fault={faults.get('moderators')}
        onChange={(chosen) => set('moderators', chosen)}
      />
      <h3>{texts.text}</h3>
      {textSwitches.map(check)}
      {faults.has('textBridge') && (
        <p class="fault" role="alert">
          {faults.get('textBridge')}
        </p>
      )}
      <div class="fields">
        <ChoiceField
          name="textReach"
          label={texts.fields.textReach}
          value={settings.textReach}
          choices={[
            ['room', texts.textReaches.room],
            ['voice', texts.textReaches.voice],
          ]}
          onChange={(value) => set('textReach', value)}
        />
        {number('textSlowSeconds', 1)}
      </div>
      {check('ownersModerate')}
    </>
  )
}
