/** What the resident can choose: how to hear, and how to speak. */

import { useEffect } from 'preact/hooks'
import type { Device } from '../devices.js'
import type { Settings } from '../settings.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { TalkKeyField } from './talk-key-field.js'

type Switches = { [Key in keyof Settings]: Settings[Key] extends boolean ? Key : never }[keyof Settings]

export function SettingsPanel({ client, close }: { client: VoiceClient; close: () => void }) {
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
        <option value="">{texts.browserChoice}</option>
        {choices.map(({ id, name }, index) => (
          <option key={id} value={id}>
            {name || texts.unnamedDevice(index + 1)}
          </option>
        ))}
      </select>
    </label>
  )

  return (
    <section class="panel" aria-labelledby="settings-title" data-testid="settings-panel">
      <h2 id="settings-title">{texts.settings}</h2>
      <fieldset>
        <legend>{texts.hearing}</legend>
        {Switch('headphones', texts.headphones)}
        <label>
          {texts.masterVolume}
          <input
            type="range"
            min={0}
            max={200}
            step={5}
            data-testid="setting-masterVolume"
            value={values.masterVolume * 100}
            aria-valuetext={`${Math.round(values.masterVolume * 100)} %`}
            onInput={(event) => settings.change({ masterVolume: event.currentTarget.valueAsNumber / 100 })}
          />
        </label>
        {devices.canChooseOutput && Choice('outputDevice', texts.outputDevice, devices.outputs.value)}
      </fieldset>
      <fieldset>
        <legend>{texts.speakingSettings}</legend>
        {Choice('inputDevice', texts.inputDevice, devices.inputs.value)}
        <LevelMeter client={client} />
        {Switch('noiseSuppression', texts.noiseSuppression)}
        {Switch('echoCancellation', texts.echoCancellation)}
        {Switch('autoGain', texts.autoGain)}
        {Switch('voiceActivation', texts.voiceActivation)}
        {values.voiceActivation && (
          <label>
            {texts.threshold}
            <input
              type="range"
              min={-60}
              max={-10}
              data-testid="setting-threshold"
              value={decibelsOf(values.activationThreshold)}
              aria-valuetext={`${Math.round(decibelsOf(values.activationThreshold))} dB`}
              onInput={(event) =>
                settings.change({ activationThreshold: 10 ** (event.currentTarget.valueAsNumber / 20) })
              }
            />
          </label>
        )}
        {Switch('startMuted', texts.startMuted)}
        <TalkKeyField settings={settings} />
        {Switch('mutedSound', texts.mutedSound)}
        {Switch('performer', texts.performer)}
      </fieldset>
      <button type="button" onClick={close}>
        {texts.close}
      </button>
    </section>
  )
}

/** On the same scale as the threshold below it. */
function LevelMeter({ client: { talk } }: { client: VoiceClient }) {
  return (
    <label>
      {texts.microphoneLevel}
      <meter min={-60} max={-10} value={decibelsOf(talk.level.value)} data-testid="level" />
    </label>
  )
}

function decibelsOf(level: number): number {
  return level > 0 ? Math.max(-60, 20 * Math.log10(level)) : -60
}
