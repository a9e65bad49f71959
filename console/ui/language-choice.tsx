/** Chooses the language of the console. */

import { isLanguage, LANGUAGES } from '../../src/pure/languages.js'
import { say } from '../console-state.js'
import { choose, texts } from '../texts/texts.js'

export function LanguageChoice() {
  return (
    <select
      class="language"
      data-testid="console-language"
      aria-label={texts.languageLabel}
      value={texts.language}
      onChange={({ currentTarget }) => {
        const { value } = currentTarget
        if (!isLanguage(value)) return
        choose(value).catch(() => {
          currentTarget.value = texts.language
          say(texts.outOfReach, true)
        })
      }}
    >
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  )
}
