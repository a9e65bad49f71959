/** Chooses the language of the page. */

import { LANGUAGES } from '../../../src/pure/languages.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'

export function LanguageChoice({ client: { settings } }: { client: VoiceClient }) {
  return (
    <label>
      {panelTexts.languageLabel}
      <select
        data-testid="setting-language"
        value={texts.language}
        onChange={(event) => settings.change({ language: event.currentTarget.value })}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
