/** The resident's settings: how to hear, and how to speak. */

import { useEffect } from 'preact/hooks'
import type { Settings } from '../../settings/settings.js'
import type { Device } from '../../speaking/devices.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { KeyField } from './key-field.js'

type Switches = { [Key in keyof Settings]: Settings[Key] extends boolean ? Key : never }[keyof Settings]

export function SettingsPanel({ client }: { client: VoiceClient }) {
  const { settings, devices, talk } = client
  const values = settings.values.value
  useEffect(() => {
    talk.metered.value = true
    devices.watch()
    return () => {
      talk.metered.value = false
    }
  }, [])

  const Switch = (key: Switches, label: string) => (
    <label class="check">
      <input
        type="checkbox"
        data-testid={`setting-${key}`}
        checked={values[key]}
        onChange={(event) => settings.change({ [key]: event.currentTarget.checked })}
      />
      {label}
    </label>
  )
  const Choice = (key: 'inputDevice' | 'outputDevice', label: string, choices: readonly Device[] = []) => (
    <label>
      {label}
      <select
        data-testid={`setting-${key}`}
        value={values[key]}
        onChange={(event) => settings.change({ [key]: event.currentTarget.value })}
      >
        <option value="">{panelTexts.browserChoice}</option>
        {choices.map(({ id, name }, index) => (
          <option key={id} value={id}>
            {name || panelTexts.unnamedDevice(index + 1)}
          </option>
        ))}
      </select>
    </label>
  )

  return (
    <div class="panel" data-testid="settings-panel">
      <fieldset>
        <legend>{panelTexts.hearing}</legend>
        {Switch('headphones', panelTexts.headphones)}
        <label>
          {panelTexts.masterVolume} <output>{percent(values.masterVolume)}</output>
          <input
            type="range"
            min={0}
            max={200}
            step={5}
            data-testid="setting-masterVolume"
            value={values.masterVolume * 100}
            aria-valuetext={percent(values.masterVolume)}
            onInput={(event) => settings.change({ masterVolume: event.currentTarget.valueAsNumber / 100 })}
          />
        </label>
        {devices.canChooseOutput && Choice('outputDevice', panelTexts.outputDevice, devices.outputs.value)}
      </fieldset>
      <fieldset>
        <legend>{panelTexts.speakingSettings}</legend>
        {Choice('inputDevice', panelTexts.inputDevice, devices.inputs.value)}
        <LevelMeter client={client} />
        {Switch('noiseSuppression', panelTexts.noiseSuppression)}
        {Switch('echoCancellation', panelTexts.echoCancellation)}
        {Switch('autoGain', panelTexts.autoGain)}
        {Switch('voiceActivation', panelTexts.voiceActivation)}
        {values.voiceActivation && (
          <label>
            {panelTexts.threshold} <output>{decibels(values.activationThreshold)}</output>
            <input
              type="range"
              min={-60}
              max={-10}
              data-testid="setting-threshold"
              value={decibelsOf(values.activationThreshold)}
              aria-valuetext={decibels(values.activationThreshold)}
              onInput={(event) =>
                settings.change({ activationThreshold: 10 ** (event.currentTarget.valueAsNumber / 20) })
              }
            />
          </label>
        )}
        {Switch('startMuted', panelTexts.startMuted)}
        <KeyField client={client} which="talkKey" label={panelTexts.talkKey} />
        <KeyField client={client} which="toggleKey" label={panelTexts.toggleKey} />
        {Switch('mutedSound', panelTexts.mutedSound)}
        {Switch('performer', panelTexts.performer)}
      </fieldset>
    </div>
  )
}

/** On the same scale as the threshold below it. */
function LevelMeter({ client: { talk } }: { client: VoiceClient }) {
  return (
    <label>
      {panelTexts.microphoneLevel}
      <meter min={-60} max={-10} value={decibelsOf(talk.level.value)} data-testid="level" />
    </label>
  )
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function decibels(level: number): string {
  return `${Math.round(decibelsOf(level))} dB`
}

function decibelsOf(level: number): number {
  return level > 0 ? Math.max(-60, 20 * Math.log10(level)) : -60
}
