/** How the grid's pages look: name, logo and accent, with a picture of the page in light and dark. */

import { useEffect, useState } from 'preact/hooks'
import type { LookView } from '../../../src/protocol/admin/look.js'
import { type Accent, accentOf, type Scheme } from '../../../src/pure/accent.js'
import { MAX_GRID_NAME } from '../../../src/pure/page-look.js'
import { ApiFault, get, patch, post } from '../../api.js'
import { attempt, say } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { refusalWords } from '../service-words.js'
import './look.css'

/** The blue of theme.css, to begin with. */
const FIRST_ACCENT = '#2456c7'

export function LookPage() {
  const [look, setLook] = useState<LookView | undefined>(undefined)
  const [name, setName] = useState('')
  const [accent, setAccent] = useState('')
  const [logoFault, setLogoFault] = useState('')
  const take = (next: LookView) => {
    setLook(next)
    setName(next.name)
    setAccent(next.accent)
  }
  useEffect(() => void get<LookView>('/look').then(take, () => say(texts.outOfReach, true)), [])
  if (!look) return <p>{texts.loading}</p>

  const save = (event: Event) => {
    event.preventDefault()
    attempt(async () => take(await patch<LookView>('/look', { name, accent })))
  }
  const chooseLogo = async (input: HTMLInputElement) => {
    const [file] = input.files ?? []
    if (!file) return
    setLogoFault('')
    try {
      setLook(await post<LookView>('/look/logo', { content: await base64Of(file) }))
      say(texts.done)
    } catch (error) {
      setLogoFault(faultWords(error))
    }
    input.value = ''
  }
  const shown = accent === '' ? undefined : accentOf(accent)
  return (
    <section class="card">
      <form class="fields" onSubmit={save} data-testid="look-form">
        <label>
          {texts.look.name}
          <input
            name="name"
            maxLength={MAX_GRID_NAME}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label>
          {texts.look.accent}
          <input
            type="color"
            name="accent"
            value={accent || FIRST_ACCENT}
            onInput={(event) => setAccent(event.currentTarget.value)}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={accent === ''}
            onChange={(event) => setAccent(event.currentTarget.checked ? '' : FIRST_ACCENT)}
          />
          {texts.look.ownAccent}
        </label>
        <button type="submit" class="primary" data-testid="look-save">
          {texts.save}
        </button>
      </form>
      <label class="logo-field">
        {texts.look.logo}
        <input
          type="file"
          accept="image/png,image/svg+xml,image/webp"
          data-testid="look-logo"
          aria-invalid={logoFault !== ''}
          aria-describedby="logo-fault"
          onChange={(event) => chooseLogo(event.currentTarget)}
        />
        <span class="fault" id="logo-fault" role="alert" data-testid="logo-fault">
          {logoFault}
        </span>
      </label>
      {look.logo && (
        <button
          type="button"
          data-testid="look-logo-delete"
          onClick={() => attempt(async () => setLook(await post<LookView>('/look/logo/delete')))}
        >
          {texts.look.removeLogo}
        </button>
      )}
      <div class="previews">
        {(['light', 'dark'] as const).map((scheme) => (
          <Preview key={scheme} scheme={scheme} name={name} logo={look.logo} accent={shown} />
        ))}
      </div>
    </section>
  )
}

interface PreviewProps {
  readonly scheme: Scheme
  readonly name: string
  readonly logo: string | null
  readonly accent: Accent | undefined
}

function Preview({ scheme, name, logo, accent }: PreviewProps) {
  const own = accent?.[scheme]
  return (
    <figure data-testid={`look-${scheme}`} data-adjusted={own?.adjusted ?? false}>
      <div
        class={`preview ${scheme}`}
        style={own ? { '--shown-accent': own.accent, '--shown-on-accent': own.onAccent } : {}}
        aria-hidden="true"
      >
        <p class="preview-name">
          {logo && <img src={logo} alt="" />}
          {name || texts.look.unnamed}
        </p>
        <span class="preview-tab">{texts.page.rooms}</span>
        <span class="preview-button">{texts.save}</span>
      </div>
      <figcaption>
        {texts.look.schemes[scheme]}
        {own?.adjusted && <strong> {texts.look.adjusted[scheme]}</strong>}
      </figcaption>
    </figure>
  )
}

function faultWords(error: unknown): string {
  if (!(error instanceof ApiFault)) return texts.outOfReach
  const code = error.fault.faults?.[0]?.code ?? ''
  const words: Readonly<Record<string, string>> = texts.look.faults
  return words[code] ?? refusalWords(error.fault)
}

/** A file as the service takes it. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
