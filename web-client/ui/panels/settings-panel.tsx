/** The resident's settings: how to hear, and how to speak. */

import { useEffect } from 'preact/hooks'
import { NOISE_SUPPRESSIONS, type NoiseSuppression, type Settings } from '../../settings/settings.js'
import type { Device } from '../../speaking/devices.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { format } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { LanguageChoice } from '../parts/language-choice.js'
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
  const Choice = (
    key: 'inputDevice' | 'outputDevice' | 'cameraDevice',
    label: string,
    choices: readonly Device[] = [],
  ) => (
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
        <ViewerHeadphonesChoice client={client} />
        <label>
          {panelTexts.masterVolume} <output>{format.percent(values.masterVolume)}</output>
          <input
            type="range"
            min={0}
            max={200}
            step={5}
            data-testid="setting-masterVolume"
            value={values.masterVolume * 100}
            aria-valuetext={format.percent(values.masterVolume)}
            onInput={(event) => settings.change({ masterVolume: event.currentTarget.valueAsNumber / 100 })}
          />
        </label>
        {Switch('comingSounds', panelTexts.comingSounds)}
        {devices.canChooseOutput && Choice('outputDevice', panelTexts.outputDevice, devices.outputs.value)}
      </fieldset>
      <fieldset>
        <legend>{panelTexts.speakingSettings}</legend>
        {Choice('inputDevice', panelTexts.inputDevice, devices.inputs.value)}
        <LevelMeter client={client} />
        <label>
          {panelTexts.noiseSuppression}
          <select
            data-testid="setting-noiseSuppression"
            value={values.noiseSuppression}
            onChange={(event) =>
              settings.change({ noiseSuppression: event.currentTarget.value as NoiseSuppression })
            }
          >
            {NOISE_SUPPRESSIONS.map((name) => (
              <option key={name} value={name}>
                {panelTexts.noiseSuppressions[name]}
              </option>
            ))}
          </select>
        </label>
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
      <Blocked client={client} />
      <fieldset>
        <legend>{panelTexts.calls.pictures}</legend>
        {Choice('cameraDevice', panelTexts.calls.cameraDevice, devices.cameras.value)}
        {Switch('takePictures', panelTexts.calls.takePictures)}
      </fieldset>
      <fieldset>
        <legend>{panelTexts.appearance}</legend>
        <LanguageChoice client={client} />
        <div class="options" role="radiogroup" aria-label={panelTexts.appearance}>
          {Object.entries(panelTexts.theme).map(([theme, label]) => (
            <label key={theme} class="check">
              <input
                type="radio"
                name="theme"
                data-testid={`setting-theme-${theme || 'system'}`}
                checked={values.theme === theme}
                onChange={() => settings.change({ theme })}
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

function Blocked({ client: { floor } }: { client: VoiceClient }) {
  const words = panelTexts.floor
  return (
    <fieldset data-testid="blocked-people">
      <legend>{words.blockedPeople}</legend>
      {floor.blocked.value.length === 0 && <p class="hint">{words.nobodyBlocked}</p>}
      <ul class="hands">
        {floor.blocked.value.map(({ agentId, name }) => (
          <li key={agentId}>
            <bdi class="name">{name}</bdi>
            <button type="button" data-testid="unblock" onClick={() => floor.block(agentId, name, false)}>
              {words.unblock}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
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

function decibels(level: number): string {
  return `${format.number(decibelsOf(level))} dB`
}

/** Kept with the account, so that the resident's viewer gets it, wherever it was chosen. */
function ViewerHeadphonesChoice({ client: { viewerHeadphones } }: { client: VoiceClient }) {
  const { title, place, yes, no } = panelTexts.viewerHeadphones
  return (
    <label>
      {title}
      <select
        data-testid="setting-viewerHeadphones"
        value={String(viewerHeadphones.choice.value ?? '')}
        onChange={({ currentTarget: { value } }) =>
          viewerHeadphones.choose(value === '' ? null : value === 'true')
        }
      >
        <option value="">{place}</option>
        <option value="true">{yes}</option>
        <option value="false">{no}</option>
      </select>
    </label>
  )
}

function decibelsOf(level: number): number {
  return level > 0 ? Math.max(-60, 20 * Math.log10(level)) : -60
}
